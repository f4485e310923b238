"""From a step of a questionnaire to a Django form, and the fast way over the very same fields.

Making a Form instance costs far more than cleaning; so a post is cleaned by ``clean_fast`` and the form itself is
made only to draw a page again. Both ways share fields, widgets and the decision per question.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from participation.formbuilder.lookup import LookupContext
from participation.formbuilder.path import path
from participation.formbuilder.schema import Definition, Question, Step
from participation.formbuilder.types import type_of
from participation.formbuilder.types.base import QuestionType, ReadAnswer, Stored, Words, field_name
from samenkracht.core.web.forms import FieldGroup, Text, form_helper

__all__ = ["LookupContext", "StepForm", "StepForms", "clean_fast", "initial", "step_form_class", "steps_to_mend"]


@dataclass(frozen=True, slots=True)
class BoundQuestion:
    """One question of a step with its type and the names of its fields."""

    question: Question
    type: QuestionType
    names: tuple[str, ...]


class Cleaned(NamedTuple):
    """What came out of a post: answers per question, and sentences per field. No sentences: everything is right."""

    answers: dict[str, Stored]
    errors: dict[str, list[Words]]


class StepForm(forms.Form):
    """The questions of one step. After ``is_valid()`` the answers to keep stand in ``answers``."""

    use_required_attribute = False
    bound_questions: ClassVar[tuple[BoundQuestion, ...]] = ()
    step: ClassVar[Step]
    context: ClassVar[LookupContext]
    helper: ClassVar[Any]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})
        self.answers: dict[str, Stored] = {}

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for part in self.bound_questions:
            if any(self.has_error(name) for name in part.names):
                continue
            reading = _read(part, cleaned, self.context)
            for name, message in reading.errors.items():
                self.add_error(name, ValidationError(message))  # type: ignore[arg-type]  # lazy words are words
            self.initial.update(reading.suggested)
            if reading.stored is not None and not reading.errors:
                self.answers[part.question.key] = reading.stored
        return cleaned


def step_form_class(definition: Definition, step_index: int, *, context: LookupContext) -> type[StepForm]:
    """The form of one step. Make it once per version, step and context: see StepForms."""
    step = definition.steps[step_index]
    bound_questions: list[BoundQuestion] = []
    fields: dict[str, forms.Field] = {}
    layout: list[FieldGroup | Text] = []
    for question in step.questions:
        kind = type_of(question)
        if not kind.asks:
            layout.append(Text(question.label, question.hint))
            continue
        own = kind.fields(question, context)
        bound_questions.append(BoundQuestion(question, kind, tuple(own)))
        fields.update(own)
        layout.append(
            FieldGroup(
                field_name(question),
                before=field_name(question, kind.part_before) if kind.part_before else "",
                after=field_name(question, kind.part_after) if len(own) > 1 and kind.part_after else "",
            )
        )
    parts = {
        "step": step,
        "bound_questions": tuple(bound_questions),
        "context": context,
        "helper": form_helper(*layout),
    }
    return type("StepForm", (StepForm,), parts | fields)


def clean_fast(form_class: type[StepForm], post: Mapping[str, Any]) -> Cleaned:
    """Clean a post with the fields of the class, without a Form instance. Accepts and keeps what the form does.

    Keys that the step does not ask for are not looked at.
    """
    values: dict[str, str] = {}
    errors: dict[str, list[Words]] = {}
    answers: dict[str, Stored] = {}
    for name, field in form_class.base_fields.items():
        try:
            values[name] = field.clean(field.widget.value_from_datadict(post, {}, name))
        except ValidationError as error:
            errors[name] = list(error.messages)
    for part in form_class.bound_questions:
        if any(name in errors for name in part.names):
            continue
        reading = _read(part, values, form_class.context)
        for name, message in reading.errors.items():
            errors.setdefault(name, []).append(message)
        if reading.stored is not None and not reading.errors:
            answers[part.question.key] = reading.stored
    return Cleaned(answers, errors)


def initial(step: Step, answers: Mapping[str, Stored]) -> dict[str, str]:
    """Values that fill the form of a step again from answers given before."""
    filled: dict[str, str] = {}
    for question in step.questions:
        if question.key in answers:
            filled.update(type_of(question).to_fields(question, answers[question.key]))
    return filled


def steps_to_mend(
    definition: Definition, answers: Mapping[str, Stored], form_class: Callable[[int], type[StepForm]]
) -> tuple[int, ...]:
    """Indexes of the steps that are not yet right: skipped, or holding what the version does not accept.

    Ask this before sending: a step can be jumped over by whoever writes the post by hand.
    """
    found = []
    for index, step in path(definition, answers):
        cleaned = clean_fast(form_class(index), initial(step, answers))
        kept = {question.key: answers[question.key] for question in step.questions if question.key in answers}
        if cleaned.errors or cleaned.answers != kept:
            found.append(index)
    return tuple(found)


class StepForms:
    """Form classes of published versions, made once per process; a version never changes, so nothing grows stale."""

    def __init__(self, size: int = 512) -> None:
        self._made = lru_cache(maxsize=size)(self._make)

    def get(
        self, version_id: int, step_index: int, *, definition: Definition, context: LookupContext
    ) -> type[StepForm]:
        """The form class of this step of this version, with these municipalities to choose from."""
        return self._made(version_id, step_index, context, _Unseen(definition))

    def forget(self) -> None:
        """Forget all classes."""
        self._made.cache_clear()

    @staticmethod
    def _make(version_id: int, step_index: int, context: LookupContext, definition: "_Unseen") -> type[StepForm]:
        return step_form_class(definition.definition, step_index, context=context)


@dataclass(frozen=True, slots=True)
class _Unseen:
    """Carries the definition past the cache's key: the id of the version stands for it, and is quicker to compare."""

    definition: Definition

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Unseen)

    def __hash__(self) -> int:
        return 0


def _read(part: BoundQuestion, values: Mapping[str, str], context: LookupContext) -> ReadAnswer:
    return part.type.read(part.question, values, context)
