"""What must be better, and what came of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import ImprovementProposal
from samenkracht.core.values.dates import KnownDateFormField
from samenkracht.core.web.fields import LONGEST_TEXT, text_area
from samenkracht.core.web.forms import StaffForm


class ImprovementForm(StaffForm):
    """What must be better, who does it and by when."""

    text = forms.CharField(
        label=_("Wat moet er beter?"),
        help_text=_("Schrijf wat iemand gaat doen. Bijvoorbeeld: elke drie maanden vertellen wat er is gedaan."),
        max_length=LONGEST_TEXT,
        widget=text_area(3),
    )
    owner = forms.CharField(
        label=_("Wie doet dit?"),
        help_text=_("Een functie, geen naam. Bijvoorbeeld projectleider."),
        max_length=120,
    )
    due = KnownDateFormField(label=_("Wanneer is het klaar?"), required=False)


def improvement_initial(proposal: ImprovementProposal) -> dict[str, Any]:
    return {name: getattr(proposal, name) for name in ImprovementForm.base_fields}


class DoneForm(StaffForm):
    """What came of an improvement proposal."""

    outcome = forms.CharField(
        label=_("Wat is er gedaan?"), max_length=LONGEST_TEXT, required=False, widget=text_area(3)
    )


class DropForm(StaffForm):
    """Why an improvement proposal will not be done."""

    reason = forms.CharField(label=_("Waarom vervalt dit?"), max_length=LONGEST_TEXT, widget=text_area(3))
