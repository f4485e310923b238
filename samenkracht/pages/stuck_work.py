"""Work that failed, for the administrator: what it is, since when, and when it is tried again."""

from dataclasses import dataclass

from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core.jobs.work import handler_of
from samenkracht.core.models import StuckWork

# The first ones; when more stand still, they have one cause.
MOST = 200


@dataclass(frozen=True, slots=True)
class StuckRow:
    """One line of the list. ``about`` names the thing, empty when it is gone."""

    stuck: StuckWork
    label: str
    about: str


def given_up(actor: Actor) -> int:
    """How much work waits for the administrator; 0 for whoever may not see it."""
    if not may(actor, Permission.STUCK_WORK_READ):
        return 0
    return StuckWork.objects.exclude(given_up_at=None).count()


def stuck_rows() -> list[StuckRow]:
    """What was given up on first, the oldest first."""
    found = StuckWork.objects.order_by("given_up_at", "since", "pk")[:MOST]
    return [row_of(stuck) for stuck in sorted(found, key=lambda one: one.given_up_at is None)]


def row_of(stuck: StuckWork) -> StuckRow:
    handler = handler_of(stuck.kind)
    if handler is None:
        return StuckRow(stuck, stuck.kind, "")
    return StuckRow(stuck, str(handler.label), handler.about(stuck.group_id))
