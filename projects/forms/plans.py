"""Forms of the participation plan."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.enums import ParticipationLevel
from projects.forms.shared import DATE_HINT, LONGEST_TEXT, text_area
from projects.models import PlanLine
from samenkracht.core.dates import KnownDateFormField
from samenkracht.core.forms import StaffForm


class PlanLineForm(StaffForm):
    """One promise: which input, from whom, what for, how, and what happens with it."""

    input = forms.CharField(
        label=_("Wat vragen wij?"),
        help_text=_("Welke inbreng u vraagt. Bijvoorbeeld: wat mensen nodig hebben bij hulp thuis."),
        max_length=300,
        widget=text_area(2),
    )
    from_whom = forms.CharField(label=_("Aan wie?"), max_length=LONGEST_TEXT, widget=text_area(2))
    purpose = forms.CharField(
        label=_("Waarom?"), help_text=_("Met welk doel u dit vraagt."), max_length=LONGEST_TEXT, widget=text_area(2)
    )
    method = forms.CharField(
        label=_("Hoe?"),
        help_text=_("Hoe u de inbreng verzamelt, en hoe iedereen mee kan doen."),
        max_length=LONGEST_TEXT,
        widget=text_area(3),
    )
    use = forms.CharField(
        label=_("Wat doen wij ermee?"),
        help_text=_("Wie de inbreng gebruikt, en waarvoor."),
        max_length=LONGEST_TEXT,
        widget=text_area(3),
    )
    level = forms.ChoiceField(
        label=_("Trede op de participatieladder"),
        choices=[("", _("Nog niet gekozen")), *ParticipationLevel.choices],
        required=False,
    )
    target_number = forms.IntegerField(
        label=_("Hoeveel mensen wilt u bereiken?"), min_value=1, max_value=1_000_000, required=False
    )
    feedback_due = KnownDateFormField(label=_("Wanneer hoort de inwoner iets?"), help_text=DATE_HINT, required=False)
    feedback_given = KnownDateFormField(
        label=_("Teruggekoppeld op"),
        help_text=_("Vul dit in als de inwoners gehoord hebben wat u met hun inbreng deed."),
        required=False,
    )

    def layout(self) -> Layout:
        return Layout(
            Fieldset(_("De vraag"), "input", "from_whom", "purpose", css_class="panel"),
            Fieldset(_("De aanpak"), "method", "use", css_class="panel"),
            Fieldset(
                _("De belofte"),
                Div("level", "target_number", "feedback_due", "feedback_given", css_class="fgrid"),
                css_class="panel",
            ),
        )


def line_initial(line: PlanLine) -> dict[str, Any]:
    """What the form shows of a stored line."""
    return {name: getattr(line, name) for name in PlanLineForm.base_fields}
