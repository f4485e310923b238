"""Question type: one choice, with or without "other, namely"."""

from collections.abc import Iterable, Mapping
from typing import ClassVar, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participation.formbuilder.lookup import NOTHING_TO_LOOK_UP, LookupContext
from participation.formbuilder.schema import OTHER, Option, Question
from participation.formbuilder.types.base import QuestionType, Reading, Stored, Words, field_name
from participation.formbuilder.types.fields import OneLine, PickField, TextField

LONGEST_OTHER: Final = 250
MOST_OPTIONS: Final = 50


class Choice(QuestionType):
    """Stored as ``{"option": key}``, and ``{"option": "other", "text": ...}`` for an answer of one's own."""

    kind: ClassVar[str] = "choice"
    label: ClassVar[Words] = _("Eén keuze")
    part_after: ClassVar[str] = "other"

    def fields(self, question: Question, context: LookupContext) -> dict[str, forms.Field]:
        pick = PickField(
            question_label=question.label,
            label=question.label,
            help_text=question.hint,
            required=question.required,
            choices=[(option.key, option.label) for option in self.countable(question)],
        )
        if question.other is None:
            return {field_name(question): pick}
        other = TextField(
            question_label=question.label,
            label=format_lazy(_("Uw antwoord bij “{option}”"), option=question.other),
            required=False,
            limit=LONGEST_OTHER,
            widget=OneLine(attrs={"autocomplete": "off"}),
        )
        return {field_name(question): pick, field_name(question, "other"): other}

    def read(self, question: Question, values: Mapping[str, str], context: LookupContext) -> Reading:
        picked = values[field_name(question)]
        text = values.get(field_name(question, "other"), "")
        if picked == OTHER and not text:
            message = format_lazy(
                _("Schrijf bij “{question}” op wat u bedoelt met “{option}”."),
                question=question.label,
                option=question.other or "",
            )
            return Reading(errors={field_name(question, "other"): message})
        if text and picked != OTHER:
            message = format_lazy(
                _("U schreef iets bij “{option}” van “{question}”. Kies dan ook dat antwoord, of maak het vak leeg."),
                question=question.label,
                option=question.other or "",
            )
            return Reading(errors={field_name(question, "other"): message})
        if not picked:
            return self._left_open(question)
        return Reading({"option": picked, "text": text} if picked == OTHER else {"option": picked})

    def _left_open(self, question: Question) -> Reading:
        if not question.required:
            return Reading()
        message = format_lazy(_("Kies een antwoord bij “{question}”."), question=question.label)
        return Reading(errors={field_name(question): message})

    def to_fields(self, question: Question, stored: Stored) -> dict[str, str]:
        answer = _parts(stored)
        filled = {field_name(question): answer["option"]}
        if "text" in answer:
            filled[field_name(question, "other")] = answer["text"]
        return filled

    def show(self, question: Question, stored: Stored, context: LookupContext = NOTHING_TO_LOOK_UP) -> str:
        answer = _parts(stored)
        labels = {option.key: option.label for option in self.countable(question)}
        label = labels.get(answer["option"], answer["option"])
        return f"{label.rstrip(' :…')}: {answer['text']}" if "text" in answer else label

    def tally(self, question: Question, stored: Stored) -> Iterable[str]:
        return (_parts(stored)["option"],)

    def countable(self, question: Question, context: LookupContext = NOTHING_TO_LOOK_UP) -> tuple[Option, ...]:
        other = () if question.other is None else (Option(OTHER, question.other),)
        return question.options + other

    def problems(self, question: Question) -> list[str]:
        found = []
        options = self.countable(question)
        if len(options) < 2:
            found.append(f"Bij “{question.label}” moeten minstens twee antwoorden staan om uit te kiezen.")
        if len(options) > MOST_OPTIONS:
            found.append(f"Bij “{question.label}” staan {len(options)} antwoorden; er passen er {MOST_OPTIONS}.")
        if any(option.key == OTHER for option in question.options):
            found.append(f"Bij “{question.label}” mag geen antwoord de sleutel “{OTHER}” hebben.")
        return found


def _parts(stored: Stored) -> dict[str, str]:
    if isinstance(stored, str):
        raise TypeError("a choice is stored as an object")
    return stored
