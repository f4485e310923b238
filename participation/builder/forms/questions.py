"""What staff fill in about steps and questions: text in, clean values out."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participation.formbuilder import checking, editing
from participation.formbuilder.checking import LONGEST_HINT, LONGEST_LABEL
from participation.formbuilder.schema import Question
from participation.formbuilder.types import TYPES, settings_of
from participation.formbuilder.types.settings import with_settings
from samenkracht.core.web.forms import StaffForm, offer, rename

GONE, NOW = "weg", "nu:"

# What only some kinds have; the settings of a kind stand between its answers and whether it is required.
ANSWERS, RULES = ("options", "other"), ("required", "sensitive")


def lines_of(text: str) -> list[str]:
    """What stands on each line, without spare space and empty lines."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [line for line in lines if line]


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
