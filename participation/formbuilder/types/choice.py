"""Question type: one choice, with or without "other, namely"."""

import random
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participation.formbuilder.lookup import NOTHING_TO_LOOK_UP, LookupContext
from participation.formbuilder.schema import OTHER, Option, Question
from participation.formbuilder.types.base import (
    ANSWERED,
    Cell,
    CellReader,
    ColumnPart,
    QuestionType,
    ReadAnswer,
    Stored,
    Words,
    field_name,
    nothing_chosen,
)
from participation.formbuilder.types.fields import OneLine, PickField, TextField

LONGEST_OTHER: Final = 250
MOST_OPTIONS: Final = 50
# The column of the words behind "other, namely"; no key of an option holds a dot.
OTHER_TEXT: Final = "other.text"
# What somebody might write there, or on one line; for load and tests.
OWN_WORDS: Final = ("een mantelzorger", "de buurt", "via de huisarts")
# Keys that counting uses itself.
RESERVED: Final = (OTHER, ANSWERED, "no_answer")


class ChoiceType(QuestionType):
    """Stored as ``{"option": key}``, and ``{"option": "other", "text": ...}`` for an answer of one's own."""

    kind: ClassVar[str] = "choice"
    label: ClassVar[Words] = _("Eén keuze")
    part_after: ClassVar[str] = "other"
    properties: ClassVar[frozenset[str]] = frozenset({"options", "other"})

    def fields(self, question: Question, context: LookupContext) -> dict[str, forms.Field]:
        pick = PickField(
            question_label=question.label,
            label=question.label,
            help_text=question.hint,
            required=question.required,
            choices=[(option.key, option.label) for option in self.countable(question)],
        )
        return {field_name(question): pick} | other_field(question)

    def read(self, question: Question, values: Mapping[str, str], context: LookupContext) -> ReadAnswer:
        picked = values[field_name(question)]
        text = values.get(field_name(question, "other"), "")
        if errors := other_errors(question, text, is_picked=picked == OTHER):
            return ReadAnswer(errors=errors)
        if not picked:
            return nothing_chosen(question)
        return ReadAnswer({"option": picked, "text": text} if picked == OTHER else {"option": picked})

    def to_fields(self, question: Question, stored: Stored) -> dict[str, str]:
        answer = _parts(stored)
        filled = {field_name(question): answer["option"]}
        if "text" in answer:
            filled[field_name(question, "other")] = answer["text"]
        return filled

    def show(self, question: Question, stored: Stored, context: LookupContext = NOTHING_TO_LOOK_UP) -> str:
        answer = _parts(stored)
        labels = {option.key: option.label for option in self.countable(question)}
        label = labels.get(answer["option"], answer["option"])
        return worded(label, answer["text"]) if "text" in answer else label

    def tally(self, question: Question, stored: Stored) -> Iterable[str]:
        return (_parts(stored)["option"],)

    def countable(self, question: Question, context: LookupContext = NOTHING_TO_LOOK_UP) -> tuple[Option, ...]:
        other = () if question.other is None else (Option(OTHER, question.other),)
        return question.options + other

    def columns(self, question: Question) -> tuple[ColumnPart, ...]:
        return (ColumnPart(), *other_column(question))

    def cells(self, question: Question, context: LookupContext, *, as_codes: bool) -> CellReader:
        words = {} if as_codes else {option.key: option.label for option in self.countable(question)}

        def read(stored: Stored) -> tuple[Cell]:
            option = str(stored["option"])  # type: ignore[index]  # a choice is stored as an object
            return (words.get(option, option),)

        def read_with_text(stored: Stored) -> tuple[Cell, Cell]:
            return read(stored)[0], _parts(stored).get("text")

        return read if question.other is None else read_with_text

    def sample(self, question: Question, context: LookupContext, chance: random.Random) -> dict[str, str]:
        if question.other is not None and chance.random() < 0.1:
            return {field_name(question): OTHER, field_name(question, "other"): chance.choice(OWN_WORDS)}
        return {field_name(question): chance.choice(question.options).key}

    def faults(self, question: Question) -> Iterator[tuple[str, str]]:
        yield from super().faults(question)
        yield from option_faults(question)


def other_field(question: Question) -> dict[str, forms.Field]:
    """The field for the words of "other, namely", when the question has it."""
    if question.other is None:
        return {}
    other = TextField(
        question_label=question.label,
        label=format_lazy(_("Uw antwoord bij “{option}” (alleen als u dit koos)"), option=question.other),
        required=False,
        limit=LONGEST_OTHER,
        widget=OneLine(attrs={"autocomplete": "off"}),
    )
    return {field_name(question, "other"): other}


def other_errors(question: Question, text: str, *, is_picked: bool) -> dict[str, Words]:
    """ "Other" without words, or words without "other": neither is dropped in silence."""
    if is_picked == bool(text):
        return {}
    message = (
        _("Schrijf bij “{question}” op wat u bedoelt met “{option}”.")
        if is_picked
        else _("U schreef iets bij “{option}” van “{question}”. Kies dan ook dat antwoord, of maak het vak leeg.")
    )
    words = format_lazy(message, question=question.label, option=question.other or "")
    return {field_name(question, "other"): words}


def other_column(question: Question) -> tuple[ColumnPart, ...]:
    """The column for the words of "other, namely", when the question has it."""
    return () if question.other is None else (ColumnPart(OTHER_TEXT, question.other),)


def worded(label: str, text: str) -> str:
    """The words of "other, namely" after its label."""
    return f"{label.rstrip(' :…')}: {text}"


def option_faults(question: Question) -> Iterator[tuple[str, str]]:
    """What is wrong with the answers that can be chosen."""
    count = len(question.options) + (question.other is not None)
    if count < 2:
        yield "options", f"Bij “{question.label}” moeten minstens twee antwoorden staan om uit te kiezen."
    if count > MOST_OPTIONS:
        yield "options", f"Bij “{question.label}” staan {count} antwoorden; er passen er {MOST_OPTIONS}."
    for key in RESERVED:
        if any(option.key == key for option in question.options):
            yield "options", f"Bij “{question.label}” mag geen antwoord de sleutel “{key}” hebben."


def _parts(stored: Stored) -> dict[str, str]:
    if isinstance(stored, str):
        raise TypeError("a choice is stored as an object")
    return {name: str(value) for name, value in stored.items()}
