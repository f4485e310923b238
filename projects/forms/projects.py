"""The form of a project, and the filters of the list."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from projects import queries
from projects.enums import PolicyPhase, ProgressKind, ProjectState
from projects.forms.shared import DATE_HINT, LONGEST_TEXT, FilterForm, LinesField, capitalised, text_area
from projects.models import Programme, Project
from projects.models.project import ProjectQuerySet
from samenkracht.core.dates import KnownDateFormField
from samenkracht.core.forms import StaffForm


class ProjectFilterForm(FilterForm):
    """Search, filters, order and page of the list of the workplace."""

    q = forms.CharField(required=False, max_length=100)
    status = forms.ChoiceField(label=_("Staat"), required=False, choices=[("", _("Alle")), *capitalised(ProjectState)])
    fase = forms.ChoiceField(label=_("Fase"), required=False, choices=[("", _("Alle")), *capitalised(PolicyPhase)])
    programma = forms.ModelChoiceField(
        label=_("Programma"),
        required=False,
        queryset=Programme.objects.all(),
        to_field_name="slug",
        empty_label=_("Alle"),
    )
    volgorde = forms.ChoiceField(label=_("Volgorde"), required=False, choices=queries.ListOrder.choices)
    pagina = forms.IntegerField(required=False, min_value=1, max_value=10_000)

    def narrow(self, projects: ProjectQuerySet) -> ProjectQuerySet:
        """Those of ``projects`` that were asked for."""
        found = projects.with_words(self.cleaned_data["q"])
        for name, column in (("status", "state"), ("fase", "phase"), ("programma", "programme")):
            if value := self.cleaned_data[name]:
                found = found.filter(**{column: value})
        return found


class ProjectForm(StaffForm):
    """All that the page of a project tells."""

    title = forms.CharField(label=_("Titel"), max_length=120)
    summary = forms.CharField(
        label=_("In het kort"),
        help_text=_("Eén of twee zinnen voor inwoners. Nodig om de pagina openbaar te maken."),
        max_length=600,
        required=False,
        widget=text_area(3),
    )
    programme = forms.ModelChoiceField(
        label=_("Programma"), queryset=Programme.objects.all(), required=False, empty_label=_("Overkoepelend")
    )
    priorities = forms.CharField(
        label=_("RSA Speerpunten"), max_length=LONGEST_TEXT, required=False, widget=text_area(3)
    )
    goals = LinesField(label=_("Wat willen we bereiken?"))
    planned_start = KnownDateFormField(label=_("Beoogde startdatum"), help_text=DATE_HINT, required=False)
    planned_end = KnownDateFormField(label=_("Beoogde einddatum"), help_text=DATE_HINT, required=False)
    state = forms.TypedChoiceField(
        label=_("Staat van het project"), choices=capitalised(ProjectState), coerce=ProjectState
    )
    phase = forms.TypedChoiceField(
        label=_("Fase van het beleid"), choices=capitalised(PolicyPhase), coerce=PolicyPhase, empty_value=None
    )
    results = LinesField(label=ProgressKind.RESULT.label)
    planning = LinesField(label=ProgressKind.PLANNING.label)
    contact_function = forms.CharField(
        label=_("Contact: functie"),
        help_text=_("Een functie, geen naam. Bijvoorbeeld projectleider wonen."),
        max_length=120,
        required=False,
    )
    contact_email = forms.EmailField(
        label=_("Contact: e-mailadres"),
        help_text=_("Liefst een postbus van de functie. Nodig om de pagina openbaar te maken."),
        max_length=254,
        required=False,
    )
    contact_phone = forms.CharField(label=_("Contact: telefoon"), max_length=30, required=False)

    def layout(self) -> Layout:
        return Layout(
            Fieldset(_("Waar gaat het om?"), "title", "summary", "programme", css_class="panel"),
            Fieldset(_("Speerpunten en doelen"), "priorities", "goals", css_class="panel"),
            Fieldset(
                _("Waar staat het project?"),
                Div("planned_start", "planned_end", "state", "phase", css_class="fgrid"),
                "results",
                "planning",
                css_class="panel",
            ),
            Fieldset(
                _("Contact"),
                Div("contact_function", "contact_email", "contact_phone", css_class="fgrid"),
                css_class="panel",
            ),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("planned_start"), cleaned.get("planned_end")
        if start and end and start.first_day and end.last_day and end.last_day < start.first_day:
            self.add_error("planned_end", _("De einddatum ligt voor de startdatum."))
        return cleaned


def project_initial(project: Project) -> dict[str, Any]:
    """What the form shows of a stored project."""
    columns = [name for name in ProjectForm.base_fields if name not in ("goals", "results", "planning")]
    return {name: getattr(project, name) for name in columns} | {
        "goals": [goal.text for goal in project.goals.all()],
        "results": [item.text for item in queries.progress_of(project, ProgressKind.RESULT)],
        "planning": [item.text for item in queries.progress_of(project, ProgressKind.PLANNING)],
    }
