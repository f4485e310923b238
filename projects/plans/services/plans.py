"""Changes of what a participation plan promises. A submitted or decided plan is locked: see plan_decisions."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from projects.enums import ExpertRole, ParticipationLevel, PolicyPhase
from projects.models import ParticipationPlan, PlanLine
from projects.models.plan import new_line_key
from projects.plans.content.plan import TEXT_WORDS
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.refused import Refused
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.happened import check_happened

ATTEMPTS = 5
# What became of a promise is told however long the plan is locked.
REALITY = frozenset({"feedback_given"})


class LineTexts(TypedDict, total=False):
    """What a plan line promises, and whether residents were told what was done."""

    input: str
    from_whom: str
    purpose: str
    method: str
    use: str
    measures: str
    phase: PolicyPhase | str
    level: ParticipationLevel | str
    level_reason: str
    period_start: KnownDate
    period_end: KnownDate
    owner: str
    experts: ExpertRole | str
    target_number: int | None
    feedback_due: KnownDate
    feedback_given: KnownDate


class PlanTexts(TypedDict, total=False):
    """What is told once for the whole plan."""

    motive: str
    room: str
    planning: str
    roles: str
    communication: str
    privacy: str
    feedback: str
    evaluation: str
    means: str


class LineRemoved(Refused):
    for_people = _("Deze planregel is al uit het plan gehaald.")


class InputMissing(Refused):
    for_people = _("Schrijf op welke inbreng u vraagt.")


class PlanLocked(Refused):
    for_people = _(
        "Dit plan is ingediend of er is over besloten. De beloften kunnen nu niet veranderen. "
        "Trek het plan eerst in, of open het opnieuw."
    )


class PlanDeclined(Refused):
    for_people = _("In dit plan staat dat u inwoners niets vraagt. Neem dat eerst terug.")


class LinesThere(Refused):
    for_people = _("Er staan nog regels in het plan. Haal die eerst weg.")


class PlanReasonMissing(Refused):
    for_people = _("Schrijf op waarom u inwoners hier niets vraagt.")


@transaction.atomic
def save_line(
    *, plan: ParticipationPlan, by: Actor, at: datetime, line: PlanLine | None = None, **texts: Unpack[LineTexts]
) -> PlanLine:
    """Add a line at the end of the plan, or change what is given of ``line``; its key and place stay.

    Raises NotPermitted, LineRemoved, InputMissing, StillToCome, PlanDeclined, and PlanLocked unless only reality is
    told.
    """
    require(by, Permission.PLAN_WRITE, plan)
    plan = lock_plan(plan)
    given = {name: value.strip() if isinstance(value, str) else value for name, value in texts.items()}
    if not given.get("input", line.input if line else ""):
        raise InputMissing
    check_happened(texts.get("feedback_given", KnownDate("")), field="feedback_given", at=at)
    if line is None:
        return add_line(plan, given, by=by, at=at)
    line = lock_line(plan, line)
    changed = sorted(name for name, value in given.items() if getattr(line, name) != value)
    if not plan.is_open and not set(changed) <= REALITY:
        raise PlanLocked
    for name in changed:
        setattr(line, name, given[name])
    if changed:
        line.save(update_fields=changed)
        record("plan.line_changed", line, by=by, at=at, changed=changed)
    return line


def add_line(plan: ParticipationPlan, given: dict[str, Any], *, by: Actor, at: datetime) -> PlanLine:
    """Store a new line at the end of a plan that is held. Raises PlanLocked, PlanDeclined."""
    if not plan.is_open:
        raise PlanLocked
    if plan.is_without_participation:
        raise PlanDeclined
    last = plan.lines.order_by("-position").first()
    position = last.position + 1 if last else 1
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                line = PlanLine.objects.create(plan=plan, key=new_line_key(), position=position, **given)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
        else:
            break
    record("plan.line_added", line, by=by, at=at)
    return line


@transaction.atomic
def remove_line(*, line: PlanLine, by: Actor, at: datetime) -> PlanLine:
    """Take a line out of the plan. Its row stays, and with it every form and contribution that hangs on it.

    Raises NotPermitted, LineRemoved, PlanLocked.
    """
    require(by, Permission.PLAN_WRITE, line)
    line = lock_line(lock_editable_plan(line.plan), line)
    line.removed_at = at
    line.save(update_fields=["removed_at"])
    record("plan.line_removed", line, by=by, at=at)
    return line


@transaction.atomic
def move_line(*, line: PlanLine, up: bool, by: Actor, at: datetime) -> None:
    """Let a line change places with the one above or below it; at the end of the list nothing happens.

    Raises NotPermitted, LineRemoved, PlanLocked.
    """
    require(by, Permission.PLAN_WRITE, line)
    line = lock_line(lock_editable_plan(line.plan), line)
    lines = list(line.plan.lines.current().select_for_update())
    index = lines.index(line)
    other = index - 1 if up else index + 1
    if not 0 <= other < len(lines):
        return
    lines[index], lines[other] = lines[other], lines[index]
    for position, moved in enumerate(lines, 1):
        if moved.position != position:
            moved.position = position
            moved.save(update_fields=["position"])
    record("plan.line_moved", line, by=by, at=at, up=up)


@transaction.atomic
def write_texts(*, plan: ParticipationPlan, by: Actor, at: datetime, **texts: Unpack[PlanTexts]) -> ParticipationPlan:
    """Change what is given of the texts of the whole plan. Raises NotPermitted, PlanLocked."""
    require(by, Permission.PLAN_WRITE, plan)
    plan = lock_editable_plan(plan)
    given = {name: str(value).strip() for name, value in texts.items()}
    changed = sorted(name for name, value in given.items() if getattr(plan, name) != value)
    if not set(given) <= set(TEXT_WORDS):
        raise TypeError(f"no texts of a plan: {sorted(set(given) - set(TEXT_WORDS))}")
    for name in changed:
        setattr(plan, name, given[name])
    if changed:
        plan.save(update_fields=changed)
        record_plan("plan.texts_changed", plan, by=by, at=at, changed=changed)
    return plan


@transaction.atomic
def decline_participation(*, plan: ParticipationPlan, reason: str, by: Actor, at: datetime) -> ParticipationPlan:
    """Say that residents are asked nothing, and why. Who accepts that is filled in by the decision.

    Raises NotPermitted, PlanLocked, PlanReasonMissing, LinesThere.
    """
    require(by, Permission.PLAN_WRITE, plan)
    plan = lock_editable_plan(plan)
    reason = reason.strip()
    if not reason:
        raise PlanReasonMissing
    if plan.lines.current().exists():
        raise LinesThere
    if plan.no_participation_reason != reason:
        plan.no_participation_reason, plan.no_participation_accepted_by = reason, ""
        plan.save(update_fields=["no_participation_reason", "no_participation_accepted_by"])
        record_plan("plan.participation_declined", plan, by=by, at=at)
    return plan


@transaction.atomic
def ask_after_all(*, plan: ParticipationPlan, by: Actor, at: datetime) -> ParticipationPlan:
    """Take back that residents are asked nothing. Raises NotPermitted, PlanLocked; without it nothing changes."""
    require(by, Permission.PLAN_WRITE, plan)
    plan = lock_editable_plan(plan)
    if plan.is_without_participation:
        plan.no_participation_reason, plan.no_participation_accepted_by = "", ""
        plan.save(update_fields=["no_participation_reason", "no_participation_accepted_by"])
        record_plan("plan.participation_taken_up", plan, by=by, at=at)
    return plan


def lock_plan(plan: ParticipationPlan) -> ParticipationPlan:
    """The plan as it is now, held for this transaction."""
    now = ParticipationPlan.objects.select_for_update().get(pk=plan.pk)
    now.project = plan.project
    return now


def lock_editable_plan(plan: ParticipationPlan) -> ParticipationPlan:
    """The plan as it is now, held for this transaction. Raises PlanLocked unless its promises may change."""
    now = lock_plan(plan)
    if not now.is_open:
        raise PlanLocked
    return now


def lock_line(plan: ParticipationPlan, line: PlanLine) -> PlanLine:
    """The line as it is now, held for this transaction. Raises LineRemoved."""
    now = PlanLine.objects.select_for_update().get(pk=line.pk, plan=plan)
    if now.removed_at is not None:
        raise LineRemoved
    now.plan = plan
    return now


def record(event: str, line: PlanLine, *, by: Actor, at: datetime, **data: Any) -> None:
    audit.record(event=event, target=line, by=by, at=at, project_id=line.plan.project_id, key=line.key, **data)


def record_plan(event: str, plan: ParticipationPlan, *, by: Actor, at: datetime, **data: Any) -> None:
    audit.record(event=event, target=plan, by=by, at=at, project_id=plan.project_id, **data)
