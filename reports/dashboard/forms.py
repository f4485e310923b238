"""What the address of the dashboard may ask."""

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from projects.enums import PlanStatus, PolicyPhase, ProjectState
from projects.models import Programme
from samenkracht.core.web.fields import FilterForm

ALL = ("", _("Alle"))
# States of a plan beside those of the plan itself.
PLAN_STATES = [
    ("empty", _("Leeg")),
    ("without_participation", _("Geen participatie")),
    ("renewed", _("Besluit genomen, nieuwe versie in de maak")),
    *((value, capfirst(label)) for value, label in PlanStatus.choices),
]
SEVERITIES = [("nood", _("Woord nodig")), ("let", _("Let op")), ("ok", _("Op koers")), ("rust", _("Klaar of gestopt"))]


class DashboardFilterForm(FilterForm):
    """Programme, phase and state narrow the projects; attention and plan narrow what was found."""

    programma = forms.ModelChoiceField(
        label=_("Programma"),
        required=False,
        queryset=Programme.objects.all(),
        to_field_name="slug",
        empty_label=_("Alle"),
    )
    fase = forms.ChoiceField(
        label=_("Fase"), required=False, choices=[ALL, *((v, capfirst(w)) for v, w in PolicyPhase.choices)]
    )
    staat = forms.ChoiceField(
        label=_("Staat"), required=False, choices=[ALL, *((v, capfirst(w)) for v, w in ProjectState.choices)]
    )
    plan = forms.ChoiceField(label=_("Plan"), required=False, choices=[ALL, *PLAN_STATES])
    aandacht = forms.ChoiceField(label=_("Aandacht"), required=False, choices=[ALL, *SEVERITIES])

    def narrowing(self) -> Q:
        """The projects that were asked for."""
        condition = Q()
        for name, column in (("programma", "programme"), ("fase", "phase"), ("staat", "state")):
            if value := self.cleaned_data[name]:
                condition &= Q(**{column: value})
        return condition

    @property
    def narrows(self) -> bool:
        """Whether anything was asked."""
        return self.choices_made > 0
