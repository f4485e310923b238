"""Everything from nothing to a lifelike region, and web, worker and beat, in one command."""

import argparse
import fcntl
import logging
import os
import signal
import socket
import threading
import time
import urllib.request
from types import FrameType
from typing import Any, NoReturn, TextIO

from django.conf import settings
from django.core.management.base import CommandError
from django.core.wsgi import get_wsgi_application

from samenkracht.core.management.invented import InventingCommand
from samenkracht.core.web import languages
from samenkracht.demo import cast, prepare
from samenkracht.demo.parent_watchdog import end_with_parent
from samenkracht.demo.worker import Worker

# How much of the residents --small takes.
SMALL = 0.05


class Command(InventingCommand):
    """Nowhere but in a demo: its passwords are known to everybody."""

    help = "Start the demo: an example region with web, worker and beat. Ctrl-C stops everything."
    modes = frozenset({"demo"})
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--small", action="store_true", help="build a region with few residents and papers")
        parser.add_argument("--figures", action="store_true", help="only count what there is in the demo")
        parser.add_argument("--end-with-parent", action="store_true", help="also stop when whatever started this ends")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["figures"]:
            self.count()
            return
        began = time.monotonic()
        if options["end_with_parent"]:
            end_with_parent()
        signal.signal(signal.SIGTERM, interrupt)
        signal.signal(signal.SIGINT, interrupt)
        logging.getLogger("kombu.connection").setLevel(
            logging.ERROR
        )  # a folder as broker has no host, and that is fine
        lock = only_one()
        try:
            self.run(options["host"], options["port"], began, size=SMALL if options["small"] else 1.0)
        except KeyboardInterrupt:
            pass
        finally:
            lock.close()

    def count(self) -> None:
        """What the demo holds, for who wants to check what is said of it."""
        from samenkracht.demo import figures

        if prepare.is_missing():
            raise CommandError("There is no demo yet: make demo.")
        for line in figures.lines():
            self.say(line)

    def run(self, host: str, port: int, began: float, *, size: float) -> None:
        check_port(host, port)
        prepare.prepare(seed=lambda: seed(size), tell=self.say)
        worker = Worker(folder=settings.VAR_DIR)
        try:
            self.serve(host, port, began, worker)
        finally:
            self.say("De demo stopt ...")
            worker.end()

    def serve(self, host: str, port: int, began: float, worker: Worker) -> None:
        """Serve until somebody presses Ctrl-C."""
        from waitress.server import create_server

        application = get_wsgi_application()
        load_addresses()
        server = create_server(application, host=host, port=port, threads=4)
        threading.Thread(target=self.announce, args=(host, port, began, worker), daemon=True).start()
        try:
            server.run()
        finally:
            server.close()

    def announce(self, host: str, port: int, began: float, worker: Worker) -> None:
        """Ask for the first page, as a visitor would, and only then start the worker and print the address.

        A worker that starts beside the first page takes the processor from whoever waits for it.
        """
        address = f"http://{'127.0.0.1' if host in ('', '0.0.0.0') else host}:{port}/"  # noqa: S104 - compared, not bound
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                answer.read()
        except OSError as error:
            self.say(f"De eerste pagina gaf een fout: {error}")
        finally:
            worker.start()
        self.say(f"Samenkracht! draait op {address} (na {time.monotonic() - began:.1f} s). Stoppen: Ctrl-C.")
        self.say(f"Inloggen op {address}inloggen/ met wachtwoord {cast.PASSWORD}:")
        for email, function in cast.logins():
            self.say(f"  {email:<36} {function}")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def load_addresses() -> None:
    """Load all views and sort their addresses in each language. Else the first visitors do so, all at the same time."""
    for code, _name in settings.LANGUAGES:
        languages.address(code, "home")


def seed(size: float) -> None:
    """Build the region. What that needs (the makers of reports) is loaded here alone."""
    from samenkracht.demo import region

    region.seed(size=size)


def interrupt(number: int, frame: FrameType | None) -> NoReturn:
    """SIGTERM and Ctrl-C end the demo the same way; a second one while it stops changes nothing."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def only_one() -> TextIO:
    """One demo per folder of state."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    lock = (settings.VAR_DIR / "demo.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise CommandError(f"A demo is already running on {settings.VAR_DIR}.") from error
    return lock


def check_port(host: str, port: int) -> None:
    """Say at once, before anything is built, that the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(f"Port {port} is taken. Choose another:  PORT={port + 1} make demo") from error
