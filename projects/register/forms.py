"""The form of a project, and the filters of the list."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.agendas import queries as agendas_queries
from projects.enums import HALTED_STATES, PolicyPhase, ProgressKind, ProjectState
from projects.models import CooperationAgenda, Municipality, Priority, Programme, Project
from projects.models.project import ProjectQuerySet
from projects.register import queries
from samenkracht.core.values.dates import KnownDateFormField
from samenkracht.core.values.periods import day_in_words
from samenkracht.core.web.fields import (
    DATE_HINT,
    LONGEST_TEXT,
    FilterForm,
    LinesField,
    SearchField,
    capitalised,
    text_area,
)
from samenkracht.core.web.forms import PageField, PhoneField, StaffForm, offer


class ProjectFilterForm(FilterForm):
    """Search, filters, order and page of the list of the workplace."""

    q = SearchField()
    status = forms.ChoiceField(label=_("Staat"), required=False, choices=[("", _("Alle")), *capitalised(ProjectState)])
    fase = forms.ChoiceField(label=_("Fase"), required=False, choices=[("", _("Alle")), *capitalised(PolicyPhase)])
    programma = forms.ChoiceField(label=_("Programma"), required=False)
    volgorde = forms.ChoiceField(label=_("Volgorde"), required=False, choices=queries.ListOrder.choices)
    pagina = PageField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["programma"], [("", _("Alle")), *queries.programmes().values_list("slug", "title")])

    def narrow(self, projects: ProjectQuerySet) -> ProjectQuerySet:
        """Those of ``projects`` that were asked for."""
        found = projects.with_words(self.cleaned_data["q"])
        for name, column in (("status", "state"), ("fase", "phase"), ("programma", "programme__slug")):
            if value := self.cleaned_data[name]:
                found = found.filter(**{column: value})
        return found


class OfAgenda(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """A programme, named with its agenda where the form offers those of several."""

    several_agendas = False

    def label_from_instance(self, obj: Any) -> str:
        return named(obj) if self.several_agendas else str(obj)


class SeveralOfAgenda(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Speerpunten, named with their agenda where the form offers those of several."""

    several_agendas = False

    def label_from_instance(self, obj: Any) -> str:
        return named(obj) if self.several_agendas else str(obj)


