"""Work to do: rows first, nudges second."""

import logging
import time
from datetime import datetime
from functools import lru_cache

from celery import current_app
from django.db import transaction
from kombu import Connection, pools
from kombu.exceptions import KombuError

from samenkracht.core.models import OutboxEntry

logger = logging.getLogger(__name__)

# After a failed publish this process leaves the broker alone for a moment, so that a dead broker costs one wait
# and not one per request.
REST_SECONDS = 5.0
# A broker that accepts and then says nothing (frozen, cut off) may cost a person no more than one that is gone.
# Workers wait longer for their work, so nudges have a connection of their own.
NUDGE_SECONDS = 0.4
_rest_until = 0.0


def put(*, kind: str, subject_id: int, group_id: int, at: datetime) -> None:
    """Write down work in the caller's transaction. Doing it twice leaves one row. Raises outside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("work to do is written in the transaction of its cause")
    OutboxEntry.objects.bulk_create(
        [OutboxEntry(kind=kind, subject_id=subject_id, group_id=group_id, created_at=at)], ignore_conflicts=True
    )


def nudge(task_name: str, **kwargs: int | str) -> None:
    """After the commit, ask a worker to look. A broker that is down never becomes the caller's error: beat sweeps."""
    transaction.on_commit(lambda: _publish(task_name, kwargs), robust=True)


def _publish(task_name: str, kwargs: dict[str, int | str]) -> None:
    global _rest_until
    if time.monotonic() < _rest_until:
        return
    try:
        with pools.producers[_connection(current_app.conf.broker_url)].acquire(block=True) as producer:
            current_app.send_task(task_name, kwargs=kwargs, producer=producer, retry=False, ignore_result=True)
    except (OSError, KombuError) as error:
        _rest_until = time.monotonic() + REST_SECONDS
        logger.warning("outbox.nudge_missed task=%s error=%s", task_name, type(error).__name__)


@lru_cache(maxsize=2)
def _connection(url: str) -> Connection:
    """What the pool makes its connections like; making it anew would double the cost of a nudge."""
    return current_app.connection_for_write(
        url, transport_options={"socket_connect_timeout": NUDGE_SECONDS, "socket_timeout": NUDGE_SECONDS}
    )
