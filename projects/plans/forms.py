"""Forms of the lines and texts of a participation plan."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from projects.enums import ExpertRole, ParticipationLevel, PolicyPhase
from projects.models import Meeting, ParticipationPlan, PlanLine, PlanVersion, Project
from projects.plans.content.plan import LINE_WORDS, TEXT_WORDS
from samenkracht.core.values.dates import KnownDateFormField
from samenkracht.core.web.fields import DATE_HINT, LONGEST_TEXT, FilterForm, PastDateField, capitalised, text_area
from samenkracht.core.web.forms import NumberField, StaffForm, offer

NOT_CHOSEN = ("", _("Nog niet gekozen"))


class FeedbackForm(StaffForm):
    """What became of a promise: all that can be told while the plan is locked."""

    feedback_given = PastDateField(
        label=_("Teruggekoppeld op"),
        help_text=_("Vul dit in als de inwoners gehoord hebben wat u met hun inbreng deed."),
        required=False,
    )


class PlanLineForm(StaffForm):
    """One promise: which input, from whom, what for, how, and what happens with it. The short plan comes first."""

    input = forms.CharField(
        label=LINE_WORDS["input"],
        help_text=_("Welke inbreng u vraagt. Bijvoorbeeld: wat mensen nodig hebben bij hulp thuis."),
        max_length=300,
        widget=text_area(2),
    )
    from_whom = forms.CharField(label=LINE_WORDS["from_whom"], max_length=LONGEST_TEXT, widget=text_area(2))
    purpose = forms.CharField(
        label=LINE_WORDS["purpose"],
        help_text=_("Met welk doel u dit vraagt."),
        max_length=LONGEST_TEXT,
        widget=text_area(2),
    )
    method = forms.CharField(
        label=LINE_WORDS["method"],
        help_text=_("Hoe u de inbreng verzamelt."),
        max_length=LONGEST_TEXT,
        widget=text_area(3),
    )
    use = forms.CharField(
        label=LINE_WORDS["use"],
        help_text=_("Wie de inbreng gebruikt, en waarvoor."),
        max_length=LONGEST_TEXT,
        widget=text_area(3),
    )
    feedback_due = KnownDateFormField(
        label=LINE_WORDS["feedback_due"],
        help_text=_(
            "Bijvoorbeeld januari 2027, 12-06-2027, 2027 of doorlopend. "
            "U kunt het plan pas indienen als dit bij minstens één regel staat."
        ),
        required=False,
    )
    level = forms.ChoiceField(
        label=LINE_WORDS["level"], choices=[NOT_CHOSEN, *ParticipationLevel.choices], required=False
    )
    level_reason = forms.CharField(
        label=LINE_WORDS["level_reason"], max_length=LONGEST_TEXT, required=False, widget=text_area(2)
    )
    target_number = NumberField(label=LINE_WORDS["target_number"], lowest=1, highest=1_000_000, required=False)
    measures = forms.CharField(
        label=LINE_WORDS["measures"],
        help_text=_("Bijvoorbeeld: gewone taal, iemand die helpt, reiskosten, een plek die iedereen kan bereiken."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=text_area(2),
    )
    phase = forms.ChoiceField(
        label=LINE_WORDS["phase"], choices=[NOT_CHOSEN, *capitalised(PolicyPhase)], required=False
    )
    period_start = KnownDateFormField(label=LINE_WORDS["period_start"], help_text=DATE_HINT, required=False)
    period_end = KnownDateFormField(label=LINE_WORDS["period_end"], required=False, help_text="")
    owner = forms.CharField(
        label=LINE_WORDS["owner"], help_text=_("Een functie, geen naam."), max_length=120, required=False
    )
    experts = forms.ChoiceField(
        label=LINE_WORDS["experts"],
        choices=[("", _("Geen, of nog niet gekozen")), *capitalised(ExpertRole)],
        required=False,
    )
    feedback_given = PastDateField(
        label=_("Teruggekoppeld op"),
        help_text=_("Vul dit in als de inwoners gehoord hebben wat u met hun inbreng deed."),
        required=False,
    )

    def layout(self) -> Layout:
        return Layout(
            Fieldset(_("De vraag"), "input", "from_whom", "purpose", css_class="panel"),
            Fieldset(_("De aanpak"), "method", "use", "feedback_due", css_class="panel"),
            Fieldset(
                _("Meer over deze regel"),
                Div("level", "target_number", css_class="form-grid"),
                "level_reason",
                "measures",
                Div("phase", "experts", "period_start", "period_end", "owner", "feedback_given", css_class="form-grid"),
                css_class="panel",
            ),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and start.first_day and end.last_day and end.last_day < start.first_day:
            self.add_error("period_end", _("Het einde van de periode ligt voor het begin."))
        return cleaned


def line_initial(line: PlanLine) -> dict[str, Any]:
    """What the form shows of a stored line."""
    return {name: getattr(line, name) for name in PlanLineForm.base_fields}


TEXT_HINTS = {
    "motive": _("Waarom vraagt u dit, en waarom aan deze mensen?"),
    "room": _("Wat staat vast? Waarover kunnen inwoners nog meedenken of meebeslissen?"),
    "planning": _("Wat gebeurt er wanneer?"),
    "roles": _("Wie trekt het plan, wie helpt, en wat doen ervaringsdeskundigen?"),
    "communication": _("Hoe horen mensen dat zij mee kunnen doen, en langs welke wegen?"),
    "privacy": _("Welke persoonsgegevens vraagt u, op welke grond, en hoelang bewaart u die?"),
    "feedback": _("Hoe, wanneer en aan wie vertelt u wat er met de inbreng is gedaan?"),
    "evaluation": _("Wanneer kijkt u terug, en waaraan ziet u of het goed ging?"),
    "means": _("Hoeveel uren, geld en mensen zijn er?"),
}


class PlanTextsForm(StaffForm):
    """What is told once for the whole plan. Nothing of it is needed for a short plan."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in TEXT_WORDS.items():
            self.fields[name] = forms.CharField(
                label=words,
                help_text=TEXT_HINTS[name],
                max_length=LONGEST_TEXT,
                required=False,
                widget=text_area(3),
            )

    def layout(self) -> Layout:
        return Layout(
            Fieldset(_("Waarom en waarover"), "motive", "room", css_class="panel"),
            Fieldset(_("Wanneer en door wie"), "planning", "roles", "means", css_class="panel"),
            Fieldset(_("Tegenover inwoners"), "communication", "privacy", "feedback", css_class="panel"),
            Fieldset(_("Achteraf"), "evaluation", css_class="panel"),
        )


