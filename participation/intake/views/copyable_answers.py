"""What somebody filled in, in words, for when it cannot be sent any more: to copy, so that nothing is lost."""

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from django import forms

from participation.formbuilder import answers as answer_sheet
from participation.formbuilder.build import StepForm
from participation.formbuilder.lookup import LookupContext
from participation.formbuilder.schema import Definition
from participation.formbuilder.types.base import Stored
from participation.formbuilder.types.characters import drawable


def lines(
    definition: Definition,
    form_class: Callable[[int], type[StepForm]],
    context: LookupContext,
    *,
    answers: Mapping[str, Stored],
    typed: Mapping[str, str],
) -> list[tuple[str, str]]:
    """Questions with their answers, or with what was typed (by field name) and could not become an answer."""
    found = []
    for chapter in answer_sheet.overview(definition, answers, context):
        step = form_class(chapter.index)
        names = {part.question.key: part.names for part in step.bound_questions}
        for line in chapter.lines:
            given = [(step.base_fields[name], typed[name]) for name in names[line.question.key] if name in typed]
            text = line.answer or "\n".join(filter(None, (worded(field, value) for field, value in given)))
            if text.strip():
                found.append((line.question.label, text))
    return found


def worded(field: forms.Field, value: str) -> str:
    """The labels of what was chosen, or text as typed."""
    if not isinstance(field, forms.ChoiceField):
        return drawable(value)
    # The question types make flat lists of pairs.
    pairs = cast("Iterable[tuple[str, str]]", field.choices)
    labels = {str(key): str(label) for key, label in pairs}
    return "\n".join(labels[key] for key in value.split(",") if key in labels)
