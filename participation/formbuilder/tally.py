"""Counts per question and answer, from stored answers. Exact, so for the team only; others see them suppressed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from participation.formbuilder.lookup import NOTHING_TO_LOOK_UP, LookupContext
from participation.formbuilder.schema import Definition, Option, Question
from participation.formbuilder.types import type_of
from participation.formbuilder.types.base import Stored

# Counts who left a question open, so that the cells of each question always add up to all submissions.
NO_ANSWER: Final = "no_answer"


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one question. ``cells`` hold every answer that can be given, zeros too, in the order of asking."""

    question: Question
    options: tuple[Option, ...]
    cells: Mapping[str, int]

    @property
    def total(self) -> int:
        """All submissions, with and without an answer to this question."""
        return sum(self.cells.values())

    @property
    def answered(self) -> int:
        """Submissions with an answer to this question."""
        return self.total - self.cells.get(NO_ANSWER, 0)


def keys(definition: Definition, answers: Mapping[str, Stored]) -> Iterator[tuple[str, str]]:
    """The (question, answer) pairs under which one submission counts; also those it left open."""
    for question in definition.questions():
        stored = answers.get(question.key)
        if stored is None:
            yield question.key, NO_ANSWER
        else:
            for option in type_of(question).tally(question, stored):
                yield question.key, option


def from_cells(
    definition: Definition, cells: Mapping[tuple[str, str], int], context: LookupContext = NOTHING_TO_LOOK_UP
) -> dict[str, Tally]:
    """Tallies per question from counted (question, answer) pairs, as a rollup keeps them.

    An answer that the context does not know (a municipality of then) is kept, under its own key.
    """
    tallies = {}
    for question in definition.questions():
        options = list(type_of(question).countable(question, context))
        known = {option.key for option in options}
        counted = {option: n for (key, option), n in cells.items() if key == question.key}
        options += [Option(key, key) for key in sorted(counted) if key not in known and key != NO_ANSWER]
        ordered = {option.key: counted.get(option.key, 0) for option in options}
        if not question.required or counted.get(NO_ANSWER):
            ordered[NO_ANSWER] = counted.get(NO_ANSWER, 0)
        tallies[question.key] = Tally(question, tuple(options), ordered)
    return tallies


def count(
    definition: Definition, submissions: Iterable[Mapping[str, Stored]], context: LookupContext = NOTHING_TO_LOOK_UP
) -> dict[str, Tally]:
    """Tallies per question over the answers of many."""
    cells: dict[tuple[str, str], int] = {}
    for answers in submissions:
        for pair in keys(definition, answers):
            cells[pair] = cells.get(pair, 0) + 1
    return from_cells(definition, cells, context)
