"""What the gallery of components shows that needs more than a template."""

from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message


class SampleForm(forms.Form):
    """One question of each common kind, filled in wrongly where a mistake shows more."""

    name = forms.CharField(
        label="Hoe heet het project?",
        help_text="Zoals het in de agenda staat.",
        error_messages={"required": "Vul een naam in."},
    )
    why = forms.CharField(label="Waarom is het er?", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    phase = forms.ChoiceField(
        label="In welke fase is het?",
        widget=forms.RadioSelect,
        choices=[("agenda", "Agendering"), ("making", "Ontwikkeling")],
        error_messages={"required": "Kies een fase."},
    )


def gallery_context() -> dict[str, Any]:
    """The form as it comes back after somebody left two questions open, a path, and what the portal says back."""
    return {
        "form": SampleForm({"why": "Omdat mensen het vroegen."}),
        "crumbs": [("Projecten", "#g-parts"), ("Hulp bij het huishouden", "#g-parts"), ("Plan", None)],
        "told": [
            Message(constants.SUCCESS, "Het plan is bewaard."),
            Message(constants.WARNING, "Het formulier sluit over drie dagen."),
            Message(constants.ERROR, "Dit plan is al ingediend."),
        ],
    }
