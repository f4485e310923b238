"""What forms of several floors share: fields, their hints, and the question that the address of a list asks."""

from datetime import date, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from samenkracht.core.values.dates import KnownDate, KnownDateFormField
from samenkracht.core.web.forms import DayField

PAST_HINT = _("Bijvoorbeeld 12-06-2026, juni 2026 of 2026.")
DAY_HINT = _("Bijvoorbeeld 1-1-2027.")
DATE_HINT = _("Bijvoorbeeld januari 2027, 12-06-2027, 2027 of doorlopend.")
LINES_HINT = _("Eén punt per regel.")
MOST_LINES = 40
LONGEST_LINE = 500
LONGEST_TEXT = 4000


def capitalised(choices: type[TextChoices]) -> list[tuple[str, Any]]:
    """The choices with a capital, as they stand alone in a list."""
    return [(value, capfirst(label)) for value, label in choices.choices]


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class LinesField(forms.CharField):
    """A numbered list as plain text, one item per line; its clean value is the list of items."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", LINES_HINT)
        super().__init__(**{"required": False, "widget": text_area(5), **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        items = [line for line in lines if line]
        if len(items) > MOST_LINES:
            raise ValidationError(_("Schrijf hooguit %(most)d punten op."), params={"most": MOST_LINES})
        if any(len(item) > LONGEST_LINE for item in items):
            raise ValidationError(_("Houd elk punt korter dan %(most)d tekens."), params={"most": LONGEST_LINE})
        return items


class PastDateField(KnownDateFormField):
    """A day, month or year that has been; never "doorlopend"."""

    def clean(self, value: Any) -> KnownDate:
        known = super().clean(value)
        if known.is_ongoing:
            raise ValidationError(_("Schrijf een dag, een maand of een jaar."), code="ongoing")
        return known


class LastDayField(DayField):
    """The last day on which something is in force; its clean value is the day after, from which it no longer is."""

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        return day + timedelta(days=1) if day else None

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(value - timedelta(days=1) if isinstance(value, date) else value)


class SearchField(forms.CharField):
    """Words to search for. Of more than anybody types, the beginning is searched for; the box shows what that was."""

    LONGEST = 100

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "")[: self.LONGEST].strip()


class FilterForm(forms.Form):
    """What the address of a list may ask.

    A name that it does not know is nobody's question: links from elsewhere carry their own (``fbclid``). A value that
    it does not know is not guessed at: the page answers 400.
    """

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(None if data is None else self.asked_of(data), **options)

    def asked_of(self, data: QueryDict) -> QueryDict:
        """What the address says by the names of the fields, a long search cut."""
        asked = QueryDict(mutable=True)
        for name, field in self.base_fields.items():
            if name in data:
                asked.setlist(name, data.getlist(name))
            if isinstance(field, SearchField) and asked.get(name):
                asked[name] = field.to_python(asked[name])
        return asked

    @property
    def choices(self) -> list[forms.BoundField]:
        """The fields of which one is chosen from a list."""
        return [field for field in self if isinstance(field.field, forms.ChoiceField)]

    @property
    def choices_made(self) -> int:
        """How many of those narrow."""
        return sum(bool(self.cleaned_data[field.name]) for field in self.choices)

    def query_but(self, *names: str) -> str:
        """The asked parts of the address but these, to put behind a question mark: ``a=1&`` or nothing."""
        asked = cast(QueryDict, self.data).lists()
        kept = [(name, value) for name, values in asked for value in values if name not in names and value]
        return f"{urlencode(kept)}&" if kept else ""

    def query_without(self, name: str, value: str) -> str:
        """The address's question without this one choice, from its first page."""
        asked = cast(QueryDict, self.data).lists()
        kept = [(n, v) for n, values in asked for v in values if v and n != "pagina" and (n, v) != (name, value)]
        return f"?{urlencode(kept)}"
