"""Question type: several choices, with or without "other, namely"."""

import random
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participation.formbuilder.lookup import NOTHING_TO_LOOK_UP, LookupContext
from participation.formbuilder.schema import OTHER, Option, Question
from participation.formbuilder.types.base import (
    Cell,
    CellReader,
    ColumnPart,
    QuestionType,
    ReadAnswer,
    Stored,
    Words,
    field_name,
    nothing_chosen,
)
from participation.formbuilder.types.choice import (
    option_faults,
    other_column,
    other_errors,
    other_field,
    worded,
)
from participation.formbuilder.types.fields import PickSeveralField

# What stands in the column of an option that was chosen, and of one that was not.
CHOSEN: Final = (_("Ja"), _("Nee"))
MORE: Final = _("U kunt meer dan één antwoord kiezen.")


class SeveralType(QuestionType):
    """Stored as ``{"options": [keys in the order of the question]}``, with ``"text"`` for an answer of one's own."""

    kind: ClassVar[str] = "several"
    label: ClassVar[Words] = _("Meer keuzes")
    part_after: ClassVar[str] = "other"
    overlaps: ClassVar[bool] = True
    properties: ClassVar[frozenset[str]] = frozenset({"options", "other"})

    def fields(self, question: Question, context: LookupContext) -> dict[str, forms.Field]:
        pick = PickSeveralField(
            question_label=question.label,
            label=question.label,
            help_text=format_lazy("{hint} {more}", hint=question.hint, more=MORE) if question.hint else MORE,
            required=question.required,
            choices=[(option.key, option.label) for option in self.countable(question)],
        )
        return {field_name(question): pick} | other_field(question)

    def read(self, question: Question, values: Mapping[str, str], context: LookupContext) -> ReadAnswer:
        picked = [key for key in values[field_name(question)].split(",") if key]
        text = values.get(field_name(question, "other"), "")
        if errors := other_errors(question, text, is_picked=OTHER in picked):
            return ReadAnswer(errors=errors)
        if not picked:
            return nothing_chosen(question)
        return ReadAnswer({"options": picked, "text": text} if text else {"options": picked})

    def to_fields(self, question: Question, stored: Stored) -> dict[str, str]:
        picked, text = _parts(stored)
        filled = {field_name(question): ",".join(picked)}
        return filled | {field_name(question, "other"): text} if text else filled

    def show(self, question: Question, stored: Stored, context: LookupContext = NOTHING_TO_LOOK_UP) -> str:
        picked, text = _parts(stored)
        labels = {option.key: option.label for option in self.countable(question)}
        lines = [labels.get(key, key) for key in picked if key != OTHER]
        return "\n".join([*lines, worded(labels.get(OTHER, OTHER), text)] if text else lines)

    def tally(self, question: Question, stored: Stored) -> Iterable[str]:
        return tuple(_parts(stored)[0])

    def countable(self, question: Question, context: LookupContext = NOTHING_TO_LOOK_UP) -> tuple[Option, ...]:
        other = () if question.other is None else (Option(OTHER, question.other),)
        return question.options + other

    def columns(self, question: Question) -> tuple[ColumnPart, ...]:
        """One for each option, so that the answers can be counted and filtered."""
        ticks = (ColumnPart(option.key, option.label) for option in self.countable(question))
        return (*ticks, *other_column(question))

    def cells(self, question: Question, context: LookupContext, *, as_codes: bool) -> CellReader:
        yes, no = (1, 0) if as_codes else (str(CHOSEN[0]), str(CHOSEN[1]))
        options = [option.key for option in self.countable(question)]

        def read(stored: Stored) -> tuple[Cell, ...]:
            picked, text = _parts(stored)
            ticks = (yes if key in picked else no for key in options)
            return (*ticks,) if question.other is None else (*ticks, text or None)

        return read

    def sample(self, question: Question, context: LookupContext, chance: random.Random) -> dict[str, str]:
        picked = chance.sample(question.options, chance.randint(1, len(question.options)))
        return {field_name(question): ",".join(option.key for option in picked)}

    def faults(self, question: Question) -> Iterator[tuple[str, str]]:
        yield from super().faults(question)
        yield from option_faults(question)


def _parts(stored: Stored) -> tuple[list[str], str]:
    if isinstance(stored, str):
        raise TypeError("several choices are stored as an object")
    return list(stored["options"]), str(stored.get("text", ""))
