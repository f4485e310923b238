"""Fields for numbers, money and days of the past, typed as people write them."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samenkracht.core.dates import KnownDate, KnownDateFormField

THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")
EUROS = re.compile(r"\d{1,3}(\.\d{3})+|\d{1,9}")
MOST_EUROS = 2_000_000_000


class NumberField(forms.DecimalField):
    """A number as the Dutch write it: 12,5 or 1.250."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        errors = {
            "invalid": _("Schrijf een getal, zoals 80 of 12,5."),
            "max_digits": _("Dit getal is te groot."),
            "max_whole_digits": _("Dit getal is te groot."),
            "max_decimal_places": _("Schrijf hooguit twee cijfers achter de komma."),
        }
        super().__init__(max_digits=12, decimal_places=2, widget=widget, error_messages=errors, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if "," in text or THOUSANDS.fullmatch(text):
            text = text.replace(".", "").replace(",", ".")
        return super().to_python(text)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if value % 1 else f"{value:.0f}"


class EurosField(forms.CharField):
    """An amount in whole euros: 25000, 25.000 or € 25.000."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).replace("€", "").replace(" ", "").removesuffix(",-")
        if not text:
            return None
        if not EUROS.fullmatch(text) or int(text.replace(".", "")) > MOST_EUROS:
            raise ValidationError(_("Schrijf een bedrag in hele euro’s, zoals 25.000."), code="invalid")
        return int(text.replace(".", ""))

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class PastDateField(KnownDateFormField):
    """A day, month or year that has been; never "doorlopend"."""

    def clean(self, value: Any) -> KnownDate:
        known = super().clean(value)
        if known.is_ongoing:
            raise ValidationError(_("Schrijf een dag, een maand of een jaar."), code="ongoing")
        return known
