"""Question type: an answer in one's own words."""

import random
from collections.abc import Iterable, Mapping
from typing import ClassVar, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participation.formbuilder.lookup import NOTHING_TO_LOOK_UP, LookupContext
from participation.formbuilder.schema import Option, Question
from participation.formbuilder.types.base import (
    ANSWERED,
    CellReader,
    QuestionType,
    ReadAnswer,
    Stored,
    Words,
    field_name,
)
from participation.formbuilder.types.fields import Lines, TextField

LONGEST_TEXT: Final = 4_000
# What somebody might write; for load and tests.
SENTENCES: Final = (
    "Er komt steeds iemand anders.",
    "De hulp is aardig en luistert goed.",
    "Ik weet niet wie ik kan bellen.",
    "Het duurt lang voordat er iemand komt.",
    "De uren zijn genoeg, maar de tijd is lastig.",
    "Mijn buurvrouw helpt mij met de formulieren.",
)
LOCKED: Final = _("Dit antwoord bewaren wij op slot.")


class StillSealedError(ValueError):
    """Somebody wants to read a text that was not opened."""


def words_of(stored: Stored) -> str:
    """The text itself. Raises StillSealedError: a lock is never shown as if it were what somebody wrote."""
    if isinstance(stored, str):
        return stored
    raise StillSealedError("open the answers before showing them")


class LongTextType(QuestionType):
    """Kept as typed, or encrypted; counted is only that there is an answer."""

    kind: ClassVar[str] = "long_text"
    label: ClassVar[Words] = _("Lange tekst")
    can_be_sensitive: ClassVar[bool] = True
    is_written: ClassVar[bool] = True

    def fields(self, question: Question, context: LookupContext) -> dict[str, forms.Field]:
        text = TextField(
            question_label=question.label,
            label=question.label,
            help_text=question.hint,
            required=question.required,
            limit=LONGEST_TEXT,
            widget=Lines(attrs={"rows": 5}),
            note=LOCKED if question.sensitive else "",
        )
        return {field_name(question): text}

    def read(self, question: Question, values: Mapping[str, str], context: LookupContext) -> ReadAnswer:
        text = values[field_name(question)]
        if text:
            return ReadAnswer(text)
        if question.required:
            message = format_lazy(_("Vul bij “{question}” een antwoord in."), question=question.label)
            return ReadAnswer(errors={field_name(question): message})
        return ReadAnswer()

    def to_fields(self, question: Question, stored: Stored) -> dict[str, str]:
        return {field_name(question): words_of(stored)}

    def show(self, question: Question, stored: Stored, context: LookupContext = NOTHING_TO_LOOK_UP) -> str:
        return words_of(stored)

    def tally(self, question: Question, stored: Stored) -> Iterable[str]:
        return (ANSWERED,)

    def countable(self, question: Question, context: LookupContext = NOTHING_TO_LOOK_UP) -> tuple[Option, ...]:
        return (Option(ANSWERED, str(_("Ingevuld"))),)

    def cells(self, question: Question, context: LookupContext, *, as_codes: bool) -> CellReader:
        return lambda stored: (words_of(stored),)

    def sample(self, question: Question, context: LookupContext, chance: random.Random) -> dict[str, str]:
        return {field_name(question): " ".join(chance.sample(SENTENCES, chance.randint(1, 3)))}
