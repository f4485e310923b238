"""What staff fill in about forms and their questions: text in, clean values out."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participation.formbuilder import checking, editing
from participation.formbuilder.checking import LONGEST_HINT, LONGEST_LABEL
from participation.formbuilder.schema import Question
from participation.formbuilder.types import TYPES, settings_of
from participation.formbuilder.types.settings import with_settings
from participation.models import Form
from projects import queries as project_queries
from projects.models import PlanLine, Project
from samenkracht.core.values.periods import LOCAL, local_day, midnight
from samenkracht.core.web.forms import DayField, NumberField, StaffForm, offer, rename

LONGEST_PURPOSE = 4000
MOST_MINUTES = 120
GONE, NOW = "weg", "nu:"
# What only some kinds have; the settings of a kind stand between its answers and whether it is required.
ANSWERS, RULES = ("options", "other"), ("required", "sensitive")


class HourField(forms.TimeField):
    """A moment of the day, typed as people do: 9:30 or 9.30."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off", "inputmode": "numeric"})
        formats = ["%H:%M", "%H.%M"]
        messages = {"invalid": _("Schrijf een tijd als 9:30.")}
        super().__init__(
            widget=widget, input_formats=formats, error_messages=messages, **{"required": False, **options}
        )


def moment(day: date | None, hour: time | None, *, ends: bool = False) -> datetime | None:
    """The instant that is meant. Without an hour: the beginning of the day, or its end when something ``ends``."""
    if day is None:
        return None
    if hour is None:
        return midnight(day + timedelta(days=1) if ends else day)
    return datetime.combine(day, hour, tzinfo=LOCAL)


def day_and_hour(at: datetime | None, *, ends: bool = False) -> tuple[date | None, time | None]:
    """How people would write this instant: the other way round of ``moment``."""
    if at is None:
        return None, None
    if at == midnight(local_day(at)):
        return local_day(at - timedelta(days=1)) if ends else local_day(at), None
    return local_day(at), at.astimezone(LOCAL).time().replace(second=0, microsecond=0)


