"""The request for a progress report: text in, clean values out."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Programme, Project
from reports.progress.collect.progress import ProgressParameters
from samenkracht.core.values.periods import Period
from samenkracht.core.web.forms import DayField, StaffForm

LONGEST_FOREWORD = 4000


class RequestForm(StaffForm):
    """The request for a progress report; ``parameters()`` gives what was asked."""

    start = DayField(label=_("Eerste dag"), help_text=_("Bijvoorbeeld 1-7-2026."))
    last_day = DayField(label=_("Laatste dag"), help_text=_("Deze dag telt nog mee. Bijvoorbeeld 30-9-2026."))
    programme = forms.ModelChoiceField(
        label=_("Programma"),
        queryset=Programme.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("Alle programma’s"),
        error_messages={"invalid_choice": _("Kies een programma uit de lijst.")},
    )
    project = forms.ModelChoiceField(
        label=_("Of één project"),
        queryset=Project.objects.reportable().order_by("title"),
        to_field_name="slug",
        required=False,
        empty_label=_("Alle projecten van het programma"),
        error_messages={"invalid_choice": _("Kies een project uit de lijst.")},
    )
    reference = forms.CharField(
        label=_("Kenmerk"),
        max_length=40,
        required=False,
        help_text=_("Zoals het in het archief staat, bijvoorbeeld 26004817."),
        error_messages={"max_length": _("Maak het kenmerk hoogstens %(limit_value)d tekens.")},
    )
    foreword = forms.CharField(
        label=_("Voorwoord"),
        max_length=LONGEST_FOREWORD,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Wat gaat volgens plan, en wat heeft meer snelheid nodig?"),
        error_messages={"max_length": _("Maak het voorwoord hoogstens %(limit_value)d tekens.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, last_day = cleaned.get("start"), cleaned.get("last_day")
        if start and last_day and last_day < start:
            self.add_error("last_day", _("De laatste dag ligt voor de eerste dag."))
        if cleaned.get("programme") and cleaned.get("project"):
            self.add_error("project", _("Kies een programma of een project, niet allebei."))
        return cleaned

    def parameters(self) -> ProgressParameters:
        """What was asked; only of a valid form."""
        cleaned = self.cleaned_data
        programme, project = cleaned["programme"], cleaned["project"]
        return ProgressParameters(
            period=Period(cleaned["start"], cleaned["last_day"] + timedelta(days=1)),
            programme=programme.slug if programme else "",
            project=project.slug if project else "",
            reference=cleaned["reference"],
            foreword=cleaned["foreword"],
        )


def this_quarter(today: date) -> dict[str, date]:
    """The quarter of ``today``, to begin the form with."""
    start = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    after = date(today.year + start.month // 10, start.month % 12 + 3 if start.month < 10 else 1, 1)
    return {"start": start, "last_day": after - timedelta(days=1)}
