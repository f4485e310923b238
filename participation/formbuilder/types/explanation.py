"""Question type that asks nothing: a heading with text between the questions."""

import random
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.formbuilder.lookup import NOTHING_TO_LOOK_UP, LookupContext
from participation.formbuilder.schema import Option, Question
from participation.formbuilder.types.base import QuestionType, ReadAnswer, Stored, Words


class ExplanationType(QuestionType):
    """``label`` is the heading and ``hint`` the text. It has no field, keeps no answer and is not counted."""

    kind: ClassVar[str] = "explanation"
    label: ClassVar[Words] = _("Uitleg")
    asks: ClassVar[bool] = False
    needed: ClassVar[frozenset[str]] = frozenset({"hint"})
    words: ClassVar[Mapping[str, Words]] = {"label": _("Kop"), "hint": _("Tekst")}

    def fields(self, question: Question, context: LookupContext) -> dict[str, forms.Field]:
        return {}

    def read(self, question: Question, values: Mapping[str, str], context: LookupContext) -> ReadAnswer:
        return ReadAnswer()

    def to_fields(self, question: Question, stored: Stored) -> dict[str, str]:
        return {}

    def show(self, question: Question, stored: Stored, context: LookupContext = NOTHING_TO_LOOK_UP) -> str:
        return ""

    def tally(self, question: Question, stored: Stored) -> Iterable[str]:
        return ()

    def countable(self, question: Question, context: LookupContext = NOTHING_TO_LOOK_UP) -> tuple[Option, ...]:
        return ()

    def sample(self, question: Question, context: LookupContext, chance: random.Random) -> dict[str, str]:
        return {}

    def faults(self, question: Question) -> Iterator[tuple[str, str]]:
        yield from super().faults(question)
        if not question.hint.strip():
            yield "hint", f"De uitleg “{question.label}” heeft nog geen tekst."
