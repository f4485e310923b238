"""Question type: the municipality where someone lives. The postcode only suggests; the person decides.

A postcode is looked up once, and then its field is empty again: what somebody writes there next is another question,
and what stands chosen by then may be our suggestion for the one before. Kept is the code of the municipality or the key
of a way out; the postcode is read, used and forgotten.
"""

import random
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participation.formbuilder.lookup import NOTHING_TO_LOOK_UP, LookupContext
from participation.formbuilder.schema import Option, Question
from participation.formbuilder.types.base import (
    CellReader,
    QuestionType,
    ReadAnswer,
    Stored,
    Words,
    field_name,
    worded_cells,
)
from participation.formbuilder.types.fields import AnswerField, OneLine, PickField

NO_FIXED_ADDRESS: Final = "no_fixed_address"
OUTSIDE_REGION: Final = "outside_region"
NOT_SAID: Final = "not_said"
WAYS_OUT: Final[tuple[tuple[str, Words], ...]] = (
    (NO_FIXED_ADDRESS, _("Ik heb geen vaste woon- of verblijfplaats")),
    (OUTSIDE_REGION, _("Ik woon buiten de regio")),
    (NOT_SAID, _("Dat zeg ik liever niet")),
)
LONGEST_SPELLING: Final = 40
POSTCODE: Final = re.compile(r"([1-9][0-9]{3})([A-Z]{2})?")


def tidy_postcode(typed: str) -> str:
    """``1404 GZ`` for any spelling of it, ``1404`` for four digits, and "" for what is no postcode."""
    if len(typed) > LONGEST_SPELLING:
        return ""
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isalnum())
    found = POSTCODE.fullmatch(signs)
    return " ".join(part for part in found.groups() if part) if found else ""


class PostcodeField(AnswerField, forms.CharField):
    """A postcode in any spelling, tidied; what is no postcode is given back as typed, for the question to judge."""

    widget = OneLine

    def __init__(self, *, question_label: str, **options: Any) -> None:
        super().__init__(**options)
        self.question_label = question_label

    def clean(self, value: Any) -> str:
        self.refuse_twice(value)
        typed = (value or "").strip()
        return tidy_postcode(typed) or typed

    def bound_data(self, data: Any, initial: Any) -> Any:
        sent = super().bound_data(data, initial)
        return tidy_postcode(sent or "") or sent


class MunicipalityField(PickField):
    """A municipality of the list, which may be another list than when the page was drawn."""

    not_there: ClassVar[Words] = _("Wat u koos, staat niet meer in de lijst. Kies bij “{question}” opnieuw.")

    def __init__(self, *, heirs: Mapping[str, tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.heirs = heirs

    def why_not_there(self, picked: str) -> Any:
        if picked not in self.heirs:
            return super().why_not_there(picked)
        gone, heir = self.heirs[picked]
        words = _("Wat u koos, staat niet meer in de lijst. {gone} hoort nu bij {heir}. Kies bij “{question}” opnieuw.")
        return format_lazy(words, gone=gone, heir=heir, question=self.question_words)


class MunicipalityType(QuestionType):
    """Stored as the code of the municipality, or the key of a way out."""

    kind: ClassVar[str] = "municipality"
    label: ClassVar[Words] = _("Gemeente")
    part_before: ClassVar[str] = "postcode"
    is_place: ClassVar[bool] = True

    def fields(self, question: Question, context: LookupContext) -> dict[str, forms.Field]:
        postcode = PostcodeField(
            question_label=question.label,
            label=_("Uw postcode"),
            help_text=_("Bijvoorbeeld 1404 GZ, of alleen 1404. Wij bewaren uw gemeente en niet uw postcode."),
            required=False,
            max_length=None,
            widget=OneLine(attrs={"autocomplete": "postal-code", "size": "9"}),
        )
        pick = MunicipalityField(
            heirs=context.heirs,
            question_label=question.label,
            label=question.label,
            help_text=question.hint,
            required=question.required,
            choices=[*context.municipalities, *WAYS_OUT],
        )
        return {field_name(question, "postcode"): postcode, field_name(question): pick}

    def read(self, question: Question, values: Mapping[str, str], context: LookupContext) -> ReadAnswer:
        picked = values[field_name(question)]
        postcode = values[field_name(question, "postcode")]
        digits = tidy_postcode(postcode)[:4]
        is_way_out = any(picked == key for key, _words in WAYS_OUT)
        if picked and (is_way_out or not digits or picked in context.suggestions(digits)):
            return ReadAnswer(picked)
        if postcode:
            return self._ask_back(question, postcode, context)
        if picked:
            return ReadAnswer(picked)
        if not question.required:
            return ReadAnswer()
        message = format_lazy(_("Vul bij “{question}” uw postcode in of kies uw gemeente."), question=question.label)
        return ReadAnswer(errors={field_name(question, "postcode"): message})

    def _ask_back(self, question: Question, postcode: str, context: LookupContext) -> ReadAnswer:
        tidied = tidy_postcode(postcode)
        if not tidied:
            message = _("Uw postcode bij “{question}” kennen wij niet. Schrijf hem als 1404 GZ, of kies uw gemeente.")
            return ReadAnswer(errors={field_name(question, "postcode"): format_lazy(message, question=question.label)})
        codes = context.suggestions(tidied[:4])
        names = _either([context.names[code] for code in codes])
        if len(codes) == 1:
            message = _(
                "Controleer uw gemeente bij “{question}”: wij denken {names} bij postcode {postcode}. Klopt dit? "
                "Ga dan verder. Klopt het niet? Kies dan een ander antwoord."
            )
        elif codes:
            message = _(
                "Controleer uw gemeente bij “{question}”: wij denken {names} bij postcode {postcode}. "
                "Kies welke het is."
            )
        else:
            message = _("Bij postcode {postcode} kennen wij geen gemeente in deze regio. Kies bij “{question}” zelf.")
        text = format_lazy(message, question=question.label, names=names, postcode=tidied)
        # With two municipalities a choice of ours would be a guess that stays when it is not looked at.
        chosen = codes[0] if len(codes) == 1 else ""
        suggested = {field_name(question): chosen, field_name(question, "postcode"): ""}
        return ReadAnswer(errors={field_name(question): text}, suggested=suggested)

    def to_fields(self, question: Question, stored: Stored) -> dict[str, str]:
        return {field_name(question): str(stored)}

    def show(self, question: Question, stored: Stored, context: LookupContext = NOTHING_TO_LOOK_UP) -> str:
        code = str(stored)
        words: dict[str, Words] = {**context.known, **context.names, **dict(WAYS_OUT)}
        return str(words.get(code, code))

    def label_of(self, key: str, context: LookupContext = NOTHING_TO_LOOK_UP) -> str:
        return context.known.get(key, key)

    def tally(self, question: Question, stored: Stored) -> Iterable[str]:
        return (str(stored),)

    def countable(self, question: Question, context: LookupContext = NOTHING_TO_LOOK_UP) -> tuple[Option, ...]:
        return tuple(Option(key, str(label)) for key, label in (*context.municipalities, *WAYS_OUT))

    def cells(self, question: Question, context: LookupContext, *, as_codes: bool) -> CellReader:
        words = {option.key: option.label for option in self.countable(question, context)}
        return worded_cells({} if as_codes else words)

    def sample(self, question: Question, context: LookupContext, chance: random.Random) -> dict[str, str]:
        return {field_name(question): chance.choice(context.municipalities)[0]}


def _either(names: list[str]) -> Words:
    if len(names) < 2:
        return "".join(names)
    return format_lazy(_("{first} of {last}"), first=", ".join(names[:-1]), last=names[-1])
