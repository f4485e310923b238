"""What the template pack "samenkracht" needs to know of a field, worked out once per field."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import template
from django.forms import BoundField, widgets
from django.forms.utils import flatatt
from django.utils.functional import Promise
from django.utils.safestring import SafeString

register = template.Library()

TEXTBOX = "utrecht-textbox utrecht-textbox--html-input"
CLASSES: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.Textarea, "utrecht-textarea utrecht-textarea--html-textarea full-width"),
    (widgets.Select, "utrecht-select utrecht-select--html-select"),
    (widgets.NumberInput, f"{TEXTBOX} utrecht-textbox--short"),
    (widgets.CheckboxInput, ""),
    (widgets.FileInput, ""),
    (widgets.SelectDateWidget, "utrecht-select utrecht-select--html-select"),
    (widgets.MultiWidget, f"{TEXTBOX} utrecht-textbox--short"),
    (widgets.Input, TEXTBOX),
)
# Up to this many signs a text box is as wide as its answer; above it, as wide as the column.
SHORT_ANSWER = 12


@dataclass(frozen=True)
class DrawnField:
    """One field as the pack draws it: label, hint, error, control, in that order."""

    bound: BoundField

    @cached_property
    def widget(self) -> widgets.Widget:
        widget: widgets.Widget = self.bound.field.widget
        return widget

    @cached_property
    def shape(self) -> str:
        """Which template draws it: hidden, radios, checkboxes, checkbox, several, control or what the widget says."""
        widget = self.widget
        if self.bound.is_hidden:
            return "hidden"
        if drawn_as := getattr(widget, "drawn_as", ""):
            return str(drawn_as)
        if isinstance(widget, widgets.CheckboxSelectMultiple):
            return "checkboxes"
        if isinstance(widget, widgets.RadioSelect):
            return "radios"
        if isinstance(widget, widgets.CheckboxInput):
            return "checkbox"
        return "several" if isinstance(widget, (widgets.MultiWidget, widgets.SelectDateWidget)) else "control"

    @cached_property
    def id(self) -> str:
        return str(self.widget.attrs.get("id") or self.bound.auto_id)

    @cached_property
    def note(self) -> str | Promise:
        """Words of ours after a hint that somebody else wrote."""
        note: str | Promise = getattr(self.bound.field, "note", "")
        return note

    @cached_property
    def hint_id(self) -> str:
        return f"{self.id}_helptext" if self.bound.help_text or self.note else ""

    @cached_property
    def error_id(self) -> str:
        return f"{self.id}_error" if self.errors else ""

    @cached_property
    def errors(self) -> list[str]:
        return sentences(self.bound)

    @property
    def described(self) -> str:
        """The ids of hint and error, in the order in which they are read."""
        return " ".join(part for part in (self.hint_id, self.error_id) if part)

    @property
    def required(self) -> bool:
        return self.bound.field.required

    @property
    def optional(self) -> bool:
        """Whether "(niet verplicht)" is said; a single box to tick says it by itself."""
        return not self.bound.field.required and self.shape != "checkbox"

    def options(self) -> list[dict[str, Any]]:
        """The choices, each with name, value, label, selected and id; without a template per choice."""
        widget = self.widget
        assert isinstance(widget, widgets.ChoiceWidget)  # noqa: S101  # only asked for radios and checkboxes
        value = widget.format_value(self.bound.value())
        options = list(widget.options(self.bound.html_name, value, {"id": self.id}))
        # A choice that is not required has an empty first option in Django; leaving it open says the same.
        return [option for option in options if str(option["value"]) != "" or self.shape == "control"]

    def control(self) -> SafeString:
        """The input itself with class, ids of hint and error, and the states for assistive technology."""
        # Browsers would refuse the form in their own words, one field at a time; we answer with all errors at once.
        self.bound.form.use_required_attribute = False
        # Nor may they cut off a pasted text without a word; and words that vanish while typing are no label.
        attributes: dict[str, Any] = {"maxlength": False, "placeholder": False}
        if classes := self._classes():
            attributes["class"] = classes
        return self.bound.as_widget(attrs=attributes | self.states)

    @property
    def states(self) -> dict[str, str]:
        """What assistive technology is told of it, as attributes."""
        found = {
            "aria-required": "true" if self.required else "",
            "aria-invalid": "true" if self.errors else "",
            "aria-describedby": self.described,
        }
        return {name: value for name, value in found.items() if value}

    @property
    def state_attributes(self) -> SafeString:
        """The same for the element that holds several inputs, each attribute with a blank before it."""
        return flatatt(self.states)

    def _classes(self) -> str:
        own = str(self.widget.attrs.get("class", ""))
        classes = next((classes for kind, classes in CLASSES if isinstance(self.widget, kind)), "")
        if classes == TEXTBOX:
            classes += " utrecht-textbox--short" if self._is_short() else " full-width"
        if self.errors and classes:
            classes += f" {classes.split()[0]}--invalid"
        return f"{classes} {own}".strip()

    def _is_short(self) -> bool:
        size = self.widget.attrs.get("size") or self.widget.attrs.get("maxlength")
        return size is not None and int(size) <= SHORT_ANSWER


def sentences(bound: BoundField) -> list[str]:
    """The errors of a field; one that does not name its question gets the label before it.

    The summary and the field use this one function, so that they say the same. A field that is a part of a question
    (a postcode) carries the words of that question in ``question_label``.
    """
    label = str(getattr(bound.field, "question_label", None) or bound.label)
    bare = label.rstrip(" ?:.!").casefold()
    texts = [str(error) for error in bound.errors]
    return [text if bare in text.casefold() else f"{label.rstrip(' :')}: {text}" for text in texts]


@register.filter
def drawn(bound: object) -> DrawnField | None:
    """``{% with d=field|drawn %}``; None for a part that a question does not have."""
    return DrawnField(bound) if isinstance(bound, BoundField) else None
