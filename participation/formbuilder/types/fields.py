"""Django fields of questions. They are kept on a class and shared, so cleaning never writes to them.

Whether an answer may be missing is decided per question, not per field (a municipality needs one of two fields);
``required`` on these fields is for drawing only.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participation.formbuilder.types.characters import drawable, refuse_forbidden, with_plain_newlines


class Twice(str):
    """The last of several values where one was asked: drawn back as typed, but always refused."""

    __slots__ = ()


class OneValue:
    """Widget of a question with one answer: a second value under the same name is seen, not silently dropped."""

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> str | None:
        if not isinstance(data, MultiValueDict):
            return data.get(name)
        values = data.getlist(name)
        if len(values) > 1:
            return Twice(values[-1])
        return values[0] if values else None

    def format_value(self, value: Any) -> Any:
        return super().format_value(drawable(value) if isinstance(value, str) else value)  # type: ignore[misc]  # the widget comes after


class OneLine(OneValue, forms.TextInput):
    """A line to type in."""


class Lines(OneValue, forms.Textarea):
    """A box to type in."""


class Radios(OneValue, forms.RadioSelect):
    """Answers of which one can be chosen."""


class AnswerField(forms.Field):
    """What all fields of questions share."""

    def refuse_twice(self, value: Any) -> None:
        """ValidationError when more than one value came in for a question with one answer."""
        if isinstance(value, Twice):
            message = _("Bij “{question}” kwam meer dan één antwoord binnen. Geef één antwoord.")
            raise ValidationError(format_lazy(message, question=self.asked), code="twice")

    @property
    def asked(self) -> str | Promise:
        """The words of the question, for messages."""
        return getattr(self, "question_label", None) or self.label or ""


class PickField(AnswerField, forms.ChoiceField):
    """One of the given answers, or "" for none."""

    widget = Radios

    def __init__(self, *, question_label: str, **options: Any) -> None:
        super().__init__(**options)
        self.question_label = question_label

    def clean(self, value: Any) -> str:
        self.refuse_twice(value)
        picked = str(self.to_python(value))
        if picked and not self.valid_value(picked):
            message = format_lazy(_("Kies bij “{question}” een antwoord uit de lijst."), question=self.asked)
            raise ValidationError(message, code="invalid_choice")
        return picked

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was picked; else what we suggest, to be confirmed."""
        return data or initial


class TextField(AnswerField, forms.CharField):
    """Text as typed, or "" when there is nothing but space."""

    widget = OneLine

    def __init__(self, *, question_label: str, limit: int, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.question_label = question_label
        self.limit = limit

    def clean(self, value: Any) -> str:
        self.refuse_twice(value)
        text = with_plain_newlines(value or "")
        if not text.strip():
            return ""
        refuse_forbidden(text, self.asked)
        if len(text) > self.limit:
            message = format_lazy(
                _("Uw antwoord bij “{question}” is te lang: {length} tekens. Er passen {limit} tekens in."),
                question=self.asked,
                length=f"{len(text):,}".replace(",", "."),
                limit=f"{self.limit:,}".replace(",", "."),
            )
            raise ValidationError(message, code="too_long")
        return text
