"""Goals of a project in two levels, and what was measured of them."""

from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Goal, GoalValue, Project
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.db import ordering
from samenkracht.core.refused import Refused
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.happened import check_happened


class GoalTexts(TypedDict, total=False):
    """What a goal says, and how it can be measured."""

    text: str
    target: Decimal | None
    unit: str
    by_when: KnownDate


class GoalTextMissing(Refused):
    field = "text"
    for_people = _("Schrijf op wat u wilt bereiken.")


class TooDeep(Refused):
    for_people = _("Een onderdeel van een doel heeft zelf geen onderdelen.")


class UnitMissing(Refused):
    field = "unit"
    for_people = _("Schrijf op waarin u meet, bijvoorbeeld procent of mensen.")


class GoalHasMore(Refused):
    for_people = _("Dit doel heeft gemeten waarden of onderdelen. Die gaan mee als u het weghaalt.")


class GoalValueDayMissing(Refused):
    field = "measured_on"
    for_people = _("Schrijf op wanneer dit gemeten is: een dag, een maand of een jaar.")


class ValueThere(Refused):
    field = "measured_on"
    for_people = _("Voor deze datum staat er al een waarde. Wijzig die.")


@transaction.atomic
def add(*, project: Project, by: Actor, at: datetime, parent: Goal | None = None, **texts: Unpack[GoalTexts]) -> Goal:
    """Add a goal as the last, or as the last part of ``parent``.

    Raises NotPermitted, GoalTextMissing, UnitMissing, TooDeep.
    """
    require(by, Permission.PROJECT_WRITE, project)
    Project.objects.select_for_update().get(pk=project.pk)
    if parent is not None and (parent.parent_id is not None or parent.project_id != project.pk):
        raise TooDeep
    last = project.goals.filter(parent=parent).order_by("-position").first()
    goal = Goal(project=project, parent=parent, position=last.position + 1 if last else 1)
    fill(goal, {**texts})
    goal.save()
    record("goal.added", goal, by=by, at=at)
    return goal


@transaction.atomic
def change(*, goal: Goal, by: Actor, at: datetime, **texts: Unpack[GoalTexts]) -> Goal:
    """Change what is given. Raises NotPermitted, GoalTextMissing, UnitMissing."""
    require(by, Permission.PROJECT_WRITE, goal.project)
    goal = Goal.objects.select_for_update().select_related("project").get(pk=goal.pk)
    if changed := fill(goal, {**texts}):
        goal.save(update_fields=changed)
        record("goal.changed", goal, by=by, at=at, changed=changed)
    return goal


def fill(goal: Goal, texts: dict[str, Any]) -> list[str]:
    """Set what is given and check that the goal still makes sense; gives the names of what changed."""
    given = {name: value.strip() if isinstance(value, str) else value for name, value in texts.items()}
    changed = sorted(name for name, value in given.items() if getattr(goal, name) != value)
    for name in changed:
        setattr(goal, name, given[name])
    if not goal.text:
        raise GoalTextMissing
    if not goal.unit and (goal.target is not None or (goal.pk and goal.values.exists())):
        raise UnitMissing
    return changed


@transaction.atomic
def move(*, goal: Goal, up: bool, by: Actor, at: datetime) -> None:
    """One place up or down among the goals of its level; at the end of the row it stays. Raises NotPermitted."""
    require(by, Permission.PROJECT_WRITE, goal.project)
    Project.objects.select_for_update().get(pk=goal.project_id)
    if ordering.move(goal, Goal.objects.filter(project=goal.project, parent=goal.parent), up=up):
        record("goal.moved", goal, by=by, at=at)


@transaction.atomic
def remove(*, goal: Goal, by: Actor, at: datetime, with_all: bool = False) -> None:
    """Take a goal out. What hangs on it goes only with ``with_all``, which a person was asked.

    Raises NotPermitted, GoalHasMore.
    """
    require(by, Permission.PROJECT_WRITE, goal.project)
    goal = Goal.objects.select_for_update().select_related("project").get(pk=goal.pk)
    if not with_all and (goal.values.exists() or goal.parts.exists()):
        raise GoalHasMore
    record("goal.removed", goal, by=by, at=at, values=goal.values.count(), parts=goal.parts.count())
    goal.delete()


# --- what was measured --------------------------------------------------------------------------------------------


@transaction.atomic
def save_value(
    *, goal: Goal, measured_on: KnownDate, value: Decimal, by: Actor, at: datetime, source: str = "",
    row: GoalValue | None = None,
) -> GoalValue:  # fmt: skip
    """Write down what was measured, or correct ``row``.

    Raises NotPermitted, UnitMissing, GoalValueDayMissing, StillToCome, ValueThere.
    """
    require(by, Permission.PROJECT_WRITE, goal.project)
    goal = Goal.objects.select_for_update().select_related("project").get(pk=goal.pk)
    if not goal.unit:
        raise UnitMissing
    if measured_on.first_day is None:
        raise GoalValueDayMissing
    check_happened(measured_on, field="measured_on", at=at)
    found = GoalValue(goal=goal) if row is None else GoalValue.objects.select_for_update().get(pk=row.pk, goal=goal)
    found.measured_on, found.value, found.source = measured_on, value, source.strip()
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        raise ValueThere from error
    record("goal.measured" if row is None else "goal.value_changed", goal, by=by, at=at, value_id=found.pk)
    return found


@transaction.atomic
def remove_value(*, value: GoalValue, by: Actor, at: datetime) -> None:
    """Take a measured value away. Raises NotPermitted."""
    goal = value.goal
    require(by, Permission.PROJECT_WRITE, goal.project)
    record("goal.value_removed", goal, by=by, at=at, value_id=value.pk)
    value.delete()


def record(event: str, goal: Goal, *, by: Actor, at: datetime, **data: Any) -> None:
    audit.record(event=event, target=goal, by=by, at=at, project_id=goal.project_id, **data)
