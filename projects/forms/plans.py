"""Forms of the lines and texts of a participation plan."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.content.plan import LINE_WORDS, TEXT_WORDS
from projects.enums import ExpertRole, ParticipationLevel, PolicyPhase
from projects.models import ParticipationPlan, PlanLine
from samenkracht.core.dates import KnownDateFormField
from samenkracht.core.fields import DATE_HINT, LONGEST_TEXT, PastDateField, capitalised, text_area
from samenkracht.core.forms import NumberField, StaffForm

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
                Div("level", "target_number", css_class="fgrid"),
                "level_reason",
                "measures",
                Div("phase", "experts", "period_start", "period_end", "owner", "feedback_given", css_class="fgrid"),
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
