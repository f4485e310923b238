"""What staff fill in when they look back: judgements with reasons, reality, results, improvements."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from projects.enums import ParticipationLevel, PolicyPhase
from reports.enums import Criterion, Rating
from reports.evaluation.content.assessment import QUESTIONS, Judgement
from reports.models import Evaluation
from samenkracht.core.web.fields import LONGEST_TEXT, text_area
from samenkracht.core.web.forms import FieldGroup, StaffForm

PHASES = PolicyPhase.choices
WHOLE = "project"


class BeginForm(StaffForm):
    """What is looked back on."""

    phase = forms.TypedChoiceField(
        label=_("Waarop kijkt u terug?"),
        choices=[(WHOLE, _("Op het hele project")), *((key, _("Op de fase %s") % word) for key, word in PHASES)],
        coerce=lambda asked: "" if asked == WHOLE else asked,
    )


class TextsForm(StaffForm):
    """What came of it, and what was learned."""

    results = forms.CharField(
        label=_("Resultaten"),
        help_text=_("Wat is er bereikt, en wat merken inwoners ervan?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=text_area(6),
    )
    lessons = forms.CharField(
        label=_("Lessen"),
        help_text=_("Wat ging goed, wat doet u een volgende keer anders?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=text_area(6),
    )


class RealityForm(StaffForm):
    """What became of one promise."""

    level = forms.ChoiceField(
        label=_("Op welke trede stonden inwoners echt?"),
        choices=[("", _("Nog niet ingevuld")), *ParticipationLevel.choices],
        required=False,
    )
    note = forms.CharField(
        label=_("Toelichting"),
        help_text=_("Waarom liep het anders dan beloofd, of juist niet?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=text_area(4),
    )


class JudgementForm(StaffForm):
    """The ten criteria, each with a judgement and its reason. What is not judged yet may wait."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in Criterion:
            words = {"label": str(criterion.label)}
            self.fields[rating_of(criterion)] = forms.ChoiceField(
                label=criterion.label,
                help_text=QUESTIONS[criterion],
                choices=[(value, capfirst(label)) for value, label in Rating.choices],
                widget=forms.RadioSelect,
                error_messages={"required": _("Kies een oordeel bij “%(label)s”.") % words},
            )
            self.fields[reason_of(criterion)] = forms.CharField(
                label=_("Waarom?"),
                max_length=LONGEST_TEXT,
                widget=text_area(2),
                error_messages={"required": _("Schrijf waarom bij “%(label)s”.") % words},
            )

    def layout(self) -> Layout:
        questions = [FieldGroup(rating_of(criterion), after=reason_of(criterion)) for criterion in Criterion]
        return Layout(Fieldset("", *questions, css_class="panel"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for criterion in Criterion:
            pair = (rating_of(criterion), reason_of(criterion))
            if not any(self.data.get(self.add_prefix(name), "").strip() for name in pair):
                for name in pair:
                    self.errors.pop(name, None)
        return cleaned

    def judgements(self) -> list[Judgement]:
        """What was judged; only of a valid form."""
        cleaned = self.cleaned_data
        return [
            Judgement(criterion, Rating(cleaned[rating_of(criterion)]), cleaned[reason_of(criterion)])
            for criterion in Criterion
            if cleaned.get(rating_of(criterion))
        ]


def rating_of(criterion: Criterion) -> str:
    """The name of the field with the judgement."""
    return f"{criterion.value}_rating"


def reason_of(criterion: Criterion) -> str:
    """The name of the field with the reason."""
    return f"{criterion.value}_reason"


def judgement_initial(evaluation: Evaluation) -> dict[str, Any]:
    """What the form shows of what was judged before."""
    found: dict[str, Any] = {}
    for one in evaluation.ratings.all():
        criterion = Criterion(one.criterion)
        found |= {rating_of(criterion): one.rating, reason_of(criterion): one.reason}
    return found


def texts_initial(evaluation: Evaluation) -> dict[str, Any]:
    return {"results": evaluation.results, "lessons": evaluation.lessons}
