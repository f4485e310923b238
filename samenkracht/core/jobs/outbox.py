"""Work to do: rows first, notifications second."""

import logging
import time
from datetime import datetime
from functools import lru_cache

from celery import current_app
from django.db import connection, transaction
from kombu import Connection, pools
from kombu.exceptions import KombuError

logger = logging.getLogger(__name__)

# After a failed publish this process leaves the broker alone for a moment, so that a dead broker costs one wait
# and not one per request.
REST_SECONDS = 5.0
# A broker that accepts and then says nothing (frozen, cut off) may cost a person no more than one that is gone.
# Workers wait longer for their work, so notifications have a connection of their own.
NOTIFY_SECONDS = 0.4
_rest_until = 0.0
SAME_NOTIFICATION_SECONDS = 1.0
_notified_at: dict[tuple[object, ...], float] = {}
# As OutboxEntry says. In the way of every submission: the same by the ORM costs twice the time.
ENQUEUE = (
    "INSERT INTO core_outboxentry (kind, subject_id, group_id, created_at) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT DO NOTHING"
)


def enqueue(*, kind: str, subject_id: int, group_id: int, at: datetime) -> None:
    """Write down work in the caller's transaction. Doing it twice leaves one row. Raises outside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("work to do is written in the transaction of its cause")
    with connection.cursor() as cursor:
        cursor.execute(ENQUEUE, [kind, subject_id, group_id, connection.ops.adapt_datetimefield_value(at)])


def notify_worker(task_name: str, **kwargs: int | str) -> None:
    """After the commit, ask a worker to look. A broker that is down never becomes the caller's error: beat sweeps."""
    transaction.on_commit(lambda: _publish(task_name, kwargs), robust=True)


def notify_worker_once_a_second(task_name: str, **kwargs: int | str) -> None:
    """As ``notify_worker``, for a task that does all the work that waits: the first message of a second is enough.

    What came after a worker had looked, beat finds.
    """
    transaction.on_commit(lambda: _publish_unless_just_done(task_name, kwargs), robust=True)


def forget_notifications() -> None:
    """Make this process as if it had just started: for tests, whose databases use the same numbers again."""
    _notified_at.clear()


def _publish_unless_just_done(task_name: str, kwargs: dict[str, int | str]) -> None:
    about, now = (task_name, *sorted(kwargs.items())), time.monotonic()
    if now - _notified_at.get(about, float("-inf")) < SAME_NOTIFICATION_SECONDS:
        return
    if len(_notified_at) > 1000:
        _notified_at.clear()
    _notified_at[about] = now
    _publish(task_name, kwargs)


def _publish(task_name: str, kwargs: dict[str, int | str]) -> None:
    global _rest_until
    if time.monotonic() < _rest_until:
        return
    try:
        with pools.producers[_connection(current_app.conf.broker_url)].acquire(block=True) as producer:
            current_app.send_task(task_name, kwargs=kwargs, producer=producer, retry=False, ignore_result=True)
    except (OSError, KombuError) as error:
        _rest_until = time.monotonic() + REST_SECONDS
        logger.warning("outbox.notification_missed task=%s error=%s", task_name, type(error).__name__)


@lru_cache(maxsize=2)
def _connection(url: str) -> Connection:
    """What the pool makes its connections like; making it anew would double the cost of a notification."""
    return current_app.connection_for_write(
        url, transport_options={"socket_connect_timeout": NOTIFY_SECONDS, "socket_timeout": NOTIFY_SECONDS}
    )
