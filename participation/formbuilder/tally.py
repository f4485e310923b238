"""Counts per question and answer, from stored answers. Exact, so for the team only; others see them suppressed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from participation.formbuilder.lookup import NOTHING_TO_LOOK_UP, LookupContext
from participation.formbuilder.path import path
from participation.formbuilder.schema import Definition, Option, Question
from participation.formbuilder.types import answerable, type_of
from participation.formbuilder.types.base import ANSWERED, Stored

# Counts who left a question open, so that the cells of each question always add up to all submissions.
NO_ANSWER: Final = "no_answer"


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one question. ``cells`` hold every answer that can be given, zeros too, in the order of asking.

    Where one submission may count in several cells, their sum says nothing: then ``givers`` is the number of
    submissions with an answer, and otherwise None.
    """

    question: Question
    options: tuple[Option, ...]
    cells: Mapping[str, int]
    givers: int | None = None

    @property
    def total(self) -> int:
        """All submissions, with and without an answer to this question."""
        return self.answered + self.cells.get(NO_ANSWER, 0)

    @property
    def answered(self) -> int:
        """Submissions with an answer to this question."""
        if self.givers is not None:
            return self.givers
        return sum(self.cells.values()) - self.cells.get(NO_ANSWER, 0)

    @property
    def overlaps(self) -> bool:
        """Whether one submission may count in several cells."""
        return self.givers is not None


def keys(definition: Definition, answers: Mapping[str, Stored]) -> Iterator[tuple[str, str]]:
    """The (question, answer) pairs under which one submission counts; also those it left open."""
    for question in answerable(path(definition, answers).questions()):
        stored = answers.get(question.key)
        kind = type_of(question)
        if stored is None:
            yield question.key, NO_ANSWER
            continue
        if kind.overlaps:
            yield question.key, ANSWERED
        for option in kind.tally(question, stored):
            yield question.key, option


def from_cells(
    definition: Definition, cells: Mapping[tuple[str, str], int], context: LookupContext = NOTHING_TO_LOOK_UP
) -> dict[str, Tally]:
    """Tallies per question from counted (question, answer) pairs, as a rollup keeps them.

    An answer that can no longer be given (a municipality of then) is kept, under its own key.
    """
    tallies = {}
    for question in answerable(definition.questions()):
        options = list(type_of(question).countable(question, context))
        known = {option.key for option in options}
        counted = {option: n for (key, option), n in cells.items() if key == question.key}
        givers = counted.pop(ANSWERED, 0) if type_of(question).overlaps else None
        gone = (key for key in sorted(counted) if key not in known and key != NO_ANSWER)
        options += [Option(key, type_of(question).label_of(key, context)) for key in gone]
        ordered = {option.key: counted.get(option.key, 0) for option in options}
        if not question.required or counted.get(NO_ANSWER):
            ordered[NO_ANSWER] = counted.get(NO_ANSWER, 0)
        tallies[question.key] = Tally(question, tuple(options), ordered, givers)
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
