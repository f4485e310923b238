"""Goals in two levels, numbered, with what was measured of them."""

from dataclasses import dataclass
from decimal import Decimal

from projects.models import Goal, GoalValue, Project


def plain(amount: Decimal) -> int | Decimal:
    """Without decimals that say nothing: 60.00 is 60, and 12.50 is 12.5."""
    return int(amount) if amount == amount.to_integral_value() else amount.normalize()


@dataclass(frozen=True, slots=True)
class Measured:
    """One value of a goal, as it is shown."""

    row: GoalValue
    value: int | Decimal


@dataclass(frozen=True, slots=True)
class NumberedGoal:
    """A goal with its number ("2", or "2.1" for a part), its values in the order of time, and its parts."""

    goal: Goal
    number: str
    values: tuple[Measured, ...]
    parts: tuple["NumberedGoal", ...]

    @property
    def target(self) -> int | Decimal | None:
        return None if self.goal.target is None else plain(self.goal.target)

    @property
    def is_measured(self) -> bool:
        """Whether there is a target, a day or a value to tell."""
        return self.goal.target is not None or bool(self.goal.by_when) or bool(self.values)

    @property
    def latest(self) -> Measured | None:
        return self.values[-1] if self.values else None


def goal_tree(project: Project) -> tuple[NumberedGoal, ...]:
    """The goals of the first level, each with its parts; two queries, or none when goals and values were fetched."""
    goals = project.goals.all()
    if "goals" not in getattr(project, "_prefetched_objects_cache", {}):
        goals = goals.prefetch_related("values")
    rows = list(goals)
    return tuple(
        numbered(goal, str(place), [part for part in rows if part.parent_id == goal.pk])
        for place, goal in enumerate((goal for goal in rows if goal.parent_id is None), 1)
    )


def numbered(goal: Goal, number: str, parts: list[Goal]) -> NumberedGoal:
    """One goal with its parts below it."""
    values = sorted(goal.values.all(), key=lambda row: row.measured_on.sort_key)
    return NumberedGoal(
        goal=goal,
        number=number,
        values=tuple(Measured(row, plain(row.value)) for row in values),
        parts=tuple(numbered(part, f"{number}.{place}", []) for place, part in enumerate(parts, 1)),
    )
