"""Doing the work that waits in the outbox: each kind has a handler, and what fails is tried again, later each time.

Work is done by group: all that waits for one form, one letter for one person. A handler is safe twice, at once, and
after a crash. After MOST_ATTEMPTS a group is given up on: it waits for the administrator (``samenkracht.pages``).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.utils.functional import Promise

from samenkracht.core.db.database import NO_DATABASE
from samenkracht.core.models import OutboxEntry, StuckWork

logger = logging.getLogger(__name__)

FIRST_WAIT: Final = timedelta(seconds=20)
LONGEST_WAIT: Final = timedelta(hours=1)
# Some two and a half hours of trying.
MOST_ATTEMPTS: Final = 10


@dataclass(frozen=True, slots=True)
class OutboxHandler:
    """Does the work of one kind; ``label`` and ``about`` say to staff what it is.

    ``do`` takes the id of a group, does what waits for it and deletes its rows of the outbox, in one transaction where
    that can be. It is safe twice. What fails must raise: an error that it swallows is work that is lost.
    """

    kind: str
    label: str | Promise
    do: Callable[[int], object]
    about: Callable[[int], str]


_handlers: dict[str, OutboxHandler] = {}


def handle(handler: OutboxHandler) -> None:
    """Register the one handler of a kind; in ``apps.ready()``. Raises ValueError when the kind has one."""
    if handler.kind in _handlers:
        raise ValueError(f"{handler.kind} has a handler already")
    _handlers[handler.kind] = handler


def handler_of(kind: str) -> OutboxHandler | None:
    """None for a kind of another release."""
    return _handlers.get(kind)


def due(*, at: datetime) -> list[tuple[str, int]]:
    """The groups with work that may be tried now, as (kind, group); two queries."""
    resting = StuckWork.objects.exclude(given_up_at=None, next_try_at__lte=at).values_list("kind", "group_id")
    waiting = OutboxEntry.objects.filter(kind__in=_handlers).order_by().values_list("kind", "group_id").distinct()
    return sorted(set(waiting) - set(resting))


def sweep(*, at: datetime) -> None:
    """Do all that waits. Work that fails is logged and keeps no other waiting."""
    for kind, group_id in due(at=at):
        _do(_handlers[kind], group_id, at=at)


def do_now(*, kind: str, group_id: int, at: datetime) -> None:
    """Do what waits for one group, unless it failed and rests. For a message that tells of new work."""
    resting = StuckWork.objects.filter(kind=kind, group_id=group_id).exclude(given_up_at=None, next_try_at__lte=at)
    if not resting.exists():
        _do(_handlers[kind], group_id, at=at)


def _do(handler: OutboxHandler, group_id: int, *, at: datetime) -> None:
    """Raises nothing but that the database is away: then nothing can be written down, and all work waits."""
    try:
        handler.do(group_id)
    except Exception as error:
        if isinstance(error, NO_DATABASE) and is_away():
            raise
        # Whatever one group does wrong may keep no other waiting. Not with its trace: a refusal of the database carries
        # values of the row.
        attempts = note_failure(handler.kind, group_id, error=error, at=at)
        name = type(error).__name__
        logger.error(  # noqa: TRY400  # see above
            "outbox.failed kind=%s group=%s attempts=%s error=%s", handler.kind, group_id, attempts, name
        )
    else:
        StuckWork.objects.filter(kind=handler.kind, group_id=group_id).delete()


def is_away() -> bool:
    """Whether the database is not there at all. A deadlock or a timeout of one group says nothing of the others."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except NO_DATABASE:
        return True
    return False


@transaction.atomic
def note_failure(kind: str, group_id: int, *, error: Exception, at: datetime) -> int:
    """Write down that it failed and when it is tried again; gives how often it failed by now."""
    rows = StuckWork.objects.select_for_update()
    beginning = {"since": at, "next_try_at": at, "error": ""}
    row, _new = rows.get_or_create(kind=kind, group_id=group_id, defaults=beginning)
    row.attempts += 1
    row.error = type(error).__name__[:60]
    row.next_try_at = at + wait_after(row.attempts)
    row.given_up_at = at if row.attempts >= MOST_ATTEMPTS else None
    row.save()
    return row.attempts


def wait_after(attempts: int) -> timedelta:
    """How long a group rests after so many failures: twice as long each time, an hour at most."""
    return min(FIRST_WAIT * (1 << min(attempts - 1, 30)), LONGEST_WAIT)


def try_again(*, stuck: StuckWork, at: datetime) -> None:
    """Let the next sweep try it as if it never failed; ``since`` stays."""
    StuckWork.objects.filter(pk=stuck.pk).update(attempts=0, next_try_at=at, given_up_at=None)
