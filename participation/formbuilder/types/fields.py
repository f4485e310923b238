"""Django fields of questions. They are kept on a class and shared, so cleaning never writes to them.

Whether an answer may be missing is decided per question, not per field (a municipality needs one of two fields);
``required`` on these fields is for drawing only.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participation.formbuilder.types.characters import drawable, refuse_forbidden, with_plain_newlines
from samenkracht.core.values.numbers import format_number


class RepeatedValue(str):
    """The last of several values where one was asked: drawn back as typed, but always refused."""

    __slots__ = ()


class OneValue:
    """Widget of a question with one answer: a second value under the same name is seen, not silently dropped."""

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> str | None:
        if not isinstance(data, MultiValueDict):
            return data.get(name)
        values = data.getlist(name)
        if len(values) > 1:
            return RepeatedValue(values[-1])
        return values[0] if values else None

    def format_value(self, value: Any) -> Any:
        return super().format_value(drawable(value) if isinstance(value, str) else value)  # type: ignore[misc]  # the widget comes after


class OneLine(OneValue, forms.TextInput):
    """A line to type in."""


class Lines(OneValue, forms.Textarea):
    """A box to type in."""


class Radios(OneValue, forms.RadioSelect):
    """Answers of which one can be chosen."""


class ScaleChoices(Radios):
    """The points of a scale; drawn in a row where there is room."""

    drawn_as = "scale"

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **options: Any) -> dict[str, Any]:
        """``number`` and ``words`` of a point apart, for "1: heel slecht"."""
        number, _colon, words = str(label).partition(": ")
        is_point = number == str(value)
        return {
            **super().create_option(name, value, label, *args, **options),
            "is_point": is_point,
            "number": number,
            "words": words if is_point else "",
        }


class CheckboxChoices(forms.CheckboxSelectMultiple):
    """Answers of which several can be chosen. In a post each has a value of its own; for us they are one text with
    commas, as everything that a field holds is one text: so they travel through drafts and hidden fields alike.
    """

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> str:
        if isinstance(data, MultiValueDict):
            return ",".join(data.getlist(name))
        return str(data.get(name) or "")

    def format_value(self, value: Any) -> list[str]:
        return str(value or "").split(",")


class AnswerField(forms.Field):
    """What all fields of questions share."""

    def refuse_twice(self, value: Any) -> None:
        """ValidationError when more than one value came in for a question with one answer."""
        if isinstance(value, RepeatedValue):
            message = _("Bij “{question}” kwam meer dan één antwoord binnen. Geef één antwoord.")
            raise ValidationError(format_lazy(message, question=self.question_words), code="twice")

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was sent; or what its question puts in that place to ask back (``ReadAnswer.suggested``)."""
        return data if initial is None else initial

    @property
    def question_words(self) -> str | Promise:
        """The words of the question, for messages."""
        return getattr(self, "question_label", None) or self.label or ""


class PickField(AnswerField, forms.ChoiceField):
    """One of the given answers, or "" for none."""

    widget = Radios
    not_there: ClassVar[Any] = _("Kies bij “{question}” een antwoord uit de lijst.")

    def __init__(self, *, question_label: str, **options: Any) -> None:
        super().__init__(**options)
        self.question_label = question_label

    def clean(self, value: Any) -> str:
        self.refuse_twice(value)
        picked = str(self.to_python(value))
        if picked and not self.valid_value(picked):
            raise ValidationError(self.why_not_there(picked), code="invalid_choice")
        return picked

    def why_not_there(self, picked: str) -> Any:
        return format_lazy(self.not_there, question=self.question_words)


class PickSeveralField(AnswerField, forms.ChoiceField):
    """Any of the given answers, as one text with commas in the order of the question; "" for none."""

    widget = CheckboxChoices

    def __init__(self, *, question_label: str, choices: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(choices=choices, **options)
        self.question_label = question_label
        self.keys = tuple(key for key, _label in choices)

    def clean(self, value: Any) -> str:
        picked = {key for key in str(value or "").split(",") if key}
        if picked.difference(self.keys):
            message = format_lazy(_("Kies bij “{question}” antwoorden uit de lijst."), question=self.question_words)
            raise ValidationError(message, code="invalid_choice")
        return ",".join(key for key in self.keys if key in picked)


class TextField(AnswerField, forms.CharField):
    """Text as typed, or "" when there is nothing but space. ``note`` is said after the hint, in our own words."""

    widget = OneLine

    def __init__(self, *, question_label: str, limit: int, note: str | Promise = "", **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.note = note
        self.question_label = question_label
        self.limit = limit

    def clean(self, value: Any) -> str:
        self.refuse_twice(value)
        text = with_plain_newlines(value or "")
        if not text.strip():
            return ""
        refuse_forbidden(text, self.question_words)
        if len(text) > self.limit:
            message = format_lazy(
                _("Uw antwoord bij “{question}” is te lang: {length} tekens. Er passen {limit} tekens in."),
                question=self.question_words,
                length=format_number(len(text)),
                limit=format_number(self.limit),
            )
            raise ValidationError(message, code="too_long")
        return text
