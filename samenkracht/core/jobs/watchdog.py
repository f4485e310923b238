"""A worker or beat that went deaf ends itself, so that whoever keeps it running starts a new one (docs/adr/0012).

Deaf: for a minute in which the database and the broker answered, no job came through. A thread of the process looks
every ten seconds. It counts its looks, not the time between them: a process that was held up itself (a machine that
sleeps, a clock that jumps) gets its full number of looks before it is called deaf.
"""

import contextlib
import logging
import os
import signal
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from celery import current_app
from celery.signals import (
    after_task_publish,
    beat_init,
    celeryd_after_setup,
    task_received,
    worker_ready,
    worker_shutting_down,
)
from celery.worker import state
from django.db import connection
from kombu.exceptions import KombuError

from samenkracht.core.jobs import health

logger = logging.getLogger(__name__)

LOOK_EVERY = 10.0
DEAF_LOOKS = int(health.DEAF_AFTER.total_seconds() / LOOK_EVERY)
# What a service manager takes for a fall, and tells apart from a kill.
DEAF = 70
ECHO = "core.echo"
PROBE = "core.probe"


class Watchdog(threading.Thread):
    """Looks whether ``hears()``; ends the process after a minute of looks that heard nothing and had no reason why."""

    def __init__(self, *, who: str, hears: Callable[[], bool], end: Callable[[], None]) -> None:
        super().__init__(name=f"watchdog of {who}", daemon=True)
        self.who = who
        self.hears = hears
        self.end = end
        self.silent_looks = 0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(LOOK_EVERY):
            works = self.look()
            connection.close()
            if works:
                tell_manager("WATCHDOG=1")
            else:
                logger.critical("watchdog: %s is deaf for %d s and ends", self.who, DEAF_LOOKS * LOOK_EVERY)
                self.end()

    def look(self) -> bool:
        """False when it is deaf."""
        self.silent_looks = 0 if self._hears() else self.silent_looks + 1
        return self.silent_looks < DEAF_LOOKS

    def _hears(self) -> bool:
        """A look that fails itself is one that heard nothing."""
        try:
            return self.hears()
        except Exception:
            logger.exception("watchdog: looking after %s failed", self.who)
            return False


class WorkersEar:
    """What a worker hears: echoes, small jobs that it sends to a queue that nobody but itself listens to.

    So it knows of itself, however many other workers finish what beat sends, and whether or not beat is there.
    """

    def __init__(self, *, queue: str, slots: int) -> None:
        self.queue = queue
        self.slots = slots
        self.longest = int(current_app.conf.task_time_limit / LOOK_EVERY) + DEAF_LOOKS
        self.taken: deque[str] = deque(maxlen=64)
        self.looks_at: dict[str, int] = {}

    def note(self, job: str) -> None:
        """An echo was taken from the queue; whether it came to its end is looked at later."""
        self.taken.append(job)

    def hears(self) -> bool:
        """An echo came to its end since the last look, or there is a reason why none could."""
        finished, busy = self._finished(), self._busy()
        self._call()
        return finished or busy or health.database_state() != "ok" or health.broker_state() != "ok"

    def _finished(self) -> bool:
        jobs = [self.taken.popleft() for _ in range(len(self.taken))]
        waiting = [job for job in jobs if job not in state.successful_requests]
        self.taken.extend(waiting)
        return len(waiting) < len(jobs)

    def _busy(self) -> bool:
        """Every slot has a job in hand, and none of them for longer than a job may take."""
        running = {request.id for request in set(state.active_requests) if request.name != ECHO}
        self.looks_at = {job: self.looks_at.get(job, 0) + 1 for job in running}
        return sum(looks < self.longest for looks in self.looks_at.values()) >= self.slots

    def _call(self) -> None:
        """Send an echo. Those that nobody takes expire, so that a deaf worker leaves no heap of them."""
        try:
            current_app.send_task(ECHO, queue=self.queue, expires=3 * LOOK_EVERY)
        except (OSError, KombuError) as error:
            logger.warning("watchdog: the broker took no echo: %s", type(error).__name__)


class BeatsEar:
    """What beat hears: that the broker took the probe which it sends every ten seconds."""

    def __init__(self) -> None:
        self.sent = threading.Event()

    def note(self) -> None:
        """A probe was sent."""
        self.sent.set()

    def hears(self) -> bool:
        """A probe was sent since the last look, or the broker takes none."""
        was_sent = self.sent.is_set()
        self.sent.clear()
        return was_sent or health.broker_state() != "ok"


def queue_of(hostname: str) -> str:
    """The queue that only the worker of this name listens to; no two workers on one broker have the same name."""
    return f"echo.{hostname}"


@celeryd_after_setup.connect
def listen_to_oneself(sender: str, instance: Any, **_later: Any) -> None:
    """A worker takes jobs from its own queue too, whatever ``-Q`` says."""
    instance.app.amqp.queues.select_add(queue_of(sender))


@worker_ready.connect
def watch_worker(sender: Any, **_later: Any) -> None:
    """``sender`` is the worker's consumer."""
    ear = WorkersEar(queue=queue_of(sender.hostname), slots=sender.pool.num_processes)

    def taken(request: Any, **_later: Any) -> None:
        if request.name == ECHO:
            ear.note(request.id)

    task_received.connect(taken, weak=False)
    _start(Watchdog(who="the worker", hears=ear.hears, end=lambda: _end(sender.pool)))


@beat_init.connect
def watch_beat(sender: Any, **_later: Any) -> None:
    """``sender`` is beat's service. Inside a worker (``-B``) it takes the worker along when it goes deaf."""
    _forget_times_to_come(sender.scheduler.schedule.values())
    ear = BeatsEar()

    def sent(sender: Any = None, **_later: Any) -> None:
        if sender == PROBE:
            ear.note()

    after_task_publish.connect(sent, weak=False)
    _start(Watchdog(who="beat", hears=ear.hears, end=_end))


def _forget_times_to_come(entries: Iterable[Any]) -> None:
    """Beat waits until its last time has passed once more: after a clock that was set back, for as long as that."""
    for entry in entries:
        now = entry.default_now()
        if entry.last_run_at > now:
            entry.last_run_at = now


def _start(watchdog: Watchdog) -> None:
    """Until the worker is asked to end: then it takes no jobs any more, and what it has in hand may take its time."""

    def stop(**_later: Any) -> None:
        watchdog.over.set()

    worker_shutting_down.connect(stop, weak=False)
    watchdog.start()


def _end(pool: Any = None) -> None:
    """End at once: asking in order takes the very parts that hang. Killed jobs are found by the sweepers (0002)."""
    for process in pool.info.get("processes", ()) if pool is not None else ():
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    os._exit(DEAF)


def tell_manager(words: str) -> None:
    """A service manager that asked for it (systemd, WatchdogSec) ends a process whose every thread stands still."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.sendto(words.encode(), "\0" + address[1:] if address[0] == "@" else address)
