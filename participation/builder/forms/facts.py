"""What staff fill in about a form: text in, clean values out."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from participation.models import Form
from projects import queries as project_queries
from projects.models import PlanLine, Project
from samenkracht.core.values.periods import LOCAL, local_day, midnight
from samenkracht.core.web.forms import DayField, NumberField, StaffForm, offer

LONGEST_PURPOSE = 4000

MOST_MINUTES = 120


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
