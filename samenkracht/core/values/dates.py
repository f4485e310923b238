"""Dates as they are known: a day, a month, a year, "doorlopend", or not known (product P1).

One value type, one sorting, one rule for late. Stored as text that sorts in the order of time.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Func, TextField, Value, When
from django.db.models.functions import RPad
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
ONGOING = "ongoing"
ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
NUMERIC = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})")
NUMERIC_MONTH = re.compile(r"([0-9]{1,2})[-/]([0-9]{4})")
WORDS = re.compile(r"(?:([0-9]{1,2})\s+)?([a-z]+)\.?\s+([0-9]{4})")
UNKNOWN_WORDS = ("", "-", "onbekend", "nog niet bekend")
# What people may type. Before and after lies almost always a slip of the keys.
FIRST_YEAR, LAST_YEAR = 1900, 2100


class YearOutside(ValueError):
    """A date that can be read, in a year that nobody means."""


def western_digits(text: str) -> str:
    """``text`` with the digits of every script as 0 to 9: ٢٠٢٧ is 2027."""
    return "".join(sign if (digit := unicodedata.decimal(sign, None)) is None else str(digit) for sign in text)


@dataclass(frozen=True, slots=True)
class KnownDate:
    """A date with the precision in which it is known. Falsy when nothing is known."""

    iso: str = ""

    def __post_init__(self) -> None:
        if self.iso in ("", ONGOING):
            return
        match = ISO.fullmatch(self.iso)
        if match is None:
            raise ValueError(f"not a known date: {self.iso!r}")
        year, month, day = (int(part) if part else 1 for part in match.groups())
        date(year, month, day)

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.isoformat())

    @classmethod
    def stored(cls, text: str) -> "KnownDate":
        """What stands in the database or in a stored document. Never raises: see ``UnreadableDate``."""
        try:
            return cls(western_digits(text))
        except (ValueError, TypeError):
            return UnreadableDate(str(text))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read Dutch text such as "januari 2017", "12 juni 2024", "12-06-2024", "2017" or "doorlopend".

        Raises ValueError for what is no date, and YearOutside for a year before 1900 or after 2100.
        """
        known = cls._read(text)
        if known.first_day is not None and not FIRST_YEAR <= known.first_day.year <= LAST_YEAR:
            raise YearOutside(f"not between {FIRST_YEAR} and {LAST_YEAR}: {text!r}")
        return known

    @classmethod
    def _read(cls, text: str) -> Self:
        words = " ".join(western_digits(text).lower().split())
        if words in UNKNOWN_WORDS:
            return cls("")
        if words in ("doorlopend", ONGOING):
            return cls(ONGOING)
        if ISO.fullmatch(words):
            return cls(words)
        if match := NUMERIC.fullmatch(words):
            day, month, year = match.groups()
            return cls.of(date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)))
        if match := NUMERIC_MONTH.fullmatch(words):
            return cls(f"{match[2]}-{int(match[1]):02d}")
        if match := WORDS.fullmatch(words):
            month_number = month_named(match[2])
            return cls(f"{match[3]}-{month_number:02d}" + (f"-{int(match[1]):02d}" if match[1] else ""))
        raise ValueError(f"not a known date: {text!r}")

    def __bool__(self) -> bool:
        return self.iso != ""

    def __str__(self) -> str:
        if self.is_unknown:
            return "nog niet bekend"
        if self.is_ongoing:
            return "doorlopend"
        parts = self.iso.split("-")
        words = [parts[0]]
        if len(parts) > 1:
            words.insert(0, MONTHS[int(parts[1]) - 1])
        if len(parts) > 2:
            words.insert(0, str(int(parts[2])))
        return " ".join(words)

    @property
    def words(self) -> str:
        """In the language of the page in view; ``str()`` is Dutch wherever it is asked."""
        if self.is_unknown:
            return gettext("nog niet bekend")
        first = self.first_day
        if first is None:
            return gettext("doorlopend")
        return date_format(first, ("Y", "F Y", "j F Y")[self.iso.count("-")])

    @property
    def is_unreadable(self) -> bool:
        """Whether something is stored that is no date: never by the portal itself."""
        return False

    @property
    def is_unknown(self) -> bool:
        return self.iso == ""

    @property
    def is_ongoing(self) -> bool:
        return self.iso == ONGOING

    @property
    def first_day(self) -> date | None:
        """The earliest day that it can be; None when unknown or ongoing."""
        if self.is_unknown or self.is_ongoing:
            return None
        return date.fromisoformat((self.iso + "-01-01")[:10])

    @property
    def last_day(self) -> date | None:
        """The latest day that it can be; None when unknown or ongoing."""
        first = self.first_day
        if first is None:
            return None
        match self.iso.count("-"):
            case 0:
                return date(first.year, 12, 31)
            case 1:
                return date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
            case _:
                return first

    def is_late(self, today: date) -> bool:
        """Whether every day that it can be lies behind us. Unknown and ongoing are never late."""
        last = self.last_day
        return last is not None and last < today

    @property
    def sort_key(self) -> tuple[int, str]:
        """In the order of time; the less precise after the more precise of its period; ongoing, then unknown, last."""
        if self.is_unknown:
            return (2, "")
        if self.is_ongoing:
            return (1, "")
        return (0, self.iso + "~" * (10 - len(self.iso)))


