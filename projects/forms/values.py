"""A field for days of the past, typed as people write them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samenkracht.core.dates import KnownDate, KnownDateFormField


class PastDateField(KnownDateFormField):
    """A day, month or year that has been; never "doorlopend"."""

    def clean(self, value: Any) -> KnownDate:
        known = super().clean(value)
        if known.is_ongoing:
            raise ValidationError(_("Schrijf een dag, een maand of een jaar."), code="ongoing")
        return known
