"""Forms of what the region says of itself, and of numbers that residents can call."""

import re
from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from projects.models import HelpNumber, Municipality
from samenkracht.core.web.fields import DAY_HINT, LastDayField
from samenkracht.core.web.forms import DayField, PhoneField, StaffForm
from samenkracht.core.web.region import PLAIN, TRANSLATED, Region, as_stored

MARKUP = re.compile(r"<\s*[A-Za-z/!?]|&#?\w+;")
# They turn around what stands after them, on pages where these words stand inside a sentence.
DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class PlainField(forms.CharField):
    """One line of words, without markup and without signs that turn the reading direction."""

    def clean(self, value: Any) -> str:
        text = " ".join(str(super().clean(value)).split())
        if MARKUP.search(text):
            raise ValidationError(_("Schrijf gewone tekst, zonder opmaak."), code="markup")
        if DIRECTION.search(text):
            raise ValidationError(
                _("Hierin staat een onzichtbaar teken dat de leesrichting omkeert. Typ de tekst opnieuw."),
                code="direction",
            )
        return text


class RegionTextsForm(StaffForm):
    """All that pages for residents say of the region."""

    name = PlainField(label=_("Naam van de regio"), max_length=80)
    motto = PlainField(label=_("Motto"), max_length=120, required=False, help_text=_("Staat onderaan elke pagina."))
    motto_en = PlainField(label=_("Motto in het Engels"), max_length=120, required=False)
    phone = PhoneField(label=_("Telefoonnummer"))
    phone_hours = PlainField(
        label=_("Wanneer kunnen inwoners bellen?"),
        max_length=120,
        required=False,
        help_text=_("Bijvoorbeeld: op werkdagen van 9.00 tot 17.00 uur."),
    )
    phone_hours_en = PlainField(label=_("Wanneer, in het Engels"), max_length=120, required=False)
    email = forms.EmailField(label=_("Mailadres"), max_length=120)
    post_address = PlainField(
        label=_("Postadres"), max_length=200, required=False, help_text=_("Op één regel, met komma’s.")
    )
    privacy_email = forms.EmailField(
        label=_("Mailadres voor vragen over privacy"),
        max_length=120,
        required=False,
        help_text=_("Staat op de pagina over privacy. Leeg: het gewone mailadres."),
    )
    help_words = PlainField(
        label=_("Woorden bij de hulpnummers"),
        max_length=300,
        required=False,
        help_text=_("“Bel bij direct gevaar 112” staat er al boven."),
    )
    help_words_en = PlainField(label=_("Deze woorden in het Engels"), max_length=300, required=False)

    def layout(self) -> Layout:
        return Layout(
            Fieldset(_("De regio"), "name", Div("motto", "motto_en", css_class="form-grid"), css_class="panel"),
            Fieldset(
                _("Hoe inwoners u bereiken"),
                Div("phone", "email", "phone_hours", "phone_hours_en", css_class="form-grid"),
                "post_address",
                "privacy_email",
                css_class="panel",
            ),
            Fieldset(_("Hebt u nu hulp nodig?"), "help_words", "help_words_en", css_class="panel"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for key in TRANSLATED:
            if cleaned.get(f"{key}_en") and not cleaned.get(key) and not self.has_error(key):
                self.add_error(key, _("Vul ook de Nederlandse tekst in."))
        return cleaned


def texts_initial(region: Region) -> dict[str, str]:
    """What stands in the form."""
    stored = as_stored(region)
    dutch = {key: stored.get(key, ("", ""))[0] for key in (*PLAIN, *TRANSLATED)}
    return dutch | {f"{key}_en": stored.get(key, ("", ""))[1] for key in TRANSLATED}


def texts_of(cleaned: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Dutch and English by key, of what was filled in."""
    return {key: (cleaned[key], cleaned.get(f"{key}_en", "")) for key in (*PLAIN, *TRANSLATED)}


class HelpNumberForm(StaffForm):
    """A number that residents can call."""

    municipality = forms.ModelChoiceField(
        label=_("Voor wie?"),
        queryset=Municipality.objects.order_by("name"),
        required=False,
        empty_label=_("De hele regio"),
        error_messages={"invalid_choice": _("Kies een gemeente uit de lijst.")},
    )
    name = PlainField(label=_("Wie neemt op?"), max_length=80, help_text=_("Bijvoorbeeld: het sociaal wijkteam."))
    name_en = PlainField(label=_("Wie neemt op, in het Engels"), max_length=80, required=False)
    number = PhoneField(label=_("Telefoonnummer"))
    hours = PlainField(
        label=_("Wanneer?"),
        max_length=120,
        required=False,
        help_text=_("Bijvoorbeeld: dag en nacht, of op werkdagen van 9.00 tot 17.00 uur."),
    )
    hours_en = PlainField(label=_("Wanneer, in het Engels"), max_length=120, required=False)
    valid_from = DayField(label=_("Eerste dag"), required=False, help_text=DAY_HINT)
    valid_until = LastDayField(label=_("Laatste dag"), required=False, help_text=_("Laat leeg als het nummer blijft."))

    def layout(self) -> Layout:
        return Layout(
            Fieldset(
                _("Het nummer"),
                "municipality",
                Div("name", "name_en", css_class="form-grid"),
                "number",
                Div("hours", "hours_en", css_class="form-grid"),
                css_class="panel",
            ),
            Fieldset(
                _("Wanneer geldt het?"), Div("valid_from", "valid_until", css_class="form-grid"), css_class="panel"
            ),
        )


def help_number_initial(one: HelpNumber) -> dict[str, Any]:
    names = ("name", "name_en", "number", "hours", "hours_en", "valid_from", "valid_until")
    return {name: getattr(one, name) for name in names} | {"municipality": one.municipality_id}
