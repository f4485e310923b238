"""Forms of the whole portal: helper settings of crispy in one place, and the base of all forms of staff."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samenkracht.core.db import locks
from samenkracht.core.refused import Refused
from samenkracht.core.values import phone
from samenkracht.core.values.numbers import format_number, format_stored_number, parse_number
from samenkracht.core.web import concurrent_edits

M = TypeVar("M")
GONE: Final = _("Dit is intussen weggehaald. Wat u invulde staat er nog en is niet bewaard.")

# Nothing of before the portal, and nothing of a next generation: almost always a slip of the keys.
OWN_YEARS = range(2000, 2101)
# Far more than anybody counts here, and few enough digits for every column that holds a number.
LARGEST = 1_000_000_000


def form_helper(*layout: Any) -> FormHelper:
    """How every form is drawn: inside a form tag and with a token that the page writes itself."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    if layout:
        helper.layout = Layout(*layout)
    return helper


class FieldGroup:
    """Layout: a choice with the field that belongs before or after its options, as one question."""

    def __init__(self, name: str, *, before: str = "", after: str = "") -> None:
        self.name = name
        self.before = before
        self.after = after

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: str = "samenkracht", **_options: Any
    ) -> SafeString:
        """Called by crispy for each form; keeps nothing of it, so that one layout serves all."""
        parts = {"field": form[self.name]}
        for place, name in (("before", self.before), ("after", self.after)):
            if name:
                parts[place] = form[name]
        form.rendered_fields.update(part.name for part in parts.values())  # type: ignore[attr-defined]  # set by crispy
        drawn: SafeString = get_template(f"{template_pack}/field.html").render(parts)  # type: ignore[assignment]  # always safe
        return drawn


class Text:
    """Layout: a heading with text between the fields, that asks nothing."""

    def __init__(self, heading: str, text: str) -> None:
        self.heading = heading
        self.text = text

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: str = "samenkracht", **_options: Any
    ) -> SafeString:
        """Called by crispy for each form."""
        drawn: SafeString = get_template(f"{template_pack}/text.html").render(vars(self))  # type: ignore[assignment]  # always safe
        return drawn


class SeenHashes:
    """Layout: what stood in each field when the page was drawn (core.web.concurrent_edits), out of sight."""

    def render(
        self, form: "StaffForm", context: Context, template_pack: str = "samenkracht", **_options: Any
    ) -> SafeString:
        """Called by crispy for each form."""
        return format_html(
            '<input type="hidden" name="{}" value="{}">', concurrent_edits.SEEN, concurrent_edits.field_hashes(form)
        )


@dataclass(frozen=True, slots=True)
class Stored(Generic[M]):
    """What a form changes: the row, and how to read from it what the page shows, by the names of the fields.

    What is no row (None) has a name by which it is held.
    """

    row: M
    read: Callable[[M], Mapping[str, Any]]
    name: str = ""

    def values(self) -> dict[str, Any]:
        return dict(self.read(self.row))

    def read_again(self) -> dict[str, Any]:
        """As it is now, with everybody else who runs a form of this row waiting until the caller's transaction ends.

        Raises ObjectDoesNotExist when the row is gone.
        """
        if isinstance(self.row, models.Model):
            locks.hold(f"form {self.row._meta.label_lower} {self.row.pk}")
            self.row.refresh_from_db()
        else:
            locks.hold(f"form {self.name}")
        return self.values()


class StaffForm(forms.Form):
    """Base of the forms of staff: drawn by ``{% crispy form %}`` inside the page's own form tag.

    The page writes ``<form method="post" novalidate>``, the token and the buttons. A subclass may give a ``layout()``.

    ``stored``, in place of ``initial``, is something that more people may change. Then nobody undoes unseen what
    somebody else did since the page was drawn: see core.web.concurrent_edits. ``run`` carries out what was posted.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, stored: Stored[Any] | None = None, **options: Any) -> None:
        if stored is not None:
            options["initial"] = stored.values()
        super().__init__(*args, **{"label_suffix": "", **options})
        self.stored = stored
        self.posted = self.data
        for name, field in self.fields.items():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = format_lazy(_missing(field), label=field.label or pretty(name))

    def layout(self) -> Layout | None:
        """Names of fields in groups; None draws all fields in their order."""
        return None

    def full_clean(self) -> None:
        """Called by Django once for what was posted."""
        differing: dict[str, Any] = {}
        if self.is_bound and self.stored is not None:
            self.data = self.posted
            self.data, differing = concurrent_edits.merge(self)
        super().full_clean()
        for name, message in differing.items():
            self.add_error(name, message)

    def read_again(self) -> None:
        """Compare what was posted with what is stored by now, not with what was when the page was asked for."""
        if self.stored is not None:
            self.initial = self.stored.read_again()
            self._errors = None

    @property
    def helper(self) -> FormHelper:
        """Read by ``{% crispy form %}``."""
        layout = self.layout()
        parts: list[Any] = list(layout.fields) if layout is not None else []
        if self.stored is not None:
            parts = [*(parts or self.fields), SeenHashes()]
        return form_helper(*parts)


def run(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Do what a posted form asks for. False when it is not in order or the verb refused; then its errors say why.

    ``act`` gets the clean values. What it refuses stands at the field that the refusal names, when the form has it. A
    form of something stored is compared with it and carried out in one transaction that nobody else's comes between.
    """
    if not isinstance(form, StaffForm) or form.stored is None:
        return _acted(form, act)
    with transaction.atomic():
        try:
            form.read_again()
        except ObjectDoesNotExist:
            form.full_clean()
            form.add_error(None, GONE)
            return False
        return _acted(form, act)


