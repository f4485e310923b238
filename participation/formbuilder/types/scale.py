"""Question type: a point on a scale, with words at both ends and, when wanted, "weet ik niet"."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
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
)
from participation.formbuilder.types.fields import PickField, ScaleChoices
from participation.formbuilder.types.settings import (
    HIGHEST,
    LOWEST,
    UNKNOWN_ALLOWED,
    Setting,
    SettingChange,
    named,
    short_text,
)

FEWEST_POINTS: Final = 2
MOST_POINTS: Final = 11


def _words_changed(which: str, setting: str) -> Callable[[Question, Question], SettingChange]:
    def changed(old: Question, new: Question) -> SettingChange:
        words = {"lowest_label": LOWEST_LABEL, "highest_label": HIGHEST_LABEL}[setting]
        sentence = f"De woorden bij het {which} punt van {named(new)} zijn veranderd."
        return SettingChange(sentence, words.of(old), words.of(new), is_wording=True)

    return changed


LOWEST_LABEL: Final[Setting[str]] = Setting(
    key="lowest_label",
    default="",
    kept_as=str,
    field=short_text(label=_("Woorden bij het laagste getal")),
    not_here="kunnen geen woorden bij het laagste getal staan.",
    changed=_words_changed("laagste", "lowest_label"),
    what="Wat bij “{name}” het laagste punt betekent",
)
HIGHEST_LABEL: Final[Setting[str]] = Setting(
    key="highest_label",
    default="",
    kept_as=str,
    field=short_text(label=_("Woorden bij het hoogste getal")),
    not_here="kunnen geen woorden bij het hoogste getal staan.",
    changed=_words_changed("hoogste", "highest_label"),
    what="Wat bij “{name}” het hoogste punt betekent",
)


class ScaleType(QuestionType):
    """Stored as the point itself ("7"), or as "unknown"."""

    kind: ClassVar[str] = "scale"
    label: ClassVar[Words] = _("Schaal")
    is_measured: ClassVar[bool] = True
    settings: ClassVar[tuple[Setting[Any], ...]] = (LOWEST, LOWEST_LABEL, HIGHEST, HIGHEST_LABEL, UNKNOWN_ALLOWED)
    needed: ClassVar[frozenset[str]] = frozenset({"lowest", "highest", "lowest_label", "highest_label"})

    def fields(self, question: Question, context: LookupContext) -> dict[str, forms.Field]:
        points = [(str(point), _named(question, point)) for point in _points(question)]
        unknown: list[tuple[str, Words]] = [(UNKNOWN, _("Weet ik niet"))] if UNKNOWN_ALLOWED.of(question) else []
        pick = PickField(
            question_label=question.label,
            label=question.label,
            help_text=question.hint,
            required=question.required,
            choices=[*points, *unknown],
            widget=ScaleChoices,
        )
        return {field_name(question): pick}

    def read(self, question: Question, values: Mapping[str, str], context: LookupContext) -> ReadAnswer:
        picked = values[field_name(question)]
        return ReadAnswer(picked) if picked else nothing_chosen(question)

    def to_fields(self, question: Question, stored: Stored) -> dict[str, str]:
        return {field_name(question): str(stored)}

    def show(self, question: Question, stored: Stored, context: LookupContext = NOTHING_TO_LOOK_UP) -> str:
        words = {option.key: option.label for option in self.countable(question)}
        return words.get(str(stored), str(stored))

    def tally(self, question: Question, stored: Stored) -> Iterable[str]:
        return (str(stored),)

    def countable(self, question: Question, context: LookupContext = NOTHING_TO_LOOK_UP) -> tuple[Option, ...]:
        points = tuple(Option(str(point), _named(question, point)) for point in _points(question))
        return (*points, Option(UNKNOWN, str(_("Weet ik niet")))) if UNKNOWN_ALLOWED.of(question) else points

    def value(self, question: Question, stored: Stored) -> Decimal | None:
        return None if stored == UNKNOWN else Decimal(str(stored))

    def cells(self, question: Question, context: LookupContext, *, as_codes: bool) -> CellReader:
        """The point as a number: the words at both ends would keep it from being counted with."""
        unknown = UNKNOWN if as_codes else str(_("Weet ik niet"))
        return lambda stored: (unknown if stored == UNKNOWN else int(str(stored)),)

    def sample(self, question: Question, context: LookupContext, chance: random.Random) -> dict[str, str]:
        return {field_name(question): chance.choice(self.countable(question)).key}

    def faults(self, question: Question) -> Iterator[tuple[str, str]]:
        yield from super().faults(question)
        yield from _faults(question)


def _points(question: Question) -> range:
    lowest, highest = LOWEST.of(question), HIGHEST.of(question)
    return range(0) if lowest is None or highest is None else range(lowest, highest + 1)


def _named(question: Question, point: int) -> str:
    ends = {LOWEST.of(question): LOWEST_LABEL.of(question), HIGHEST.of(question): HIGHEST_LABEL.of(question)}
    words = ends.get(point, "")
    return f"{point}: {words}" if words else str(point)


def _faults(question: Question) -> Iterator[tuple[str, str]]:
    lowest, highest = LOWEST.of(question), HIGHEST.of(question)
    if lowest is None or highest is None:
        missing = "lowest" if lowest is None else "highest"
        yield missing, f"Bij “{question.label}” moeten het laagste en het hoogste punt van de schaal staan."
    elif lowest > highest:
        yield "highest", f"Bij “{question.label}” moet het hoogste getal hoger zijn dan het laagste."
    elif not FEWEST_POINTS <= highest - lowest + 1 <= MOST_POINTS:
        yield (
            "highest",
            f"De schaal van “{question.label}” moet {FEWEST_POINTS} tot en met {MOST_POINTS} punten hebben.",
        )
    empty = [one.key for one in (LOWEST_LABEL, HIGHEST_LABEL) if not one.of(question).strip()]
    if empty:
        yield empty[0], f"Zeg bij “{question.label}” in woorden wat het laagste en het hoogste punt betekenen."
