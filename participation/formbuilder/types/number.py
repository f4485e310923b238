"""Question type: a number, whole or with a Dutch comma."""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
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
from participation.formbuilder.types.fields import AnswerField, OneLine
from participation.formbuilder.types.settings import (
    HIGHEST,
    LOWEST,
    UNIT,
    Setting,
    SettingChange,
    named,
    number_between,
)
from samenkracht.core.values.numbers import format_stored_number, parse_number

MOST_DECIMALS: Final = 2
LARGEST_BOUND: Final = 1_000_000_000
# Up to so many whole numbers each counts apart; more of them, or numbers with a comma, count in at most so many bands.
COUNTED_APART: Final = 15
MOST_BANDS: Final = 10


def _decimals_changed(old: Question, new: Question) -> SettingChange:
    before, after = DECIMALS.of(old), DECIMALS.of(new)
    sentence = f"Het aantal cijfers achter de komma bij {named(new)} is veranderd."
    # With and without a comma the bands are others.
    return SettingChange(sentence, str(before), str(after), breaks_figures=bool(before) != bool(after))


DECIMALS: Final[Setting[int]] = Setting(
    key="decimals",
    default=0,
    kept_as=int,
    field=number_between(label=_("Cijfers achter de komma"), lowest=0, highest=MOST_DECIMALS),
    not_here="kunnen geen cijfers achter de komma staan.",
    changed=_decimals_changed,
)


def _counted(number: str) -> int | float:
    """A kept number to count with; at most 12 digits, so that nothing of it is lost."""
    return float(number) if "." in number else int(number)


class NumberAnswerField(AnswerField, forms.CharField):
    """A number in one spelling, or "" for none."""

    widget = OneLine

    def __init__(self, *, question: Question, **options: Any) -> None:
        super().__init__(max_length=None, **options)
        self.question_label = question.label
        self.question = question

    def clean(self, value: Any) -> str:
        self.refuse_twice(value)
        typed = str(value or "")
        if not typed.strip():
            return ""
        number = parse_number(typed)
        if message := _refusal(self.question, number):
            raise ValidationError(message, code="invalid")  # type: ignore[arg-type]  # lazy words are words
        return number


class NumberType(QuestionType):
    """Stored as one spelling ("2.5"); counted in bands when the form says within which bounds the number lies."""

    kind: ClassVar[str] = "number"
    label: ClassVar[Words] = _("Getal")
    settings: ClassVar[tuple[Setting[Any], ...]] = (LOWEST, HIGHEST, UNIT, DECIMALS)

    def fields(self, question: Question, context: LookupContext) -> dict[str, forms.Field]:
        attributes = {"autocomplete": "off", "size": "12"}
        lowest = LOWEST.of(question)
        if lowest is not None and lowest >= 0:
            # Without a minus sign: the keyboard of a phone that has digits only would not let it be typed.
            attributes["inputmode"] = "decimal" if DECIMALS.of(question) else "numeric"
        number = NumberAnswerField(
            question=question,
            label=question.label,
            help_text=_hint(question),
            required=question.required,
            widget=OneLine(attrs=attributes),
        )
        return {field_name(question): number}

    def read(self, question: Question, values: Mapping[str, str], context: LookupContext) -> ReadAnswer:
        number = values[field_name(question)]
        if number:
            return ReadAnswer(number)
        if not question.required:
            return ReadAnswer()
        message = format_lazy(_("Vul bij “{question}” een getal in."), question=question.label)
        return ReadAnswer(errors={field_name(question): message})

    def to_fields(self, question: Question, stored: Stored) -> dict[str, str]:
        return {field_name(question): format_stored_number(str(stored))}

    def show(self, question: Question, stored: Stored, context: LookupContext = NOTHING_TO_LOOK_UP) -> str:
        return f"{format_stored_number(str(stored))} {UNIT.of(question)}".strip()

    def tally(self, question: Question, stored: Stored) -> Iterable[str]:
        number = Decimal(str(stored))
        return next(((band.option.key,) for band in bands(question) if band.holds(number)), (ANSWERED,))

    def countable(self, question: Question, context: LookupContext = NOTHING_TO_LOOK_UP) -> tuple[Option, ...]:
        counted = tuple(band.option for band in bands(question))
        return counted or (Option(ANSWERED, str(_("Ingevuld"))),)

    def value(self, question: Question, stored: Stored) -> Decimal | None:
        return Decimal(str(stored))

    def cells(self, question: Question, context: LookupContext, *, as_codes: bool) -> CellReader:
        """A number without its unit."""
        return lambda stored: (_counted(str(stored)),)

    def codes(self, question: Question, context: LookupContext) -> str:
        """The bounds; the bands in which answers are counted are not kept."""
        ends = (("vanaf", LOWEST.of(question)), ("tot en met", HIGHEST.of(question)))
        return " ".join(f"{word} {bound}" for word, bound in ends if bound is not None)

    def sample(self, question: Question, context: LookupContext, chance: random.Random) -> dict[str, str]:
        lowest, highest = LOWEST.of(question), HIGHEST.of(question)
        lowest = min(0, (highest or 0) - 100) if lowest is None else lowest
        highest = lowest + 100 if highest is None else highest
        whole = chance.randint(lowest, highest)
        with_half = DECIMALS.of(question) and whole < highest and chance.random() < 0.3
        return {field_name(question): f"{whole},5" if with_half else str(whole)}

    def faults(self, question: Question) -> Iterator[tuple[str, str]]:
        yield from super().faults(question)
        yield from _faults(question)


