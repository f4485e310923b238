"""The demo's database: made whole or not at all, kept up to date, skipped when nothing changed."""

import os
import signal
import sqlite3
import traceback
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections

from samenkracht.demo.parent_watchdog import end_with_parent

SEED_VERSION = 6


def prepare(*, seed: Callable[[], None], tell: Callable[[str], None]) -> None:
    """Bring the demo's database to the state that this code expects; within milliseconds when it is there already."""
    path = sqlite_path()
    if path is None:
        call_command("migrate", verbosity=0, interactive=False)
        seed()
    elif not path.exists():
        tell("Een voorbeeldregio wordt opgebouwd ...")
        in_a_child(lambda: build(path, seed=seed))
    elif stamp_of(path) != expected_stamp():
        call_command("migrate", verbosity=0, interactive=False)
        seed()
        write_stamp(path)
    connections.close_all()


def in_a_child(work: Callable[[], None]) -> None:
    """Do the work in a process of its own: what it loads (the makers of reports) leaves with it."""
    child = os.fork()
    if child == 0:
        end_in_child(work)
    try:
        _child, status = os.waitpid(child, 0)
    except KeyboardInterrupt:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
        raise
    if status:
        raise CommandError("The example region could not be built; the lines above say why.")


def end_in_child(work: Callable[[], None]) -> NoReturn:
    """Work, then end without touching anything of the parent."""
    status = 1
    try:
        end_with_parent()
        work()
        status = 0
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(status)


def sqlite_path() -> Path | None:
    """The database file; None when the demo runs on another database."""
    database = settings.DATABASES["default"]
    return Path(database["NAME"]) if database["ENGINE"].endswith("sqlite3") else None


def is_missing() -> bool:
    """Whether the demo's database was never built."""
    path = sqlite_path()
    return path is not None and not path.exists()


def build(path: Path, *, seed: Callable[[], None]) -> None:
    """Make and fill the database under another name; it gets its own when complete, so no half demo ever starts."""
    unfinished = path.with_name(path.name + ".new")
    for leftover in path.parent.glob(unfinished.name + "*"):
        leftover.unlink()
    with_name(unfinished)
    in_haste()
    try:
        call_command("migrate", verbosity=0, interactive=False)
        seed()
        connections.close_all()
        write_stamp(unfinished)
        with unfinished.open("rb+") as file:
            os.fsync(file)
        unfinished.rename(path)
    finally:
        with_name(path)


def with_name(path: Path) -> None:
    """Let all connections of this process use this file from now on."""
    connections.close_all()
    for alias in connections:
        connections.settings[alias]["NAME"] = str(path)


def in_haste() -> None:
    """Do not wait for the disk at each commit: what is not finished is thrown away, and the end waits for all of it."""
    for alias in connections:
        options = connections.settings[alias]["OPTIONS"]
        hasty = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
        connections.settings[alias]["OPTIONS"] = {**options, "init_command": hasty}


def expected_stamp() -> int:
    """A number that changes with each migration and with the demo's content."""
    names = sorted(
        f"{config.label}/{migration.name}"
        for config in apps.get_app_configs()
        for migration in Path(config.path, "migrations").glob("[0-9]*.py")
    )
    return zlib.crc32("\n".join([str(SEED_VERSION), *names]).encode()) & 0x7FFFFFFF


def stamp_of(path: Path) -> int:
    """The stamp in a SQLite file (its user_version)."""
    connection = sqlite3.connect(path)
    try:
        number: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return number
    finally:
        connection.close()


def write_stamp(path: Path) -> None:
    """Write the stamp and put everything into the one file, so that it can be renamed."""
    connection = sqlite3.connect(path)
    try:
        connection.execute(f"PRAGMA user_version = {expected_stamp()}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
