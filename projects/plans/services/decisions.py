"""The way of a whole plan: submitted, withdrawn or returned, agreed by a person, established by a body, opened again.

Which move can be made when stands in PLAN_MOVES alone. A decision names the version it is about, so that nobody
decides on something they did not see.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from projects.enums import PLAN_MOVES, PlanMove, PlanStatus
from projects.models import Meeting, ParticipationPlan, PlanVersion
from projects.plans import queries
from projects.plans.content.plan import PlanDocument
from projects.plans.services.plans import lock_plan, record_plan
from samenkracht.accounts.actors import Actor, Staff
from samenkracht.accounts.permissions import Permission, require
from samenkracht.core.refused import Refused
from samenkracht.core.values.json import digest

STANDS = {
    PlanStatus.DRAFT: _("Dit plan is een concept."),
    PlanStatus.SUBMITTED: _("Dit plan is ingediend."),
    PlanStatus.RETURNED: _("Dit plan is teruggegeven."),
    PlanStatus.WITHDRAWN: _("Dit plan is ingetrokken."),
    PlanStatus.AGREED: _("De opdrachtgever ging al akkoord met dit plan."),
    PlanStatus.ESTABLISHED: _("Dit plan is al vastgesteld."),
}
NOT_NOW = {
    PlanMove.SUBMIT: _("U kunt het nu niet indienen."),
    PlanMove.WITHDRAW: _("U kunt het nu niet intrekken."),
    PlanMove.RETURN: _("U kunt het nu niet teruggeven."),
    PlanMove.AGREE: _("U kunt er nu niet mee akkoord gaan."),
    PlanMove.ESTABLISH: _("U kunt nu niet vastleggen dat een overleg besloot."),
    PlanMove.REOPEN: _("U kunt het nu niet opnieuw openen."),
}


class MoveNotPossible(Refused):
    """The plan does not stand where this move begins."""

    def __init__(self, move: PlanMove, status: PlanStatus) -> None:
        super().__init__(move, status)
        self.for_people = format_lazy("{stands} {not_now}", stands=STANDS[status], not_now=NOT_NOW[move])


class TooShort(Refused):
    for_people = _(
        "Het plan zegt nog niet genoeg. Nodig is minstens één regel met: wat u vraagt, aan wie, waarom, hoe, "
        "wat u ermee doet, en wanneer de inwoner iets hoort."
    )


class RemarksMissing(Refused):
    for_people = _("Schrijf op wat er anders moet.")


class VersionReplaced(Refused):
    for_people = _("Er is intussen een andere versie ingediend. Lees eerst die versie.")


class MeetingAhead(Refused):
    for_people = _("Dit overleg moet nog komen. Leg het besluit vast als het genomen is.")


class DecidingMeetingCancelled(Refused):
    for_people = _("Dit overleg is niet doorgegaan.")


@transaction.atomic
def submit(*, plan: ParticipationPlan, by: Actor, at: datetime) -> PlanVersion:
    """Hand the plan in as a new version and lock its promises. Raises NotPermitted, MoveNotPossible, TooShort."""
    require(by, Permission.PLAN_SUBMIT, plan)
    plan = ready_for(PlanMove.SUBMIT, plan)
    document = queries.working_document(plan)
    if not document.can_be_submitted:
        raise TooShort
    last = queries.last_version(plan)
    stored = document.to_json()
    version = PlanVersion.objects.create(
        plan=plan,
        number=last.number + 1 if last else 1,
        document=stored,
        digest=digest(stored),
        submitted_at=at,
        submitted_by_id=by.user.pk if isinstance(by, Staff) else None,
    )
    move(PlanMove.SUBMIT, plan, number=version.number, by=by, at=at)
    return version


@transaction.atomic
def withdraw(*, plan: ParticipationPlan, by: Actor, at: datetime) -> ParticipationPlan:
    """Take a submitted plan back, to change it. Raises NotPermitted, MoveNotPossible."""
    require(by, Permission.PLAN_SUBMIT, plan)
    plan = ready_for(PlanMove.WITHDRAW, plan)
    return conclude(PlanMove.WITHDRAW, plan, submitted(plan), by=by, at=at)


@transaction.atomic
def return_(*, plan: ParticipationPlan, number: int, remarks: str, by: Actor, at: datetime) -> ParticipationPlan:
    """Give this version back to its team, with what must change.

    Raises NotPermitted, MoveNotPossible, VersionReplaced, RemarksMissing.
    """
    require(by, Permission.PLAN_DECIDE, plan)
    plan = ready_for(PlanMove.RETURN, plan)
    version = submitted(plan, number)
    if not remarks.strip():
        raise RemarksMissing
    return conclude(PlanMove.RETURN, plan, version, by=by, at=at, remarks=remarks.strip())


@transaction.atomic
def agree(*, plan: ParticipationPlan, number: int, by: Actor, at: datetime) -> ParticipationPlan:
    """Agree to this version as the commissioner. Raises NotPermitted, MoveNotPossible, VersionReplaced,
    AlteredPlan.
    """
    require(by, Permission.PLAN_DECIDE, plan)
    plan = ready_for(PlanMove.AGREE, plan)
    return conclude(PlanMove.AGREE, plan, submitted(plan, number), by=by, at=at)


@transaction.atomic
def establish(*, plan: ParticipationPlan, number: int, meeting: Meeting, by: Actor, at: datetime) -> ParticipationPlan:
    """Record that a body established this version in a meeting.

    Raises NotPermitted, MoveNotPossible, VersionReplaced, MeetingAhead, DecidingMeetingCancelled, AlteredPlan.
    """
    require(by, Permission.PLAN_ESTABLISH, plan)
    plan = ready_for(PlanMove.ESTABLISH, plan)
    version = submitted(plan, number)
    meeting = Meeting.objects.get(pk=meeting.pk)
    if meeting.held_on > timezone.localdate(at):
        raise MeetingAhead
    if meeting.cancelled_at is not None:
        raise DecidingMeetingCancelled
    return conclude(PlanMove.ESTABLISH, plan, version, by=by, at=at, meeting=meeting)


@transaction.atomic
def reopen(*, plan: ParticipationPlan, by: Actor, at: datetime) -> ParticipationPlan:
    """Make a decided plan a draft again. What was decided stays what residents see until a new decision.

    Raises NotPermitted, MoveNotPossible.
    """
    require(by, Permission.PLAN_SUBMIT, plan)
    plan = ready_for(PlanMove.REOPEN, plan)
    return move(PlanMove.REOPEN, plan, number=submitted(plan).number, by=by, at=at)


def ready_for(wanted: PlanMove, plan: ParticipationPlan) -> ParticipationPlan:
    """The plan as it is now, held for this transaction. Raises MoveNotPossible."""
    now = lock_plan(plan)
    before, _after = PLAN_MOVES[wanted]
    if now.status not in before:
        raise MoveNotPossible(wanted, PlanStatus(now.status))
    return now


def submitted(plan: ParticipationPlan, number: int | None = None) -> PlanVersion:
    """What was submitted last. Raises VersionReplaced when that is not the version with this number."""
    version = queries.last_version(plan)
    if version is None or number not in (None, version.number):
        raise VersionReplaced
    return version


def conclude(
    made: PlanMove, plan: ParticipationPlan, version: PlanVersion, *, by: Actor, at: datetime, **result: Any
) -> ParticipationPlan:
    """Write down what came of the version, and let the plan follow."""
    _before, after = PLAN_MOVES[made]
    facts = {
        "outcome": after,
        "decided_at": at,
        "decided_by_id": by.user.pk if isinstance(by, Staff) else None,
        **result,
    }
    for name, value in facts.items():
        setattr(version, name, value)
    version.save(update_fields=list(facts))
    if made in (PlanMove.AGREE, PlanMove.ESTABLISH):
        accept(plan, queries.read(version), version, by=by)
    ids = {"meeting_id": result["meeting"].pk} if "meeting" in result else {}
    return move(made, plan, number=version.number, by=by, at=at, **ids)


def accept(plan: ParticipationPlan, document: PlanDocument, version: PlanVersion, *, by: Actor) -> None:
    """Write down who accepted that residents are asked nothing."""
    if not document.is_without_participation:
        return
    function = by.user.display_name if isinstance(by, Staff) else ""
    plan.no_participation_accepted_by = (version.meeting.words if version.meeting else function)[:120]
    plan.save(update_fields=["no_participation_accepted_by"])


def move(made: PlanMove, plan: ParticipationPlan, *, by: Actor, at: datetime, **data: int) -> ParticipationPlan:
    """Let the plan follow a move that was found possible."""
    _before, plan.status = PLAN_MOVES[made]
    plan.save(update_fields=["status"])
    record_plan(EVENTS[made], plan, by=by, at=at, **data)
    return plan


EVENTS = {
    PlanMove.SUBMIT: "plan.submitted",
    PlanMove.WITHDRAW: "plan.withdrawn",
    PlanMove.RETURN: "plan.returned",
    PlanMove.AGREE: "plan.agreed",
    PlanMove.ESTABLISH: "plan.established",
    PlanMove.REOPEN: "plan.reopened",
}
