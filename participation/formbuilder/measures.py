"""Mean and median of a question that is answered with a number: exact, so for the team until enough people answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from participation.formbuilder.schema import Definition
from participation.formbuilder.tally import NO_ANSWER, Tally
from participation.formbuilder.types import type_of
from participation.formbuilder.types.base import UNKNOWN, Stored


@dataclass(frozen=True, slots=True)
class Measure:
    """Of how many numbers, their mean rounded to one decimal, and their median."""

    n: int
    mean: Decimal
    median: Decimal


def of_tally(tally: Tally) -> Measure | None:
    """Mean and median of the numbers that were chosen, from the counts; None when nobody chose one."""
    if not type_of(tally.question).is_measured:
        return None
    counts = {key: n for key, n in tally.cells.items() if key not in (NO_ANSWER, UNKNOWN)}
    return _measure({Decimal(point): n for point, n in counts.items() if n})


def of_answers(definition: Definition, key: str, submissions: Iterable[Mapping[str, Stored]]) -> Measure | None:
    """Mean and median of the numbers that were answered to this question; None when there are none."""
    question = definition.question(key)
    kind = type_of(question)
    counts: dict[Decimal, int] = {}
    for answers in submissions:
        stored = answers.get(key)
        number = None if stored is None else kind.value(question, stored)
        if number is not None:
            counts[number] = counts.get(number, 0) + 1
    return _measure(counts)


def _measure(counts: Mapping[Decimal, int]) -> Measure | None:
    n = sum(counts.values())
    if not n:
        return None
    mean = sum((number * count for number, count in counts.items()), Decimal(0)) / n
    middle = [_at(counts, place) for place in ((n - 1) // 2, n // 2)]
    return Measure(n, mean.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP), sum(middle, Decimal(0)) / 2)


def _at(counts: Mapping[Decimal, int], place: int) -> Decimal:
    """The number at a place, counted from 0, when all stand in order."""
    for number in sorted(counts):
        place -= counts[number]
        if place < 0:
            return number
    raise IndexError(place)
