"""Forms of goals and of what was measured of them."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Goal, GoalValue
from samenkracht.core.values.dates import KnownDateFormField
from samenkracht.core.web.fields import DATE_HINT, LONGEST_LINE, PAST_HINT, PastDateField, text_area
from samenkracht.core.web.forms import NumberField, StaffForm

# With two decimals as many digits as its column holds.
MOST = 9_999_999_999


class GoalForm(StaffForm):
    """One goal, perhaps with a number to reach and by when."""

    text = forms.CharField(label=_("Wat willen we bereiken?"), max_length=LONGEST_LINE, widget=text_area(3))
    target = NumberField(
        label=_("Streefgetal"), decimals=2, highest=MOST, help_text=_("Bijvoorbeeld 80."), required=False
    )
    unit = forms.CharField(
        label=_("Waarin meet u?"), help_text=_("Bijvoorbeeld procent, mensen of dagen."), max_length=40, required=False
    )
    by_when = KnownDateFormField(label=_("Uiterlijk"), help_text=DATE_HINT, required=False)

    def layout(self) -> Layout:
        return Layout(
            Fieldset(_("Het doel"), "text", css_class="panel"),
            Fieldset(_("Te meten?"), Div("target", "unit", "by_when", css_class="form-grid"), css_class="panel"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("target") is not None and not cleaned.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Schrijf op waarin u meet, bijvoorbeeld procent of mensen."))
        return cleaned


class GoalValueForm(StaffForm):
    """What was measured of a goal."""

    value = NumberField(label=_("Waarde"), decimals=2, highest=MOST)
    measured_on = PastDateField(label=_("Gemeten op"), help_text=PAST_HINT)
    source = forms.CharField(
        label=_("Bron"), help_text=_("Waar het getal vandaan komt."), max_length=200, required=False
    )

    def layout(self) -> Layout:
        return Layout(
            Fieldset(_("De meting"), Div("value", "measured_on", css_class="form-grid"), "source", css_class="panel")
        )


def goal_initial(goal: Goal) -> dict[str, Any]:
    return {name: getattr(goal, name) for name in GoalForm.base_fields}


def value_initial(value: GoalValue) -> dict[str, Any]:
    return {name: getattr(value, name) for name in GoalValueForm.base_fields}
