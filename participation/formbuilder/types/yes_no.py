"""Question type: yes or no, with or without "weet ik niet"."""

import random
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.formbuilder.lookup import NOTHING_TO_LOOK_UP, LookupContext
from participation.formbuilder.schema import Option, Question
from participation.formbuilder.types.base import (
    UNKNOWN,
    CellReader,
    QuestionType,
    ReadAnswer,
    Stored,
    Words,
    field_name,
    nothing_chosen,
    worded_cells,
)
from participation.formbuilder.types.fields import PickField
from participation.formbuilder.types.settings import UNKNOWN_ALLOWED, Setting

YES: Final = "yes"
NO: Final = "no"


class YesNoType(QuestionType):
    """Stored as "yes", "no" or "unknown"."""

    kind: ClassVar[str] = "yes_no"
    label: ClassVar[Words] = _("Ja of nee")
    settings: ClassVar[tuple[Setting[Any], ...]] = (UNKNOWN_ALLOWED,)

    def fields(self, question: Question, context: LookupContext) -> dict[str, forms.Field]:
        pick = PickField(
            question_label=question.label,
            label=question.label,
            help_text=question.hint,
            required=question.required,
            choices=_answers(question),
        )
        return {field_name(question): pick}

    def read(self, question: Question, values: Mapping[str, str], context: LookupContext) -> ReadAnswer:
        picked = values[field_name(question)]
        return ReadAnswer(picked) if picked else nothing_chosen(question)

    def to_fields(self, question: Question, stored: Stored) -> dict[str, str]:
        return {field_name(question): str(stored)}

    def show(self, question: Question, stored: Stored, context: LookupContext = NOTHING_TO_LOOK_UP) -> str:
        return str(WORDS.get(str(stored), stored))

    def tally(self, question: Question, stored: Stored) -> Iterable[str]:
        return (str(stored),)

    def countable(self, question: Question, context: LookupContext = NOTHING_TO_LOOK_UP) -> tuple[Option, ...]:
        return tuple(Option(key, str(words)) for key, words in _answers(question))

    def cells(self, question: Question, context: LookupContext, *, as_codes: bool) -> CellReader:
        return worded_cells({} if as_codes else {key: str(words) for key, words in WORDS.items()})

    def sample(self, question: Question, context: LookupContext, chance: random.Random) -> dict[str, str]:
        return {field_name(question): chance.choice(self.countable(question)).key}


WORDS: Final[Mapping[str, Words]] = {YES: _("Ja"), NO: _("Nee"), UNKNOWN: _("Weet ik niet")}


def _answers(question: Question) -> list[tuple[str, Words]]:
    return [(key, words) for key, words in WORDS.items() if key != UNKNOWN or UNKNOWN_ALLOWED.of(question)]