class UnreadableDate(KnownDate):
    """Something that was stored past the portal, or before it refused it, and that is no date.

    It takes no page down: it says of itself that it cannot be read, is never late, sorts last and stays as it is stored
    until somebody writes a date in its place. Whoever works on the project is told so, and the administrator too.
    """

    __slots__ = ()

    def __post_init__(self) -> None:
        """Nothing to check: it is known to be no date."""

    def __str__(self) -> str:
        return "niet te lezen"

    @property
    def words(self) -> str:
        return gettext("niet te lezen")

    @property
    def is_unreadable(self) -> bool:
        return True

    @property
    def is_unknown(self) -> bool:
        return False

    @property
    def is_ongoing(self) -> bool:
        return False

    @property
    def first_day(self) -> date | None:
        return None

    @property
    def sort_key(self) -> tuple[int, str]:
        return (3, "")


def month_named(word: str) -> int:
    """The number of a Dutch month, whole or shortened to three letters or more ("mrt" too)."""
    if word == "mrt":
        return 3
    found = [number for number, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.startswith(word)]
    if len(found) != 1:
        raise ValueError(f"not a month: {word!r}")
    return found[0]


INVALID_DATE = _("Schrijf een datum zoals 12-06-2027, juni 2027, 2027 of doorlopend.")
OUTSIDE = _("Kies een jaar tussen 1900 en 2100.")


class KnownDateFormField(forms.CharField):
    """One line of text; its clean value is a KnownDate."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Bijvoorbeeld 12-06-2027, juni 2027, 2027 of doorlopend."))
        kwargs["max_length"] = 40
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, KnownDate):
            return value
        # What cannot be read comes back as it is stored: for whoever mends it.
        return value.iso if value.is_unreadable else str(value) if value else ""

    def to_python(self, value: Any) -> Any:
        try:
            return KnownDate.parse(str(value or ""))
        except YearOutside as error:
            raise ValidationError(OUTSIDE, code="year") from error
        except ValueError as error:
            raise ValidationError(INVALID_DATE, code="invalid") from error

    def clean(self, value: Any) -> KnownDate:
        super().run_validators(str(value or ""))
        known: KnownDate = self.to_python(value)
        if self.required and known.is_unknown:
            raise ValidationError(self.error_messages["required"], code="required")
        return known


class KnownDateField(models.CharField):  # type: ignore[type-arg]  # the stubs' type parameters carry no custom value type
    """A column that holds a KnownDate as text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: Any, *args: Any) -> KnownDate:
        return KnownDate.stored(value or "")

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, KnownDate) else KnownDate(value or "")

    def get_prep_value(self, value: Any) -> Any:
        return value.iso if isinstance(value, KnownDate) else value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))

    def get_default(self) -> Any:
        return KnownDate("")

    def formfield(self, **kwargs: Any) -> Any:
        return super(models.CharField, self).formfield(**({"form_class": KnownDateFormField} | kwargs))

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(self.get_prep_value(value), model_instance)

    def run_validators(self, value: Any) -> None:
        super().run_validators(self.get_prep_value(value))


class TimeOrder(Func):
    """``KnownDate.sort_key`` of a column in SQL: in the order of time, ongoing and then unknown last."""

    template = "%(expressions)s"

    def __init__(self, column: str) -> None:
        padded = RPad(F(column), 10, Value("~"), output_field=TextField())
        last = (When(**{column: ONGOING}, then=Value("~")), When(**{column: ""}, then=Value("~~")))
        super().__init__(Case(*last, default=padded, output_field=TextField()), output_field=TextField())

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """By the signs themselves and not by the rules of a language, as Python and SQLite do."""
        return self.as_sql(compiler, connection, template='(%(expressions)s) COLLATE "C"', **more)
