"""What a question may have beside its words and the answers to choose from: declared by the types that have it.

The form builder asks it, a stored questionnaire keeps it under ``settings``, and a new version is compared by it. A
setting that one type alone has stands in the file of that type.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.formbuilder.schema import Question, SettingValue, UnreadableDefinitionError
from samenkracht.core.web.forms import NumberField

LONGEST_TEXT_OF_SETTING: Final = 60
Value = TypeVar("Value", bound=SettingValue | None)


@dataclass(frozen=True, slots=True)
class SettingChange:
    """What is told when a setting differs between two versions. ``is_wording``: other words for the same."""

    sentence: str
    before: str = ""
    after: str = ""
    breaks_figures: bool = False
    is_wording: bool = False


@dataclass(frozen=True, slots=True)
class Setting(Generic[Value]):
    """One property of a question: ``UNIT.of(question)`` is its value, ``default`` when nothing is stored.

    ``kept_as`` is the type of the stored value. ``field`` makes the field with which the form builder asks it.
    ``not_here`` ends the sentence "Bij “...” ..." at a question whose type does not have it. ``changed`` says what a
    change from the first question to the second one means. ``what`` names a text when it is too long, with {name}.
    """

    key: str
    default: Value
    kept_as: type
    field: Callable[[], forms.Field]
    not_here: str
    changed: Callable[[Question, Question], SettingChange]
    what: str = ""
    # How a clean value of the field is kept, and shown in it again, when it is no text, number or truth: a day as ISO.
    keep: Callable[[Any], SettingValue] | None = None
    show: Callable[[Any], Any] | None = None

    def of(self, question: Question) -> Value:
        """The value at this question. Raises UnreadableDefinitionError when something else is stored."""
        value = question.settings.get(self.key, self.default)
        # A truth is a whole number to Python, and must not be taken for one.
        if value is not self.default and type(value) is not self.kept_as:
            raise UnreadableDefinitionError(f"{self.key!r} is no {self.kept_as.__name__}")
        return cast(Value, value)

    def stored(self, cleaned: Any) -> Any:
        """What is kept of a clean value of ``field``; None for what a question need not say."""
        if cleaned is None or (cleaned == self.default and type(cleaned) is type(self.default)):
            return None
        return self.keep(cleaned) if self.keep else cleaned

    def initial(self, question: Question) -> Any:
        """What stands in ``field`` for this question."""
        value = self.of(question)
        return self.show(value) if self.show and value != self.default else value


def with_settings(question: Question, **values: Any) -> Question:
    """The question with these settings, by their keys. None, "" and False take one away."""
    merged = {**question.settings, **values}
    kept = {key: value for key, value in merged.items() if value is not None and value is not False and value != ""}
    return replace(question, settings=kept)


def named(question: Question) -> str:
    """How a sentence about a change calls a question."""
    return f"“{question.label}”"


def number_between(**options: Any) -> Callable[[], forms.Field]:
    return lambda: NumberField(required=False, **options)


def short_text(**options: Any) -> Callable[[], forms.Field]:
    return lambda: forms.CharField(required=False, max_length=LONGEST_TEXT_OF_SETTING, **options)


def tick(**options: Any) -> Callable[[], forms.Field]:
    return lambda: forms.BooleanField(required=False, **options)


# --- settings of several types ------------------------------------------------------------------------------------


def _range_changed(old: Question, new: Question) -> SettingChange:
    """Told once, whichever end it is."""

    def bounds(question: Question) -> str:
        return " – ".join("" if end is None else str(end) for end in (LOWEST.of(question), HIGHEST.of(question)))

    sentence = f"Het laagste of hoogste getal bij {named(new)} is veranderd."
    return SettingChange(sentence, bounds(old), bounds(new), breaks_figures=True)


def _unknown_changed(old: Question, new: Question) -> SettingChange:
    word = "nieuw" if UNKNOWN_ALLOWED.of(new) else "weg"
    return SettingChange(f"Antwoord “weet ik niet” bij {named(new)} is {word}.")


def _unit_changed(old: Question, new: Question) -> SettingChange:
    sentence = f"De eenheid bij {named(new)} is veranderd."
    return SettingChange(sentence, UNIT.of(old), UNIT.of(new), breaks_figures=True)


LOWEST: Final[Setting[int | None]] = Setting(
    key="lowest",
    default=None,
    kept_as=int,
    field=number_between(label=_("Laagste getal")),
    not_here="kan geen laagste getal staan.",
    changed=_range_changed,
)
HIGHEST: Final[Setting[int | None]] = Setting(
    key="highest",
    default=None,
    kept_as=int,
    field=number_between(label=_("Hoogste getal")),
    not_here="kan geen hoogste getal staan.",
    changed=_range_changed,
)
UNKNOWN_ALLOWED: Final[Setting[bool]] = Setting(
    key="unknown",
    default=False,
    kept_as=bool,
    field=tick(label=_("“Weet ik niet” kan ook")),
    not_here="kan geen “weet ik niet” staan.",
    changed=_unknown_changed,
)
UNIT: Final[Setting[str]] = Setting(
    key="unit",
    default="",
    kept_as=str,
    field=short_text(label=_("Eenheid"), help_text=_("Bijvoorbeeld: uur per week.")),
    not_here="kan geen eenheid staan.",
    changed=_unit_changed,
    what="De eenheid bij “{name}”",
)


def changes(settings: Iterable[Setting[Any]], old: Question, new: Question) -> Iterator[SettingChange]:
    """What changed of these settings, each change told once."""
    different = (one for one in settings if one.of(old) != one.of(new))
    yield from dict.fromkeys(one.changed(old, new) for one in different)
