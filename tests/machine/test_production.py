"""Production from requirements/base.txt alone: what it does, and that what went deaf in it comes back by itself.

Run with ``-s`` to read what happened and when.
"""

import argparse
import json
import os
import signal
import time

import psutil
import pytest

from samenkracht.core.jobs import watchdog
from tests.faults.client import Crowd, Resident
from tests.faults.installation import Installation
from tests.services import postgresql, processes, production, redis

pytestmark = [
    pytest.mark.processes,
    pytest.mark.once,
    # A minute of silence is part of it, after an installation from nothing; a busy machine is no hang.
    pytest.mark.timeout(580),
    pytest.mark.skipif(postgresql.find_binaries() is None, reason=postgresql.MISSING),
    pytest.mark.skipif(redis.find() is None, reason=redis.MISSING),
]


class Manager:
    """What a service manager does (``restart: unless-stopped``, ``Restart=always``): starts again what ended."""

    def __init__(self, here: Installation) -> None:
        self.here = here
        self.began = time.monotonic()
        self.restarts: list[tuple[str, int]] = []

    def say(self, words: str) -> None:
        print(f"{time.monotonic() - self.began:6.1f} s  {words}")

    def keep_running(self, *, until, what: str, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not until():
            for name in self.here.fallen():
                status = self.here.processes[name].returncode
                self.restarts.append((name, status))
                self.say(f"{name} ended with status {status}; the manager starts it again")
                self.here.start(name)
            assert time.monotonic() < deadline, f"{what} did not come: {self.here.health()}, {self.restarts}"
            time.sleep(0.2)
        self.say(what)


@pytest.fixture(scope="module")
def here():
    installation = Installation()
    try:
        yield installation.build().fresh()
    finally:
        installation.remove()


def send_submission(here: Installation, number: int) -> None:
    """A resident opens the form, fills it in, sends it and gets the receipt."""
    journal = here.folder / f"resident-{number}.jsonl"
    crowd = Crowd(
        argparse.Namespace(
            port=here.port, form=here.world["slug"], questions=here.questions, journal=journal, seed=number,
            board=here.folder / "residents-board",
        )
    )  # fmt: skip
    Resident(number, "plain", crowd).run()
    assert crowd.surprises == []
    assert [json.loads(line)["event"] for line in journal.read_text().splitlines()][-1] == "acknowledged"


def test_production_from_the_lock_file_alone_works_and_comes_back_when_it_went_deaf(here: Installation):
    manager = Manager(here)
    for name, process in here.processes.items():
        assert psutil.Process(process.pid).cmdline()[0] == production.python(), name
    manager.say("web, worker and beat run in MODE=production on base.txt alone, with PostgreSQL and Redis")
    manager.keep_running(until=lambda: here.health()[0] == 200, what="/healthz is ok", seconds=120)
    manager.say(f"{here.health()}")
    send_submission(here, 1)
    manager.keep_running(until=lambda: here.counted() == 1, what="a submission was taken and counted", seconds=60)
    run = here.ask_for_report()
    manager.keep_running(until=lambda: here.run(run)[0] == "done", what="a report was compiled", seconds=150)
    [(_report, start, size)] = here.reports(run)
    assert (bytes(start), size > 10_000) == (b"%PDF", True)
    manager.say(f"its PDF has {size} bytes")
    assert manager.restarts == []

    deafen(here)
    deaf = time.monotonic()
    manager.say("every process of the worker's pool was stopped (SIGSTOP), and beat's loop stands still from now on")
    send_submission(here, 2)
    manager.say("a submission was sent meanwhile; its resident has the receipt")
    manager.keep_running(
        until=lambda: len(manager.restarts) >= 2 and here.counted() == 2, what="it was counted", seconds=240
    )
    back = time.monotonic() - deaf
    manager.keep_running(until=lambda: here.health()[0] == 200, what="/healthz is ok again", seconds=120)

    assert sorted(manager.restarts) == [("beat", watchdog.DEAF), ("worker", watchdog.DEAF)]
    manager.say(f"from deaf to counted: {back:.0f} s; {here.health()}")


def deafen(here: Installation) -> None:
    """The worker's main process goes on, and nothing that it hands out is done; beat lives and sends nothing more."""
    processes.stop(here.processes.pop("beat"))
    here.sabotage = "deaf"
    here.start("beat")
    here.sabotage = ""
    for child in psutil.Process(here.processes["worker"].pid).children():
        os.kill(child.pid, signal.SIGSTOP)
