"""The answers to a questionnaire as a table: one row for each submission, the same columns for all its versions.

A column belongs to a stable key, so an answer to an older version lands where the newest version has its question.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from participation.formbuilder.lookup import NOTHING_TO_LOOK_UP, LookupContext
from participation.formbuilder.schema import Definition, Question
from participation.formbuilder.types import answerable, type_of
from participation.formbuilder.types.base import Cell, CellReader, ColumnPart, Stored

# Gives the cells of one submission, for the columns that it was made for.
Filler: TypeAlias = Callable[[Mapping[str, Stored]], list[Cell]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: of which question, in the words of the newest version that has it, and in which versions it is."""

    key: str
    question: Question
    part: ColumnPart
    versions: tuple[int, ...]

    @property
    def heading(self) -> str:
        """Words for people with the key behind them, so that no two columns are called the same."""
        words = f"{self.question.label} – {self.part.label}" if self.part.label else self.question.label
        return f"{words} [{self.key}]"


def columns_of(versions: Mapping[int, Definition], *, with_sensitive: bool = True) -> tuple[Column, ...]:
    """The columns of all versions (by number): those of the newest in its order, then what only older ones asked.

    Without ``with_sensitive`` a question that was marked so in any version is left out of all.
    """
    left_out = set() if with_sensitive else {question.key for question in sensitive_in(versions.values())}
    numbers: dict[tuple[str, str], list[int]] = {}
    found: dict[str, dict[str, tuple[Question, ColumnPart]]] = {}
    for number in sorted(versions, reverse=True):
        for question in answerable(versions[number].questions()):
            if question.key in left_out:
                continue
            parts = found.setdefault(question.key, {})
            for part in type_of(question).columns(question):
                parts.setdefault(part.key, (question, part))
                numbers.setdefault((question.key, part.key), []).append(number)
    return tuple(
        Column(_name(key, part.key), question, part, tuple(sorted(numbers[key, part.key])))
        for key, parts in found.items()
        for question, part in parts.values()
    )


def sensitive_in(definitions: Iterable[Definition]) -> Iterator[Question]:
    """The questions that are marked sensitive in any of these."""
    return (question for definition in definitions for question in definition.questions() if question.sensitive)


def filler(
    columns: Sequence[Column],
    definition: Definition,
    context: LookupContext = NOTHING_TO_LOOK_UP,
    *,
    as_codes: bool = False,
) -> Filler:
    """What makes rows of answers to this version. Words are those that its residents saw."""
    places = {column.key: place for place, column in enumerate(columns)}
    single: list[tuple[str, int, CellReader]] = []
    divided: list[tuple[str, list[int], CellReader]] = []
    for question in answerable(definition.questions()):
        kind = type_of(question)
        its_places = [places.get(_name(question.key, part.key)) for part in kind.columns(question)]
        known = [place for place in its_places if place is not None]
        if len(known) < len(its_places):
            continue  # left out on purpose
        read = kind.cells(question, context, as_codes=as_codes)
        if len(known) == 1:
            single.append((question.key, known[0], read))
        else:
            divided.append((question.key, known, read))
    empty: list[Cell] = [None] * len(columns)

    def fill(answers: Mapping[str, Stored]) -> list[Cell]:
        row = empty.copy()
        for key, place, read in single:
            if (stored := answers.get(key)) is not None:
                row[place] = read(stored)[0]
        for key, its_places, read in divided:
            if (stored := answers.get(key)) is not None:
                for place, cell in zip(its_places, read(stored), strict=True):
                    row[place] = cell
        return row

    return fill


def _name(question: str, part: str) -> str:
    return f"{question}.{part}" if part else question
