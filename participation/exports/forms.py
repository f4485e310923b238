"""The request for a file with submissions: text in, clean values out."""

from datetime import date, timedelta
from typing import Any, TypedDict

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from participation.enums import ExportFormat, ExportGround
from participation.exports.collect import ExportSelection
from samenkracht.core.values.periods import Period
from samenkracht.core.web.forms import DayField, StaffForm

UNKNOWN_CHOICE = {"invalid_choice": _("Kies een antwoord uit de lijst.")}
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


class ExportParameters(TypedDict):
    """What the service wants to know of an export."""

    selection: ExportSelection
    file_format: ExportFormat
    ground: ExportGround


class ExportForm(StaffForm):
    """What for, as what, and which submissions; ``parameters()`` gives what was asked."""

    ground = forms.ChoiceField(
        label=_("Waarvoor hebt u de inzendingen nodig?"),
        help_text=_("Dit komt in het logboek, met uw account en het aantal inzendingen."),
        choices=ExportGround.choices,
        widget=forms.RadioSelect,
        error_messages=UNKNOWN_CHOICE,
    )
    file_format = forms.ChoiceField(
        label=_("Soort bestand"),
        help_text=_(
            "In een CSV krijgt een tekst die op een formule lijkt een ' ervoor; in Excel staat alles zoals het is."
        ),
        choices=ExportFormat.choices,
        initial=ExportFormat.XLSX,
        widget=forms.RadioSelect,
        error_messages=UNKNOWN_CHOICE,
    )
    answers = forms.ChoiceField(
        label=_("Antwoorden"),
        choices=[
            ("words", _("In woorden, zoals de inwoner ze zag")),
            ("codes", _("Als code, om mee te rekenen; het codeboek zegt wat ze betekenen")),
        ],
        initial="words",
        widget=forms.RadioSelect,
        error_messages=UNKNOWN_CHOICE,
    )
    sensitive = forms.BooleanField(
        label=_("Ook antwoorden op gevoelige vragen"),
        help_text=_("Alleen als u ze hiervoor echt nodig hebt."),
        required=False,
    )
    first_day = DayField(
        label=_("Ontvangen vanaf"), required=False, help_text=_("Bijvoorbeeld 1-7-2026. Leeg: vanaf het begin.")
    )
    last_day = DayField(label=_("Ontvangen tot en met"), required=False, help_text=_("Leeg: tot nu."))

    def __init__(self, *args: Any, asks_sensitive: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks_sensitive:
            del self.fields["sensitive"]

    def layout(self) -> Layout:
        which = [name for name in ("sensitive",) if name in self.fields]
        days = Div("first_day", "last_day", css_class="form-grid")
        return Layout(
            Fieldset(_("Waarvoor en hoe"), "ground", "file_format", "answers", css_class="panel"),
            Fieldset(_("Welke inzendingen"), days, *which, css_class="panel"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("De laatste dag ligt voor de eerste dag."))
        return cleaned

    def parameters(self) -> ExportParameters:
        """What was asked; only of a valid form."""
        cleaned = self.cleaned_data
        first, last = cleaned["first_day"], cleaned["last_day"]
        period = Period(first or EARLIEST, (last or LATEST) + timedelta(days=1)) if first or last else None
        codes, sensitive = cleaned["answers"] == "codes", cleaned.get("sensitive", False)
        return {
            "selection": ExportSelection(period=period, as_codes=codes, with_sensitive=sensitive),
            "file_format": ExportFormat(cleaned["file_format"]),
            "ground": ExportGround(cleaned["ground"]),
        }
