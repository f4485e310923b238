"""Forms of projects, plans and teams: text in, clean values out."""

from typing import Any, cast
from urllib.parse import urlencode

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from projects import queries
from projects.enums import ParticipationLevel, PolicyPhase, ProgressKind, ProjectState
from projects.models import PlanLine, Programme, Project
from projects.models.project import ProjectQuerySet
from samenkracht.accounts.models import User
from samenkracht.core.dates import KnownDateFormField
from samenkracht.core.forms import StaffForm

DATE_HINT = _("Bijvoorbeeld januari 2027, 12-06-2027, 2027 of doorlopend.")
LINES_HINT = _("Eén punt per regel.")
MOST_LINES = 40
LONGEST_LINE = 500
LONGEST_TEXT = 4000


def capitalised(choices: type[TextChoices]) -> list[tuple[str, Any]]:
    """The choices with a capital, as they stand alone in a list."""
    return [(value, capfirst(label)) for value, label in choices.choices]


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class LinesField(forms.CharField):
    """A numbered list as plain text, one item per line; its clean value is the list of items."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", LINES_HINT)
        super().__init__(**{"required": False, "widget": text_area(5), **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        items = [line for line in lines if line]
        if len(items) > MOST_LINES:
            raise ValidationError(_("Schrijf hooguit %(most)d punten op."), params={"most": MOST_LINES})
        if any(len(item) > LONGEST_LINE for item in items):
            raise ValidationError(_("Houd elk punt korter dan %(most)d tekens."), params={"most": LONGEST_LINE})
        return items


class FilterForm(forms.Form):
    """What the address of a list may ask. An unknown name or value is not guessed at: the page answers 400."""

    def asks_what_it_may(self) -> bool:
        return set(self.data) <= set(self.fields) and self.is_valid()

    def query_but(self, *names: str) -> str:
        """The asked parts of the address but these, to put behind a question mark: ``a=1&`` or nothing."""
        asked = cast(QueryDict, self.data).lists()
        kept = [(name, value) for name, values in asked for value in values if name not in names and value]
        return f"{urlencode(kept)}&" if kept else ""

    def query_without(self, name: str, value: str) -> str:
        """The address's question without this one choice, from its first page."""
        asked = cast(QueryDict, self.data).lists()
        kept = [(n, v) for n, values in asked for v in values if v and n != "pagina" and (n, v) != (name, value)]
        return f"?{urlencode(kept)}"


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


class TeamForm(StaffForm):
    """Leader, deputy and editors, each one of the people who may be in a team."""

    leader = forms.ModelChoiceField(
        label=_("Projectleider"), queryset=User.objects.none(), empty_label=_("Kies iemand")
    )
    deputy = forms.ModelChoiceField(
        label=_("Vervanger"), queryset=User.objects.none(), required=False, empty_label=_("Niemand")
    )
    editors = forms.ModelMultipleChoiceField(
        label=_("Redacteuren"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("leader", "deputy", "editors"):
            self.fields[name].queryset = queries.assignable_users()  # type: ignore[attr-defined]  # a model choice

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        leader, deputy, editors = cleaned.get("leader"), cleaned.get("deputy"), cleaned.get("editors") or []
        if deputy and deputy == leader:
            self.add_error("deputy", _("De vervanger is iemand anders dan de projectleider."))
        if {leader, deputy} & set(editors):
            self.add_error("editors", _("Kies bij redacteuren niet de projectleider of de vervanger."))
        return cleaned


def team_initial(team: queries.Team) -> dict[str, Any]:
    return {"leader": team.leader, "deputy": team.deputy, "editors": team.editors}