def texts_initial(plan: ParticipationPlan) -> dict[str, str]:
    """What the form shows of a stored plan."""
    return {name: getattr(plan, name) for name in TEXT_WORDS}


class DeclineForm(StaffForm):
    """Why residents are asked nothing."""

    reason = forms.CharField(
        label=_("Waarom vraagt u inwoners hier niets?"),
        help_text=_(
            "Inwoners lezen dit op de projectpagina. Bijvoorbeeld: de wet laat geen ruimte, of inwoners dachten hier "
            "al over mee in een ander project."
        ),
        max_length=LONGEST_TEXT,
        widget=text_area(4),
    )


def decline_initial(plan: ParticipationPlan) -> dict[str, str]:
    return {"reason": plan.no_participation_reason}


# Forms of decisions on a plan, of copies, and of the comparison of versions

# Under this name the working copy stands among the versions.
NOW = "nu"


class DecisionForm(StaffForm):
    """A decision about the version that was on the screen."""

    version = NumberField(widget=forms.HiddenInput, lowest=0, highest=32_000, required=False)

    def clean_version(self) -> int:
        number: int | None = self.cleaned_data["version"]
        return number or 0


class ReturnForm(DecisionForm):
    """What must change before the plan can be agreed to."""

    field_order = ("remarks", "version")

    remarks = forms.CharField(
        label=_("Wat moet er anders?"),
        help_text=_("Het team leest dit. Noem de regel of het onderdeel waar het om gaat."),
        max_length=LONGEST_TEXT,
        widget=text_area(5),
    )


def meeting_words(meeting: Meeting) -> str:
    """Such as "PFHO J&O, 11 juli 2024"."""
    return f"{meeting.words}, {date_format(meeting.held_on, 'j F Y')}"


class MeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no parameters at runtime
    def label_from_instance(self, obj: Any) -> str:
        return meeting_words(obj)


class EstablishForm(DecisionForm):
    """In which meeting a body established the plan."""

    field_order = ("meeting", "version")

    meeting = MeetingField(
        label=_("In welk overleg?"), queryset=Meeting.objects.none(), empty_label=_("Kies een overleg")
    )

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).prefetch_related("bodies")
        offer(self.fields["meeting"], found.order_by("-held_on", "-pk"))


class ProjectField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no parameters at runtime
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Project.objects.none(), empty_label=_("Kies een project"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class CopyLineForm(StaffForm):
    """To which plan a line is copied."""

    project = ProjectField(label=_("In het plan van welk project?"))

    def __init__(self, *args: Any, projects: Sequence[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_projects(self, projects)


class CopyPlanForm(StaffForm):
    """From which project a whole plan is taken over."""

    project = ProjectField(label=_("Uit welk project?"))

    def __init__(self, *args: Any, projects: Sequence[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_projects(self, projects)


def offer_projects(form: StaffForm, projects: Sequence[Project]) -> None:
    """Let these projects be picked, in this order."""
    field: Any = form.fields["project"]
    field.queryset = Project.objects.filter(pk__in=[project.pk for project in projects])
    field.choices = [("", field.empty_label), *((project.pk, project.title) for project in projects)]


class CompareForm(FilterForm):
    """Which two versions are put side by side."""

    van = forms.ChoiceField(label=_("Oude versie"), required=False)
    naar = forms.ChoiceField(label=_("Nieuwe versie"), required=False)

    def __init__(
        self, data: QueryDict | None = None, *, versions: Sequence[PlanVersion], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        choices: list[tuple[str, Any]] = [(NOW, _("Zoals het plan nu is"))]
        choices += [(str(version.number), _("Versie %(number)s") % {"number": version.number}) for version in versions]
        for name in ("van", "naar"):
            offer(self.fields[name], choices)