@dataclass(frozen=True, slots=True)
class Band:
    """Numbers that count together: from ``first`` until ``last``, and ``last`` too when ``whole``."""

    first: int
    last: int
    whole: bool

    @property
    def option(self) -> Option:
        """The key says which numbers, so that another band always has another key."""
        if self.first == self.last:
            return Option(str(self.first), str(self.first))
        words = _("{first} tot en met {last}") if self.whole else _("{first} tot {last}")
        key = f"{self.first}..{self.last}" if self.whole else f"{self.first}..<{self.last}"
        return Option(key, str(format_lazy(words, first=self.first, last=self.last)))

    def holds(self, number: Decimal) -> bool:
        return self.first <= number < self.last or (self.whole and number == self.last)


def bands(question: Question) -> list[Band]:
    """Bands between the bounds, beginning at round numbers; none when a bound is missing."""
    low, high = LOWEST.of(question), HIGHEST.of(question)
    if low is None or high is None or low >= high:
        return []
    if not DECIMALS.of(question) and high - low < COUNTED_APART:
        return [Band(number, number, whole=True) for number in range(low, high + 1)]
    width = next(width for width in _round_widths() if -(-high // width) - low // width <= MOST_BANDS)
    found = []
    for start in range(low // width * width, high, width):
        first, end = max(start, low), start + width
        if end >= high:
            found.append(Band(first, high, whole=True))
        elif DECIMALS.of(question):
            found.append(Band(first, end, whole=False))
        else:
            found.append(Band(first, end - 1, whole=True))
    return found


def _round_widths() -> Iterator[int]:
    width = 1
    while True:
        yield from (width, 2 * width, 5 * width)
        width *= 10


def _hint(question: Question) -> Words:
    """The hint of the question, and after it in what the number is counted."""
    if not (unit := UNIT.of(question)):
        return question.hint
    amount = format_lazy(_("Vul het aantal in: {unit}."), unit=unit)
    return format_lazy("{hint} {amount}", hint=question.hint, amount=amount) if question.hint else amount


def _refusal(question: Question, number: str) -> Words:
    """Why a number cannot be an answer; "" when it can."""
    label, behind, decimals = question.label, len(number.partition(".")[2]), DECIMALS.of(question)
    lowest, highest = LOWEST.of(question), HIGHEST.of(question)
    if not number and decimals:
        return format_lazy(_("Vul bij “{question}” een getal in cijfers in, bijvoorbeeld 3 of 2,5."), question=label)
    if not number:
        return format_lazy(_("Vul bij “{question}” een getal in cijfers in, bijvoorbeeld 3."), question=label)
    if behind > decimals == 0:
        return format_lazy(_("Vul bij “{question}” een heel getal in, zonder komma."), question=label)
    if behind > decimals:
        message = _("Vul bij “{question}” een getal in met hoogstens {most} cijfers achter de komma.")
        if decimals == 1:
            message = _("Vul bij “{question}” een getal in met hoogstens 1 cijfer achter de komma.")
        return format_lazy(message, question=label, most=decimals)
    if lowest is not None and Decimal(number) < lowest:
        message = _("Vul bij “{question}” een getal in van {lowest} of hoger.")
        return format_lazy(message, question=label, lowest=lowest)
    if highest is not None and Decimal(number) > highest:
        message = _("Vul bij “{question}” een getal in van {highest} of lager.")
        return format_lazy(message, question=label, highest=highest)
    return ""


def _faults(question: Question) -> Iterator[tuple[str, str]]:
    lowest, highest = LOWEST.of(question), HIGHEST.of(question)
    for name, bound in (("lowest", lowest), ("highest", highest)):
        if bound is not None and abs(bound) > LARGEST_BOUND:
            yield name, f"Het getal {bound} bij “{question.label}” is te groot."
    if lowest is not None and highest is not None and lowest >= highest:
        yield "highest", f"Bij “{question.label}” moet het hoogste getal hoger zijn dan het laagste."
    if not 0 <= DECIMALS.of(question) <= MOST_DECIMALS:
        yield "decimals", f"Bij “{question.label}” passen hoogstens {MOST_DECIMALS} cijfers achter de komma."
