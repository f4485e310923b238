"""What the columns of an export mean: its codebook."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from participation.formbuilder.columns import Column
from participation.formbuilder.lookup import NOTHING_TO_LOOK_UP, LookupContext
from participation.formbuilder.schema import Definition
from participation.formbuilder.types import type_of
from participation.formbuilder.types.settings import UNIT

HEADINGS: Final = (
    ("Kolom", 28),
    ("Vraag", 60),
    ("Onderdeel", 30),
    ("Soort vraag", 16),
    ("Antwoorden (code = woorden)", 60),
    ("Eenheid", 16),
    ("Verplicht", 10),
    ("Gevoelig", 10),
    ("In versies", 12),
    ("Andere woorden in oudere versies", 60),
)


def lines(
    columns: Sequence[Column], versions: Mapping[int, Definition], context: LookupContext = NOTHING_TO_LOOK_UP
) -> Iterator[tuple[str, ...]]:
    """One line for each column of answers, as of the newest version that has it."""
    for column in columns:
        question = column.question
        yield (
            column.key,
            question.label,
            column.part.label,
            str(type_of(question).label),
            _answers(column, context),
            UNIT.of(question),
            _yes_no(truth=question.required),
            _yes_no(truth=question.sensitive),
            ", ".join(str(number) for number in column.versions),
            _earlier(column, versions, context),
        )


def _answers(column: Column, context: LookupContext) -> str:
    """Each code with its words; for the column of one option what stands in it; nothing for what people type."""
    if column.part.key:
        return "1 = Ja\n0 = Nee" if not column.part.key.endswith(".text") else ""
    return type_of(column.question).codes(column.question, context)


def _earlier(column: Column, versions: Mapping[int, Definition], context: LookupContext) -> str:
    """Where an older version said it otherwise: its question, or the words of its answers."""
    found = []
    for number in sorted(column.versions):
        question = versions[number].question(column.question.key)
        if question.label != column.question.label:
            found.append(f"Versie {number}: {question.label}")
        now = {option.key: option.label for option in type_of(column.question).countable(column.question, context)}
        for option in type_of(question).countable(question, context):
            if now.get(option.key) != option.label and column.part.key in ("", option.key):
                found.append(f"Versie {number}: {option.key} = {option.label}")
    return "\n".join(found)


def _yes_no(*, truth: bool) -> str:
    return "ja" if truth else "nee"
