"""Forms of where a project stands: its state, its phase, and who may see it."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.enums import HALTED_STATES, PUBLISHABLE, PolicyPhase, ProjectState, PublicationLevel
from projects.models import Project
from samenkracht.core.web.fields import LONGEST_TEXT, PAST_HINT, PastDateField, capitalised, text_area
from samenkracht.core.web.forms import DayField, StaffForm


class StateForm(StaffForm):
    """Another state, since when, why and by which decision."""

    state = forms.TypedChoiceField(
        label=_("Nieuwe staat"), choices=capitalised(ProjectState), coerce=ProjectState, widget=forms.RadioSelect
    )
    since = PastDateField(label=_("Sinds"), help_text=PAST_HINT, required=False)
    reason = forms.CharField(
        label=_("Reden"),
        help_text=_(
            "Nodig als het project stilligt, afgerond is of stopt. Van een project dat klaar of gestopt is,"
            " leest iedereen de reden op de pagina voor inwoners."
        ),
        max_length=LONGEST_TEXT,
        required=False,
        widget=text_area(3),
    )
    decision = forms.CharField(
        label=_("Besluit"),
        help_text=_("Wie dit besloot en wanneer. Bijvoorbeeld PFHO van 8 oktober 2026."),
        max_length=200,
        required=False,
    )

    def layout(self) -> Layout:
        return Layout(Fieldset(_("De verandering"), "state", "since", "reason", "decision", css_class="panel"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("state") in HALTED_STATES and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Schrijf op waarom het project stilligt, klaar is of stopt."))
        return cleaned


class PhaseForm(StaffForm):
    """Another phase of the policy cycle, and since when."""

    phase = forms.TypedChoiceField(
        label=_("Nieuwe fase"), choices=capitalised(PolicyPhase), coerce=PolicyPhase, widget=forms.RadioSelect
    )
    since = PastDateField(label=_("Sinds"), help_text=PAST_HINT, required=False)

    def layout(self) -> Layout:
        return Layout(Fieldset(_("De verandering"), "phase", "since", css_class="panel"))


LEVEL_WORDS = [
    (PublicationLevel.PUBLIC, _("Openbaar: iedereen, zodra u de pagina openbaar maakt")),
    (PublicationLevel.PUBLIC_FROM, _("Openbaar vanaf een dag: dan gaat de pagina vanzelf open")),
    (PublicationLevel.INTERNAL, _("Intern: collega’s die alle projecten lezen")),
    (PublicationLevel.CONFIDENTIAL, _("Vertrouwelijk: dezelfde collega’s, en niet doorvertellen")),
    (PublicationLevel.SECRET, _("Geheim: alleen het team en de coördinator weten ervan")),
]


class LevelForm(StaffForm):
    """Who may ever see the project."""

    level = forms.TypedChoiceField(
        label=_("Openbaarheid"), choices=LEVEL_WORDS, coerce=PublicationLevel, widget=forms.RadioSelect
    )
    public_from = DayField(
        label=_("Openbaar vanaf"), help_text=_("Alleen bij ‘openbaar vanaf’. Bijvoorbeeld 1-7-2027."), required=False
    )
    reason = forms.CharField(
        label=_("Reden"),
        help_text=_("Nodig bij intern, vertrouwelijk en geheim."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=text_area(2),
    )

    def layout(self) -> Layout:
        return Layout(
            Fieldset(
                _("Wie mag dit ooit zien?"),
                "level",
                Div("public_from", css_class="form-grid"),
                "reason",
                css_class="panel",
            )
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        level = cleaned.get("level")
        if (
            level == PublicationLevel.PUBLIC_FROM
            and not cleaned.get("public_from")
            and "public_from" not in self.errors
        ):
            self.add_error("public_from", _("Kies de dag vanaf wanneer iedereen het project mag zien."))
        if level and level not in PUBLISHABLE and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Schrijf op waarom niet iedereen dit project mag zien."))
        return cleaned


def level_initial(project: Project) -> dict[str, Any]:
    return {
        "level": project.publication_level,
        "public_from": project.public_from,
        "reason": project.publication_reason,
    }
