"""The answers of one person: ``{"schema": 2, "a": {key of the question: what is kept}}``. What is empty has no key.

A text that is encrypted stands there as ``{"sealed": base64}``; with ``"later": "yes"`` when it stood in the clear
before. That is what schema 2 knows more than schema 1. Without such a text a document is written as it always was, so
that it reads and hashes the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from participation.formbuilder.lookup import NOTHING_TO_LOOK_UP, LookupContext
from participation.formbuilder.path import path
from participation.formbuilder.schema import Definition, Question, Step
from participation.formbuilder.types import answerable, place_questions, type_of
from participation.formbuilder.types.base import SEALED, Stored, is_sealed
from samenkracht.core.db.rows import Unreadable, reads
from samenkracht.core.db.upcasting import Upcaster, upcast
from samenkracht.core.values import json

SCHEMA: Final = 2
WITHOUT_SEALED: Final = 1
UPCASTERS: Final[Mapping[int, Upcaster]] = {WITHOUT_SEALED: dict}
# What stands for an encrypted text where only counts.
MARK: Final[Mapping[str, str]] = {SEALED: ""}


class UnreadableAnswersError(Unreadable):
    """Stored answers that have not the shape they promise."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line of the overview; no answer means it was left empty."""

    question: Question
    answer: str


@dataclass(frozen=True, slots=True)
class StepAnswers:
    """The lines of one step; ``number`` counts from 1, as on screen, ``index`` is that of the definition."""

    index: int
    number: int
    step: Step
    lines: tuple[AnswerLine, ...]


def to_json(answers: Mapping[str, Stored]) -> dict[str, Any]:
    """The answers as they are stored."""
    return {"schema": SCHEMA if any(map(is_sealed, answers.values())) else WITHOUT_SEALED, "a": dict(answers)}


@reads(UnreadableAnswersError)
def from_json(document: Mapping[str, Any]) -> dict[str, Stored]:
    """Stored answers of any schema up to the present one; raises UnknownSchemaError for one of the future."""
    current = upcast(document, to=SCHEMA, upcasters=UPCASTERS)
    return dict(current["a"])


def merge(answers: Mapping[str, Stored], step: Step, given: Mapping[str, Stored]) -> dict[str, Stored]:
    """The answers after this step was filled in: a question of the step that was left empty loses its old answer."""
    here = {question.key for question in step.questions}
    return {key: stored for key, stored in answers.items() if key not in here} | dict(given)


def canonical(answers: Mapping[str, Stored]) -> bytes:
    """The one way to write these answers down."""
    return json.canonical(to_json(answers))


def answers_hash(answers: Mapping[str, Stored]) -> str:
    """Equal for equal answers, whatever the order in which they were given. Says nothing of encrypted texts."""
    return json.digest(as_counted(to_json(answers)))


def as_counted(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """A stored document as far as it counts: of an encrypted text that it is there. Encrypting anew changes nothing."""
    answers = document["a"]
    if not any(map(is_sealed, answers.values())):
        return document
    return {**document, "a": {key: MARK if is_sealed(stored) else stored for key, stored in answers.items()}}


def sealed_later(document: Mapping[str, Any]) -> bool:
    """Whether a text of this stored document once stood there in the clear."""
    return any(is_sealed(stored) and "later" in stored for stored in document["a"].values())


def municipality_code(definition: Definition, answers: Mapping[str, Stored]) -> str:
    """Code of the municipality (or key of the way out) that was answered; "" when not asked or not answered."""
    return next(
        (str(answers.get(question.key, "")) for question in place_questions(path(definition, answers).questions())), ""
    )


def overview(
    definition: Definition, answers: Mapping[str, Stored], context: LookupContext = NOTHING_TO_LOOK_UP
) -> tuple[StepAnswers, ...]:
    """All questions with their answers in words, step by step; a step that asks nothing is left out."""
    return tuple(
        StepAnswers(
            index, number, step, tuple(_line(question, answers, context) for question in answerable(step.questions))
        )
        for number, (index, step) in enumerate(path(definition, answers), start=1)
        if any(answerable(step.questions))
    )


def _line(question: Question, answers: Mapping[str, Stored], context: LookupContext) -> AnswerLine:
    stored = answers.get(question.key)
    return AnswerLine(question, "" if stored is None else type_of(question).show(question, stored, context))