def _acted(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        field = getattr(refusal, "field", "")
        form.add_error(field if field in form.fields else None, str(refusal))
        return False
    return True


def rename(field: forms.Field, label: Any) -> None:
    """Give a field of a form that is made already another label, also in what is said when it stays empty."""
    field.label = label
    field.error_messages["required"] = format_lazy(_missing(field), label=label)


def offer(field: forms.Field, found: QuerySet[Any] | Sequence[Any]) -> None:
    """Let a field offer these: rows for a choice among rows, pairs or groups for a choice among words.

    Raises TypeError for a field that offers no choice, or not of this kind.
    """
    if isinstance(field, forms.ModelChoiceField) and isinstance(found, QuerySet):
        field.queryset = found
    elif isinstance(field, forms.ChoiceField) and not isinstance(found, QuerySet):
        field.choices = found
    else:
        raise TypeError(f"{field.label} does not offer such a choice")


class DayField(forms.DateField):
    """One day, typed as people do: 1-7-2026."""

    input_formats = ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%d-%m-%Y", attrs={"autocomplete": "off", "inputmode": "numeric"})
        super().__init__(
            widget=widget,
            input_formats=self.input_formats,
            error_messages={"invalid": _("Schrijf een dag als 1-7-2026.")},
            **kwargs,
        )

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day.year not in OWN_YEARS:
            raise ValidationError(_("Kies een jaar tussen 2000 en 2100."), code="year")
        return day


class NumberField(forms.Field):
    """A number as people write it: 1.000 is a thousand and 1,5 one and a half, as in the questions of residents.

    Its clean value is an int, or a Decimal when ``decimals`` may stand behind the comma; None when nothing was typed.
    Every number that is typed in the portal is read here: Django's own fields make 1 of 1.000.
    """

    widget = forms.TextInput
    invalid: Any = _("Schrijf een heel getal in cijfers, zoals 80 of 1.250.")
    not_whole: Any = _("Schrijf een heel getal, zonder komma.")

    def __init__(self, *, lowest: int = -LARGEST, highest: int = LARGEST, decimals: int = 0, **options: Any) -> None:
        self.lowest, self.highest, self.decimals = lowest, highest, decimals
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """Called by Django. Where a minus can stand, the keyboard of a phone that has digits only would not let it."""
        if isinstance(widget, forms.HiddenInput):
            return {}
        keys = {"inputmode": "decimal" if self.decimals else "numeric"} if self.lowest >= 0 else {}
        return {"autocomplete": "off", "size": "12", **keys}

    def to_python(self, value: Any) -> int | Decimal | None:
        if isinstance(value, int | Decimal):
            return value
        typed = self.tidied(str(value or ""))
        if not typed:
            return None
        number = parse_number(typed)
        if message := self.refusal(number):
            raise ValidationError(message, code="invalid")
        return Decimal(number) if self.decimals else int(number)

    def tidied(self, typed: str) -> str:
        """What was typed, without what does not belong to the number."""
        return typed.strip()

    def refusal(self, number: str) -> Any:
        """Why this number, or "" for what is none, cannot be taken; "" when it can."""
        behind = len(number.partition(".")[2])
        if not number:
            return _("Schrijf een getal in cijfers, zoals 80 of 12,5.") if self.decimals else self.invalid
        if behind > self.decimals == 0:
            return self.not_whole
        if behind > self.decimals:
            return format_lazy(_("Schrijf hoogstens {most} cijfers achter de komma."), most=self.decimals)
        if Decimal(number) < self.lowest:
            return format_lazy(_("Schrijf een getal van {lowest} of hoger."), lowest=format_number(self.lowest))
        if Decimal(number) > self.highest:
            return format_lazy(_("Schrijf een getal van {highest} of lager."), highest=format_number(self.highest))
        return ""

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field is read again as the same number; what was typed comes back as it was typed."""
        if not isinstance(value, int | Decimal):
            return value
        number = f"{value:f}"
        return format_stored_number(number.rstrip("0").rstrip(".") if "." in number else number)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """By the number, not by how it is written."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class EurosField(NumberField):
    """An amount in whole euros: 25000, 25.000 or € 25.000,00."""

    invalid = _("Schrijf een bedrag in hele euro’s, zoals 25.000.")
    not_whole = _("Schrijf een bedrag in hele euro’s, zoals 25.000.")

    def __init__(self, **options: Any) -> None:
        super().__init__(lowest=0, highest=2_000_000_000, **options)

    def tidied(self, typed: str) -> str:
        return typed.replace("€", "").strip().removesuffix(",-").removesuffix(",–").strip()

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, int) else value


class PageField(NumberField):
    """The number of a page in the address of a list."""

    def __init__(self) -> None:
        super().__init__(lowest=1, highest=10_000, required=False)


class PhoneField(forms.CharField):
    """A telephone number in Dutch notation, wherever one is typed; its clean value is how people read it."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"help_text": _("Bijvoorbeeld (035) 000 00 00, 0800-2000 of 112."), **options})

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text:
            return ""
        try:
            return phone.read(text).shown
        except ValueError as error:
            message = _("Dit is geen telefoonnummer. Schrijf het als (035) 000 00 00, 0800-2000 of 112.")
            raise ValidationError(message, code="phone") from error


def pretty(name: str) -> str:
    """The label that Django gives to a field without one."""
    return name.replace("_", " ").capitalize()


def _missing(field: forms.Field) -> Any:
    if isinstance(field.widget, CheckboxInput):
        return _("Zet een vinkje bij “{label}”.")
    if isinstance(field.widget, (RadioSelect, CheckboxSelectMultiple, Select)):
        return _("Maak een keuze bij “{label}”.")
    return _("Vul “{label}” in.")
