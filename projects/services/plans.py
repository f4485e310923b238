"""Changes of a participation plan."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from projects.enums import ParticipationLevel
from projects.models import ParticipationPlan, PlanLine
from projects.models.plan import new_line_key
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.dates import KnownDate
from samenkracht.core.refused import Refused

ATTEMPTS = 5


class LineTexts(TypedDict, total=False):
    """What a plan line promises."""

    input: str
    from_whom: str
    purpose: str
    method: str
    use: str
    level: ParticipationLevel | str
    target_number: int | None
    feedback_due: KnownDate
    feedback_given: KnownDate


class LineRemoved(Refused):
    for_people = _("Deze planregel is al uit het plan gehaald.")


class InputMissing(Refused):
    for_people = _("Schrijf op welke inbreng u vraagt.")


@transaction.atomic
def save_line(
    *, plan: ParticipationPlan, by: Actor, at: datetime, line: PlanLine | None = None, **texts: Unpack[LineTexts]
) -> PlanLine:
    """Add a line at the end of the plan, or change what is given of ``line``; its key and place stay.

    Raises NotPermitted, LineRemoved, InputMissing.
    """
    require(by, Permission.PLAN_WRITE, plan)
    given = {name: value.strip() if isinstance(value, str) else value for name, value in texts.items()}
    if not given.get("input", line.input if line else ""):
        raise InputMissing
    if line is None:
        return add_line(plan, given, by=by, at=at)
    line = locked(plan, line)
    changed = sorted(name for name, value in given.items() if getattr(line, name) != value)
    for name in changed:
        setattr(line, name, given[name])
    if changed:
        line.save(update_fields=changed)
        record("plan.line_changed", line, by=by, at=at, changed=changed)
    return line


def add_line(plan: ParticipationPlan, given: dict[str, Any], *, by: Actor, at: datetime) -> PlanLine:
    """Store a new line at the end."""
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

    Raises NotPermitted, LineRemoved.
    """
    require(by, Permission.PLAN_WRITE, line)
    line = locked(line.plan, line)
    line.removed_at = at
    line.save(update_fields=["removed_at"])
    record("plan.line_removed", line, by=by, at=at)
    return line


@transaction.atomic
def move_line(*, line: PlanLine, up: bool, by: Actor, at: datetime) -> None:
    """Let a line change places with the one above or below it; at the end of the list nothing happens.

    Raises NotPermitted, LineRemoved.
    """
    require(by, Permission.PLAN_WRITE, line)
    line = locked(line.plan, line)
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


def locked(plan: ParticipationPlan, line: PlanLine) -> PlanLine:
    """The line as it is now, held for this transaction. Raises LineRemoved."""
    now = PlanLine.objects.select_for_update().get(pk=line.pk, plan=plan)
    if now.removed_at is not None:
        raise LineRemoved
    now.plan = plan
    return now


def record(event: str, line: PlanLine, *, by: Actor, at: datetime, **data: Any) -> None:
    audit.record(event=event, target=line, by=by, at=at, project_id=line.plan.project_id, key=line.key, **data)
