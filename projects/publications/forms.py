"""The form of a publication."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Publication
from samenkracht.core.web.fields import PAST_HINT, PastDateField
from samenkracht.core.web.forms import StaffForm


class PublicationForm(StaffForm):
    """Something that everybody may open."""

    title = forms.CharField(label=_("Titel"), max_length=200)
    url = forms.URLField(
        label=_("Link"),
        help_text=_("Het adres van de pagina of het bestand, met https:// ervoor."),
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Schrijf een adres zoals https://www.regio.example/verslag.")},
    )
    published_on = PastDateField(label=_("Verschenen op"), help_text=PAST_HINT, required=False)

    def layout(self) -> Layout:
        return Layout(Fieldset(_("De publicatie"), "title", "url", "published_on", css_class="panel"))

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if not url.lower().startswith(("https://", "http://")):
            raise forms.ValidationError(_("Schrijf een adres dat met https:// begint."))
        return url


def publication_initial(publication: Publication) -> dict[str, Any]:
    return {name: getattr(publication, name) for name in PublicationForm.base_fields}