class SeveralMunicipalities(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Municipalities; of one that ends, or has ended, with its last day told."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} (tot {day_in_words(obj.valid_until)})" if obj.valid_until else str(obj)


def named(part: Programme | Priority) -> str:
    return f"{part.title} ({part.agenda.title})" if part.agenda else part.title


class ProjectForm(StaffForm):
    """All that the page of a project tells. Its state and phase have verbs of their own, with a history."""

    title = forms.CharField(label=_("Titel"), max_length=120)
    summary = forms.CharField(
        label=_("In het kort"),
        help_text=_("Eén of twee zinnen voor inwoners. Nodig om de pagina openbaar te maken."),
        max_length=600,
        required=False,
        widget=text_area(3),
    )
    meaning = forms.CharField(
        label=_("Wat betekent dit voor u?"),
        help_text=_("Wat verandert er voor een inwoner? Schrijf “u”, in gewone woorden."),
        max_length=1200,
        required=False,
        widget=text_area(3),
    )
    act_now = forms.CharField(
        label=_("Wat kunt u nu doen?"),
        help_text=_(
            "Een open vragenlijst staat hier vanzelf bij, en gaat vanzelf weg als hij sluit. "
            "Nodigt uw tekst uit om hem in te vullen? Zet dan het vinkje hieronder."
        ),
        max_length=1200,
        required=False,
        widget=text_area(3),
    )
    act_now_while_open = forms.BooleanField(
        label=_("Laat deze tekst alleen zien zolang een vragenlijst van dit project open is"), required=False
    )
    agenda = forms.ModelChoiceField(
        label=_("Samenwerkingsagenda"),
        queryset=CooperationAgenda.objects.none(),
        required=False,
        empty_label=_("Nog niet gekozen"),
    )
    programme = OfAgenda(
        label=_("Programma"), queryset=Programme.objects.none(), required=False, empty_label=_("Overkoepelend")
    )
    municipalities = SeveralMunicipalities(
        label=_("Gemeenten"),
        help_text=_("Kies er geen als het project voor de hele regio is."),
        queryset=Municipality.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    cited_priorities = SeveralOfAgenda(
        label=_("Speerpunten van de agenda"),
        queryset=Priority.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    priorities = forms.CharField(
        label=_("RSA Speerpunten"),
        help_text=_("In een zin, als toelichting of als er geen speerpunt in de lijst past."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=text_area(3),
    )
    goals = LinesField(label=_("Wat willen we bereiken?"))
    planned_start = KnownDateFormField(label=_("Beoogde startdatum"), help_text=DATE_HINT, required=False)
    planned_end = KnownDateFormField(label=_("Beoogde einddatum"), help_text=DATE_HINT, required=False)
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
    contact_phone = PhoneField(label=_("Contact: telefoon"), required=False)

    # What stands beside the planned start and end.
    standing: tuple[str, ...] = ()

    def __init__(self, *args: Any, choices: agendas_queries.AgendaChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("agenda", "programme", "municipalities", "cited_priorities"):
            offer(self.fields[name], getattr(choices, name))
        for name in ("programme", "cited_priorities"):
            self.fields[name].several_agendas = len(choices.agenda) > 1  # type: ignore[attr-defined]  # see above
        if not choices.cited_priorities:
            del self.fields["cited_priorities"]

    def layout(self) -> Layout:
        listed = [name for name in ("cited_priorities",) if name in self.fields]
        return Layout(
            Fieldset(
                _("In gewone woorden"),
                "title",
                "summary",
                "meaning",
                "act_now",
                "act_now_while_open",
                css_class="panel",
            ),
            Fieldset(
                _("Waar hoort het bij?"),
                Div("agenda", "programme", css_class="form-grid"),
                "municipalities",
                css_class="panel",
            ),
            Fieldset(_("Speerpunten en doelen"), *listed, "priorities", "goals", css_class="panel"),
            Fieldset(
                _("Waar staat het project?"),
                Div("planned_start", "planned_end", *self.standing, css_class="form-grid"),
                "results",
                "planning",
                css_class="panel",
            ),
            Fieldset(
                _("Contact"),
                Div("contact_function", "contact_email", "contact_phone", css_class="form-grid"),
                css_class="panel",
            ),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("planned_start"), cleaned.get("planned_end")
        if start and end and start.first_day and end.last_day and end.last_day < start.first_day:
            self.add_error("planned_end", _("De einddatum ligt voor de startdatum."))
        self.check_agenda(cleaned)
        return cleaned

    def check_agenda(self, cleaned: dict[str, Any]) -> None:
        """A programme and speerpunten belong to the agenda of the project."""
        agenda, programme = cleaned.get("agenda"), cleaned.get("programme")
        if "agenda" in self.errors:
            return
        if programme and programme.agenda != agenda:
            owner = programme.agenda or _("geen agenda")
            words = _("“%(programme)s” hoort bij %(owner)s. Kies een programma van de gekozen agenda.")
            self.add_error("programme", words % {"programme": programme.title, "owner": owner})
        others = [one.title for one in cleaned.get("cited_priorities") or () if one.agenda != agenda]
        if others:
            words = _("Kies speerpunten van de gekozen agenda. “%(title)s” hoort daar niet bij.")
            self.add_error("cited_priorities", words % {"title": others[0]})


class NewProjectForm(ProjectForm):
    """A project that is not there yet, with where it stands. What was closed already gets its reason on "Verloop"."""

    standing = ("state", "phase")
    state = forms.TypedChoiceField(
        label=_("Staat van het project"),
        choices=[choice for choice in capitalised(ProjectState) if choice[0] not in HALTED_STATES],
        coerce=ProjectState,
    )
    phase = forms.TypedChoiceField(
        label=_("Fase van het beleid"), choices=capitalised(PolicyPhase), coerce=PolicyPhase, empty_value=None
    )


def project_initial(project: Project) -> dict[str, Any]:
    """What the form shows of a stored project."""
    apart = ("goals", "results", "planning", "municipalities", "cited_priorities")
    columns = [name for name in ProjectForm.base_fields if name not in apart]
    return {name: getattr(project, name) for name in columns} | {
        "municipalities": list(project.municipalities.all()),
        "cited_priorities": list(project.cited_priorities.all()),
        "goals": [goal.text for goal in project.goals.filter(parent=None)],
        "results": [item.text for item in queries.progress_of(project, ProgressKind.RESULT)],
        "planning": [item.text for item in queries.progress_of(project, ProgressKind.PLANNING)],
    }
