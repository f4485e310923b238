"""Whether the parts of the portal work, each by using it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import current_app
from django.db import DatabaseError, connection
from kombu.exceptions import KombuError

from samenkracht.core.models import ProbeResult

logger = logging.getLogger(__name__)

# Beat sends a probe every 10 seconds; a worker that finished none for this long is deaf.
DEAF_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Health:
    database: str
    broker: str
    worker: str

    @property
    def ok(self) -> bool:
        return self.database == self.broker == self.worker == "ok"


def note_probe(*, worker: str, at: datetime) -> None:
    """Write down that ``worker`` finished a probe task at ``at``."""
    ProbeResult.objects.update_or_create(worker=worker, defaults={"finished_at": at})


def check(*, at: datetime) -> Health:
    """Ask the database, the broker and, by the time of the last finished probe task, the worker. It never raises."""
    database = database_state()
    worker = _state("worker", lambda: _worker(at)) if database == "ok" else "unknown: the database does not answer"
    return Health(database=database, broker=broker_state(), worker=worker)


def database_state() -> str:
    """``ok``, or what is wrong with the database."""
    return _state("database", _database)


def broker_state() -> str:
    """``ok``, or what is wrong with the broker."""
    return _state("broker", _broker)


def _state(part: str, ask: Callable[[], str]) -> str:
    """The answer; when asking fails in a way that nobody foresaw (a package that is not installed, a table that is
    not made yet), then that is the state of this part. The log has the whole reason: it may name addresses.
    """
    try:
        return ask()
    except Exception as error:
        logger.exception("health.%s", part)
        return f"broken: {type(error).__name__}, see the log"


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "the database does not answer"
    return "ok"


def _broker() -> str:
    link = current_app.connection_for_read(transport_options={"socket_timeout": 1})
    try:
        link.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=1)
    except (OSError, KombuError):
        return "the broker does not answer"
    finally:
        link.release()
    return "ok"


def _worker(at: datetime) -> str:
    last = ProbeResult.objects.order_by("-finished_at").values_list("finished_at", flat=True).first()
    if last is None:
        return "no probe task was finished yet"
    if at - last > DEAF_AFTER:
        return f"the last probe task was finished {int((at - last).total_seconds())} seconds ago"
    return "ok"
