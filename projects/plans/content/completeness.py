"""The fifteen parts that a whole plan tells, and which of them are filled in."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.plans.content.plan import TEXT_WORDS, PlanDocument


class PartState(StrEnum):
    """How far a part is."""

    FILLED = "filled"
    PARTLY = "partly"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not told yet: a text of the plan, or a field of the line with this key ("" without lines)."""

    name: str
    line_key: str = ""

    @property
    def is_text(self) -> bool:
        return self.name in TEXT_WORDS


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One of the fifteen."""

    number: int
    title: str | Promise
    state: PartState
    gaps: tuple[Gap, ...] = ()


# What each part needs: texts of the plan, and fields that every line fills in.
PARTS: Final = (
    (_("Aanleiding en doel"), ("motive", "purpose")),
    (_("Onderwerp en kaders"), ("room",)),
    (_("Welke inbreng"), ("input",)),
    (_("Van wie"), ("from_whom", "measures")),
    (_("Trede op de ladder, met de reden"), ("level", "level_reason")),
    (_("Fase van het beleid"), ("phase",)),
    (_("Wijze van verzamelen"), ("method",)),
    (_("Wijze van gebruiken"), ("use",)),
    (_("Planning"), ("planning", "period_start")),
    (_("Rollen"), ("roles", "owner", "experts")),
    (_("Communicatie"), ("communication",)),
    (_("Privacy"), ("privacy",)),
    (_("Terugkoppeling"), ("feedback", "feedback_due")),
    (_("Evaluatie"), ("evaluation",)),
    (_("Tijd, geld en mensen"), ("means",)),
)


def completeness(plan: PlanDocument) -> tuple[PlanPart, ...]:
    """The state of all fifteen parts, in their order."""
    return tuple(part(number, title, needs, plan) for number, (title, needs) in enumerate(PARTS, 1))


def part(number: int, title: str | Promise, needs: tuple[str, ...], plan: PlanDocument) -> PlanPart:
    gaps = tuple(gap for name in needs for gap in gaps_of(name, plan))
    if not gaps:
        return PlanPart(number, title, PartState.FILLED)
    state = PartState.PARTLY if any(is_met(name, plan) for name in needs) else PartState.EMPTY
    return PlanPart(number, title, state, gaps)


def gaps_of(name: str, plan: PlanDocument) -> Iterator[Gap]:
    """Where this need is not met."""
    if name in TEXT_WORDS:
        if not getattr(plan, name):
            yield Gap(name)
    elif not plan.lines:
        yield Gap(name)
    else:
        yield from (Gap(name, line.key) for line in plan.lines if not getattr(line, name))


def is_met(name: str, plan: PlanDocument) -> bool:
    """Whether this need is met somewhere."""
    if name in TEXT_WORDS:
        return bool(getattr(plan, name))
    return any(getattr(line, name) for line in plan.lines)
