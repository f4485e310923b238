"""Jobs without domain words."""

import socket
from typing import Any

from celery import shared_task
from celery.signals import worker_init
from django.db import connection

from samenkracht.core import clock
from samenkracht.core.db import restore_lock
from samenkracht.core.jobs import health, housekeeping, watchdog, work


@worker_init.connect
def refuse_closed_database(**_later: Any) -> None:
    """A worker does not begin on a restored database before what was erased since was erased again."""
    is_open = restore_lock.is_unlocked()
    if not connection.in_atomic_block:
        connection.close()  # the processes that it starts open their own
    if not is_open:
        raise SystemExit("This database was restored and is not opened yet: manage.py erasures --again FILE.")


@shared_task(name=watchdog.PROBE, ignore_result=True)
def probe(**_later: Any) -> None:
    """Show that a task goes through."""
    health.note_probe(worker=socket.gethostname(), at=clock.now())


@shared_task(name=watchdog.ECHO, ignore_result=True)
def echo(**_later: Any) -> None:
    """Show a worker that a job of its own comes through, database and all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@shared_task(name="core.housekeeping", ignore_result=True)
def sweep(**_later: Any) -> None:
    """Remove what is past its term."""
    housekeeping.sweep(at=clock.now())


@shared_task(name="core.sweep_outbox", ignore_result=True)
def sweep_outbox(**_later: Any) -> None:
    """Do the work that a notification missed, and try again what failed."""
    work.sweep(at=clock.now())