def lines_of(text: str) -> list[str]:
    """What stands on each line, without spare space and empty lines."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [line for line in lines if line]


# --- what a form says about itself --------------------------------------------------------------------------------


class FactsForm(StaffForm):
    """Title, purpose, who reads it, minutes, plan line, and from when until when it can be filled in."""

    title = forms.CharField(label=_("Titel"), max_length=120, help_text=_("Zo vinden inwoners het formulier."))
    purpose = forms.CharField(
        label=_("Waarom vraagt u dit?"),
        help_text=_("Inwoners lezen dit voordat zij beginnen. Schrijf korte zinnen."),
        max_length=LONGEST_PURPOSE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    readers = forms.CharField(
        label=_("Wie kunnen de antwoorden nog meer lezen?"),
        help_text=_(
            "Functies, geen namen. Dat het team van het project en de coördinator het altijd kunnen, staat er vanzelf. "
            "Noem wie van u een bestand krijgt. Leeg: niemand anders."
        ),
        required=False,
        max_length=200,
    )
    minutes = NumberField(label=_("Hoeveel minuten kost het?"), lowest=1, highest=MOST_MINUTES)
    plan_line = forms.ModelChoiceField(
        label=_("Bij welke planregel hoort het?"),
        queryset=PlanLine.objects.none(),
        to_field_name="key",
        required=False,
        empty_label=_("Bij geen planregel"),
        error_messages={"invalid_choice": _("Kies een planregel uit de lijst.")},
    )
    opens_day = DayField(
        label=_("Open vanaf"),
        required=False,
        help_text=_("Bijvoorbeeld 1-7-2027. Leeg: zodra het gepubliceerd is."),
    )
    opens_hour = HourField(label=_("Open vanaf: tijd"), help_text=_("Leeg: aan het begin van de dag."))
    closes_day = DayField(
        label=_("Open tot en met"), required=False, help_text=_("Leeg: tot u het formulier zelf sluit.")
    )
    closes_hour = HourField(label=_("Sluit om: tijd"), help_text=_("Leeg: aan het einde van de dag."))

    def __init__(self, *args: Any, project: Project, our_form: Form | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.our_form = our_form
        lines = PlanLine.objects.filter(pk__in=[line.pk for line in project_queries.current_lines(project)])
        if our_form is not None and our_form.plan_line_id is not None:
            lines |= PlanLine.objects.filter(pk=our_form.plan_line_id)
        offer(self.fields["plan_line"], lines.order_by("position"))
        self.fields["plan_line"].label_from_instance = lambda line: line.input  # type: ignore[attr-defined]  # the stubs know a field without choices

    def layout(self) -> Layout:
        return Layout(
            Fieldset(
                _("Waar gaat het over?"), "title", "purpose", "readers", "minutes", "plan_line", css_class="panel"
            ),
            Fieldset(
                _("Wanneer kan het?"),
                Div("opens_day", "opens_hour", "closes_day", "closes_hour", css_class="form-grid"),
                css_class="panel",
            ),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("opens", "closes"):
            if cleaned.get(f"{name}_hour") and not cleaned.get(f"{name}_day") and not self.has_error(f"{name}_day"):
                self.add_error(f"{name}_day", _("Vul bij de tijd ook een dag in."))
        opens, closes = self.moments(cleaned)
        if opens and closes and closes <= opens:
            self.add_error("closes_day", _("Een formulier sluit later dan het opengaat."))
        return cleaned

    def moments(self, cleaned: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
        """When it opens and closes. What was not touched stays to the second."""
        opens = moment(cleaned.get("opens_day"), cleaned.get("opens_hour"))
        closes = moment(cleaned.get("closes_day"), cleaned.get("closes_hour"), ends=True)
        if self.our_form is not None and not {"opens_day", "opens_hour"} & set(self.changed_data):
            opens = self.our_form.opens_at
        if self.our_form is not None and not {"closes_day", "closes_hour"} & set(self.changed_data):
            closes = self.our_form.closes_at
        return opens, closes

    def facts(self) -> dict[str, Any]:
        """What was filled in, as the services take it; only of a valid form."""
        opens, closes = self.moments(self.cleaned_data)
        plain = ("title", "purpose", "readers", "minutes", "plan_line")
        return {name: self.cleaned_data[name] for name in plain} | {"opens_at": opens, "closes_at": closes}


def facts_initial(form: Form) -> dict[str, Any]:
    """What the page shows of a stored form."""
    opens_day, opens_hour = day_and_hour(form.opens_at)
    closes_day, closes_hour = day_and_hour(form.closes_at, ends=True)
    return {name: getattr(form, name) for name in ("title", "purpose", "readers", "minutes")} | {
        "plan_line": form.plan_line.key if form.plan_line else None,
        "opens_day": opens_day,
        "opens_hour": opens_hour,
        "closes_day": closes_day,
        "closes_hour": closes_hour,
    }


# --- steps and questions ------------------------------------------------------------------------------------------


class StepTextsForm(StaffForm):
    """Title and introduction of one step."""

    title = forms.CharField(
        label=_("Titel van de stap"), max_length=LONGEST_LABEL, help_text=_("Bijvoorbeeld: Hoe gaat het nu?")
    )
    intro = forms.CharField(
        label=_("Inleiding"), max_length=LONGEST_HINT, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


def properties(kind: str) -> frozenset[str]:
    """Which fields a question of this kind has beside label and hint, as its type declares."""
    own = TYPES[kind]
    everywhere = {"required": own.asks, "sensitive": own.can_be_sensitive}
    return own.properties | {name for name, has in everywhere.items() if has}


def problems_of(question: Question) -> list[str]:
    """What publishing would say of this question alone."""
    return list(checking.question_problems(question))


class QuestionForm(StaffForm):
    """One question of any kind. ``question()`` gives what was filled in.

    ``counted`` names the options on which published answers may hang: when one of those disappears while new words
    appear, the form asks whether these are other words for it. Guessing would mix two answers in one figure.
    """

    label = forms.CharField(label=_("De vraag"), max_length=LONGEST_LABEL, widget=forms.Textarea(attrs={"rows": 2}))
    hint = forms.CharField(
        label=_("Uitleg bij de vraag"),
        max_length=LONGEST_HINT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    options = forms.CharField(
        label=_("Antwoorden"),
        help_text=_("Eén antwoord per regel."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    other = forms.CharField(
        label=_("Een eigen antwoord"),
        help_text=_("Bijvoorbeeld: Anders, namelijk. Leeg: inwoners kiezen alleen uit de lijst."),
        max_length=LONGEST_LABEL,
        required=False,
    )
    required = forms.BooleanField(
        label=_("Verplicht"),
        help_text=_("Zonder vinkje staat er “niet verplicht” achter de vraag."),
        required=False,
        initial=True,
    )
    sensitive = forms.BooleanField(
        label=_("Gevoelig"),
        help_text=_(
            "Wij bewaren deze antwoorden op slot (versleuteld). Niemand kan erin zoeken. Wie inzendingen downloadt, "
            "krijgt ze alleen als die er apart om vraagt."
        ),
        required=False,
    )

    def __init__(
        self, *args: Any, kind: str, old: Question | None = None, counted: Collection[str] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        self.old = old
        for name in set(self.fields) - {"label", "hint"} - properties(kind):
            del self.fields[name]
        for setting in TYPES[kind].settings:
            self.fields[setting.key] = setting.field()
        for name in TYPES[kind].needed:
            self.fields[name].required = True
        for name, words in TYPES[kind].words.items():
            rename(self.fields[name], words)
        if old is not None and old.block:
            # A standard question has the same answers in every form; only their words may differ.
            del self.fields["other"]
            self.fields["options"].help_text = _("Dit is een vaste vraag. U kunt alleen de woorden wijzigen.")
        if self.is_bound and "options" in self.fields:
            self._ask_what_became_of(counted)

    def _ask_what_became_of(self, counted: Collection[str]) -> None:
        lines = lines_of(str(self.data.get("options", "")))
        before = self.old.options if self.old and not self.old.block else ()
        fresh = [line for line in dict.fromkeys(lines) if line not in {option.label for option in before}]
        for option in before:
            if option.key in counted and option.label not in lines and fresh:
                self.fields[f"was-{option.key}"] = forms.ChoiceField(
                    label=format_lazy(_("Wat gebeurde er met “{label}”?"), label=option.label),
                    help_text=_("Inwoners konden dit antwoord al geven."),
                    choices=[(NOW + line, format_lazy(_("Het heet nu “{line}”"), line=line)) for line in fresh]
                    + [(GONE, _("Het is weg; wat nieuw is, is een ander antwoord"))],
                    widget=forms.RadioSelect,
                    error_messages={
                        "required": format_lazy(_("Maak een keuze: wat gebeurde er met “{label}”?"), label=option.label)
                    },
                )

    def layout(self) -> Layout:
        asked = [name for name in self.fields if name.startswith("was-")]
        settings = [setting.key for setting in TYPES[self.kind].settings]
        names = ["label", "hint", "options", *asked, "other", *settings, *RULES]
        return Layout(*(name for name in names if name in self.fields))

    def clean_options(self) -> list[str]:
        lines = lines_of(self.cleaned_data["options"])
        for line in lines:
            if lines.count(line) > 1:
                raise ValidationError(_("Het antwoord “%(line)s” staat er twee keer."), params={"line": line})
            if len(line) > LONGEST_LABEL:
                raise ValidationError(
                    _("Houd elk antwoord korter dan %(most)d tekens."), params={"most": LONGEST_LABEL}
                )
        if self.old and self.old.block and len(lines) != len(self.old.options):
            count = {"count": len(self.old.options)}
            raise ValidationError(_("Bij deze vaste vraag horen %(count)d antwoorden."), params=count)
        return lines

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for name in [name for name in cleaned if name.startswith("was-") and cleaned[name] != GONE]:
            if cleaned[name] in seen:
                self.add_error(name, _("Twee oude antwoorden kunnen niet hetzelfde nieuwe antwoord zijn."))
            else:
                seen.add(cleaned[name])
        if not self.errors:
            self._check_as_publishing_would()
        return cleaned

    def _check_as_publishing_would(self) -> None:
        """What cannot be published is told while it is written, at the field that mends it."""
        question = self.question()
        places = {words: name for name, words in TYPES[self.kind].faults(question)}
        before = set(problems_of(self.old)) if self.old else set()
        for words in problems_of(question):
            if words in places or words not in before:
                name = places.get(words, "")
                self.add_error(name if name in self.fields else None, words)

    def question(self) -> Question:
        """The question as filled in; only of a valid form."""
        cleaned = self.cleaned_data
        base = self.old or Question("new", self.kind, "")
        renamed = {
            value.removeprefix(NOW): name.removeprefix("was-")
            for name, value in cleaned.items()
            if name.startswith("was-") and value != GONE
        }
        given = {name: cleaned[name] for name in (*ANSWERS, *RULES) if name in cleaned}
        if base.block:
            pairs = zip(base.options, cleaned["options"], strict=True)
            given["options"] = tuple(replace(option, label=line) for option, line in pairs)
        elif "options" in given:
            given["options"] = editing.with_labels(base.options, cleaned["options"], renamed)
        if "other" in given:
            given["other"] = cleaned["other"] or None
        worded = replace(base, label=cleaned["label"], hint=cleaned["hint"], **given)
        return with_settings(worded, **{one.key: one.stored(cleaned[one.key]) for one in TYPES[self.kind].settings})


def question_initial(question: Question) -> dict[str, Any]:
    """What the page shows of a question."""
    shown = {name: getattr(question, name) for name in ("label", "hint", *ANSWERS, *RULES)}
    shown |= {key: setting.initial(question) for key, setting in settings_of(question).items()}
    return shown | {"options": "\n".join(option.label for option in question.options)}


class KindForm(forms.Form):
    """Which kind of question is to be added."""

    soort = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self.fields["soort"], kinds())

    @property
    def kind(self) -> str:
        """The chosen kind, the first one when none was chosen; only of a valid form."""
        return str(self.cleaned_data["soort"] or next(iter(TYPES)))


def kinds() -> list[tuple[str, Any]]:
    """All kinds of question with their names, by their own description."""
    return [(kind, one.label) for kind, one in TYPES.items()]
