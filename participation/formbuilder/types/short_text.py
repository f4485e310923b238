"""Question type: an answer of one line."""

import random
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.formbuilder.lookup import LookupContext
from participation.formbuilder.schema import Question
from participation.formbuilder.types.base import Words, field_name
from participation.formbuilder.types.choice import OWN_WORDS
from participation.formbuilder.types.fields import OneLine, TextField
from participation.formbuilder.types.text import LongTextType

LONGEST_LINE: Final = 200


class LineField(TextField):
    """One line: a line end that was pasted along becomes a space."""

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(value).split("\n"))


class ShortTextType(LongTextType):
    """Kept as typed; counted is only that there is an answer."""

    kind: ClassVar[str] = "short_text"
    label: ClassVar[Words] = _("Korte tekst")
    can_be_sensitive: ClassVar[bool] = False

    def fields(self, question: Question, context: LookupContext) -> dict[str, forms.Field]:
        line = LineField(
            question_label=question.label,
            label=question.label,
            help_text=question.hint,
            required=question.required,
            limit=LONGEST_LINE,
            widget=OneLine(attrs={"autocomplete": "off"}),
        )
        return {field_name(question): line}

    def sample(self, question: Question, context: LookupContext, chance: random.Random) -> dict[str, str]:
        return {field_name(question): chance.choice(OWN_WORDS)}
