"""Forms of the municipalities and of their postcodes."""

import re
from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from projects.enums import Membership
from projects.models import Municipality
from projects.municipalities import content as postcodes
from samenkracht.core.web.fields import capitalised
from samenkracht.core.web.forms import DayField, StaffForm, offer

PROVINCES = (
    "Drenthe", "Flevoland", "Fryslân", "Gelderland", "Groningen", "Limburg",
    "Noord-Brabant", "Noord-Holland", "Overijssel", "Utrecht", "Zeeland", "Zuid-Holland",
)  # fmt: skip
CODE = re.compile(r"[0-9]{4}")
# Letters of any alphabet, and what stands in names of places: 's-Graveland, Nuenen c.a., Bergen (L.).
NAME = re.compile(r"['’]?[^\W\d_](?:[^\W\d_]|[ '’.()/-])*")
MOST_FAULTS = 50
UNTIL_HINT = _("De eerste dag zonder deze gemeente, bijvoorbeeld 1-1-2027.")


class CodeField(forms.CharField):
    """The four digits by which the CBS knows a municipality; a zero in front may be left out."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(max_length=10, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        code = str(super().clean(value)).zfill(4)
        if not CODE.fullmatch(code) or code == "0000":
            raise ValidationError(_("Schrijf de code als vier cijfers, zoals 0402."), code="invalid")
        return code


class NameField(forms.CharField):
    def clean(self, value: Any) -> str:
        name = " ".join(str(super().clean(value)).split())
        if not NAME.fullmatch(name):
            raise ValidationError(
                _("Schrijf de naam met letters. Een streepje, punt, haakje of apostrof mag ook."), code="invalid"
            )
        return name


class OtherMunicipality(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Another municipality, named with its code: names come back."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.code})"


class MunicipalityForm(StaffForm):
    """What a municipality is called, how it takes part, and from when until when."""

    name = NameField(label=_("Naam"), max_length=60)
    code = CodeField(label=_("Gemeentecode van het CBS"), help_text=_("Vier cijfers, bijvoorbeeld 0402."))
    province = forms.ChoiceField(
        label=_("Provincie"), choices=[("", _("Kies een provincie")), *((one, one) for one in PROVINCES)]
    )
    membership = forms.TypedChoiceField(label=_("Deelname"), choices=capitalised(Membership), coerce=Membership)
    valid_from = DayField(
        label=_("Geldig van"),
        help_text=_("De eerste dag in de regio. Laat leeg als die van lang geleden is."),
        required=False,
    )
    valid_until = DayField(label=_("Geldig tot"), help_text=UNTIL_HINT, required=False)
    successor = OtherMunicipality(
        label=_("Opvolger"),
        help_text=_("De gemeente waarin zij opgaat. Een einde zonder opvolger mag ook."),
        queryset=Municipality.objects.none(),
        required=False,
        empty_label=_("Geen opvolger"),
    )

    def __init__(self, *args: Any, municipality: Municipality | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["successor"], others_than(municipality))
        if municipality is not None and municipality.province not in PROVINCES:
            choices = [(municipality.province, municipality.province), *((one, one) for one in PROVINCES)]
            offer(self.fields["province"], choices)

    def layout(self) -> Layout:
        return Layout(
            Fieldset(
                _("De gemeente"),
                Div("name", "code", "province", "membership", css_class="form-grid"),
                css_class="panel",
            ),
            Fieldset(
                _("Van wanneer tot wanneer?"),
                Div("valid_from", "valid_until", css_class="form-grid"),
                "successor",
                css_class="panel",
            ),
        )


def others_than(municipality: Municipality | None) -> Any:
    """The municipalities but this one, by name."""
    others = Municipality.objects.order_by("name", "code")
    return others if municipality is None else others.exclude(pk=municipality.pk)


def municipality_initial(municipality: Municipality) -> dict[str, Any]:
    """What the form shows of a stored municipality."""
    columns = {name: getattr(municipality, name) for name in MunicipalityForm.base_fields if name != "successor"}
    return columns | {"successor": municipality.successor_id}


class MergeForm(StaffForm):
    """On which day the municipality goes up in which other one."""

    valid_until = DayField(label=_("Op welke dag?"), help_text=UNTIL_HINT)
    successor = OtherMunicipality(
        label=_("In welke gemeente?"), queryset=Municipality.objects.none(), empty_label=_("Kies een gemeente")
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["successor"], others_than(municipality))

    def layout(self) -> Layout:
        return Layout(Fieldset(_("Wanneer en waarin?"), "valid_until", "successor", css_class="panel"))


def merge_initial(municipality: Municipality) -> dict[str, Any]:
    return {"valid_until": municipality.valid_until, "successor": municipality.successor_id}


class PostcodeTableForm(StaffForm):
    """A file with a table of postcodes; its clean value is the areas, when every line could be read."""

    table = forms.FileField(
        label=_("Bestand met postcodes"),
        help_text=_(
            "Een CSV-bestand met de koppen “postcode” en “gemeente”. Bij gemeente staat de code of de naam. "
            "Staan ze er allebei, dan moeten ze bij elkaar horen."
        ),
        allow_empty_file=True,
        error_messages={"invalid": _("Kies een bestand."), "missing": _("Kies een bestand.")},
    )

    def __init__(self, *args: Any, known: postcodes.KnownMunicipalities, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.faults: Sequence[postcodes.Fault] = ()

    def layout(self) -> Layout:
        return Layout(Fieldset(_("Nieuwe tabel"), "table", css_class="panel"))

    @property
    def shown_faults(self) -> Sequence[postcodes.Fault]:
        """The first of the lines that could not be read: who has many mends a column, not a line."""
        return self.faults[:MOST_FAULTS]

    @property
    def more_faults(self) -> int:
        return max(0, len(self.faults) - MOST_FAULTS)

    def clean_table(self) -> tuple[postcodes.Area, ...]:
        read = postcodes.read_table(self.cleaned_data["table"].read(), self.known)
        if read.faults and not read.faults[0].line:
            raise ValidationError(str(read.faults[0].reason), code="unreadable")
        if read.faults:
            self.faults = read.faults
            words = ngettext(
                "%(n)d regel klopt niet. Er is niets bewaard. Verbeter het bestand en lees het nog een keer in.",
                "%(n)d regels kloppen niet. Er is niets bewaard. Verbeter het bestand en lees het nog een keer in.",
                len(read.faults),
            )
            raise ValidationError(words, code="faults", params={"n": len(read.faults)})
        return read.areas
