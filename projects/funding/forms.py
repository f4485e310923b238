"""The form of a source of money."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Funding
from samenkracht.core.values.dates import KnownDateFormField
from samenkracht.core.web.fields import DATE_HINT, LONGEST_TEXT, text_area
from samenkracht.core.web.forms import EurosField, StaffForm


class FundingForm(StaffForm):
    """Where the money comes from, how much, and until when."""

    source = forms.CharField(
        label=_("Waar komt het geld vandaan?"),
        help_text=_("Bijvoorbeeld bijdrage van de gemeenten, of subsidie van het Rijk."),
        max_length=200,
    )
    amount = EurosField(
        label=_("Bedrag in hele euro’s"),
        help_text=_("Bijvoorbeeld 25.000. Bij structureel geld: per jaar."),
        required=False,
    )
    is_structural = forms.BooleanField(label=_("Structureel: het komt elk jaar terug"), required=False)
    starts = KnownDateFormField(label=_("Vanaf"), help_text=DATE_HINT, required=False)
    ends = KnownDateFormField(
        label=_("Tot en met"), help_text=_("Nodig als het geld niet structureel is."), required=False
    )
    note = forms.CharField(label=_("Toelichting"), max_length=LONGEST_TEXT, required=False, widget=text_area(2))

    def layout(self) -> Layout:
        return Layout(
            Fieldset(_("Het geld"), "source", "amount", css_class="panel"),
            Fieldset(
                _("Tot wanneer?"),
                "is_structural",
                Div("starts", "ends", css_class="form-grid"),
                "note",
                css_class="panel",
            ),
        )


def funding_initial(funding: Funding) -> dict[str, Any]:
    return {name: getattr(funding, name) for name in FundingForm.base_fields}
