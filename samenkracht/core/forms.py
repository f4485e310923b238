"""Forms of the whole portal: helper settings of crispy in one place, and the base of all forms of staff."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samenkracht.core import meanwhile

# Nothing of before the portal, and nothing of a next generation: almost always a slip of the keys.
FIRST_YEAR, LAST_YEAR = 2000, 2100


def form_helper(*layout: Any) -> FormHelper:
    """How every form is drawn: inside a form tag and with a token that the page writes itself."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    if layout:
        helper.layout = Layout(*layout)
    return helper


class Together:
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


class SeenMarks:
    """Layout: what stood in each field when the page was drawn (core.meanwhile), out of sight."""

    def render(
        self, form: "StaffForm", context: Context, template_pack: str = "samenkracht", **_options: Any
    ) -> SafeString:
        """Called by crispy for each form."""
        return format_html('<input type="hidden" name="{}" value="{}">', meanwhile.SEEN, meanwhile.marks(form))


class StaffForm(forms.Form):
    """Base of the forms of staff: drawn by ``{% crispy form %}`` inside the page's own form tag.

    The page writes ``<form method="post" novalidate>``, the token and the buttons. A subclass may give a ``layout()``.

    ``stands``, in place of ``initial``, is what is stored now of something that more people may change. Then nobody
    undoes unseen what somebody else did since the page was drawn: see core.meanwhile.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, stands: Mapping[str, Any] | None = None, **options: Any) -> None:
        if stands is not None:
            options["initial"] = stands
        super().__init__(*args, **{"label_suffix": "", **options})
        self.changes_what_stands = stands is not None
        for name, field in self.fields.items():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = format_lazy(_missing(field), label=field.label or pretty(name))

    def layout(self) -> Layout | None:
        """Names of fields in groups; None draws all fields in their order."""
        return None

    def full_clean(self) -> None:
        """Called by Django once for what was posted."""
        differing: dict[str, Any] = {}
        if self.is_bound and self.changes_what_stands:
            self.data, differing = meanwhile.joined(self)
        super().full_clean()
        for name, told in differing.items():
            self.add_error(name, told)

    @property
    def helper(self) -> FormHelper:
        """Read by ``{% crispy form %}``."""
        layout = self.layout()
        parts: list[Any] = list(layout.fields) if layout is not None else []
        if self.changes_what_stands:
            parts = [*(parts or self.fields), SeenMarks()]
        return form_helper(*parts)


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
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(_("Kies een jaar tussen 2000 en 2100."), code="year")
        return day


def pretty(name: str) -> str:
    """The label that Django gives to a field without one."""
    return name.replace("_", " ").capitalize()


def _missing(field: forms.Field) -> Any:
    if isinstance(field.widget, CheckboxInput):
        return _("Zet een vinkje bij “{label}”.")
    if isinstance(field.widget, (RadioSelect, CheckboxSelectMultiple, Select)):
        return _("Maak een keuze bij “{label}”.")
    return _("Vul “{label}” in.")
