"""Changes of a questionnaire in the making: each gives a new definition. Keys are given once and stay."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from participation.formbuilder.schema import Definition, Option, Question, Step, new_key

Part = TypeVar("Part", Step, Question)


def index_of(parts: Sequence[Part], key: str) -> int:
    """Where the part with this key stands; KeyError when it does not."""
    for index, part in enumerate(parts):
        if part.key == key:
            return index
    raise KeyError(key)


def step_holding(definition: Definition, question_key: str) -> Step:
    """The step in which a question stands; KeyError when it stands in none."""
    for step in definition.steps:
        if any(question.key == question_key for question in step.questions):
            return step
    raise KeyError(question_key)


def fresh_key(definition: Definition) -> str:
    """A key that no step or question of this questionnaire has."""
    taken = {step.key for step in definition.steps} | {question.key for question in definition.questions()}
    while (key := new_key()) in taken:
        pass
    return key


# --- steps --------------------------------------------------------------------------------------------------------


def add_step(definition: Definition, step: Step) -> Definition:
    """With ``step`` as the last one."""
    return replace(definition, steps=(*definition.steps, step))


def put_step(definition: Definition, step: Step) -> Definition:
    """With ``step`` in the place of the one with its key; KeyError when there is none."""
    index = index_of(definition.steps, step.key)
    return replace(definition, steps=(*definition.steps[:index], step, *definition.steps[index + 1 :]))


def remove_step(definition: Definition, key: str) -> Definition:
    """Without this step and its questions; KeyError when there is none."""
    index = index_of(definition.steps, key)
    return replace(definition, steps=(*definition.steps[:index], *definition.steps[index + 1 :]))


def move_step(definition: Definition, key: str, *, up: bool) -> Definition:
    """This step one place up or down; at the end of the list the same. KeyError when there is none."""
    return replace(definition, steps=_swapped(definition.steps, index_of(definition.steps, key), up=up))


# --- questions ----------------------------------------------------------------------------------------------------


def add_question(definition: Definition, step_key: str, question: Question) -> Definition:
    """With ``question`` as the last one of a step; KeyError when there is no such step."""
    step = definition.steps[index_of(definition.steps, step_key)]
    return put_step(definition, replace(step, questions=(*step.questions, question)))


def put_question(definition: Definition, question: Question) -> Definition:
    """With ``question`` in the place of the one with its key; KeyError when there is none."""
    step = step_holding(definition, question.key)
    index = index_of(step.questions, question.key)
    questions = (*step.questions[:index], question, *step.questions[index + 1 :])
    return put_step(definition, replace(step, questions=questions))


def remove_question(definition: Definition, key: str) -> Definition:
    """Without this question; KeyError when there is none."""
    step = step_holding(definition, key)
    return put_step(definition, replace(step, questions=tuple(one for one in step.questions if one.key != key)))


def move_question(definition: Definition, key: str, *, up: bool) -> Definition:
    """This question one place up or down, over the edge of its step into the next one.

    At the end of the questionnaire the same. KeyError when there is none.
    """
    step = step_holding(definition, key)
    index = index_of(step.questions, key)
    if 0 <= index + (-1 if up else 1) < len(step.questions):
        return put_step(definition, replace(step, questions=_swapped(step.questions, index, up=up)))
    there = index_of(definition.steps, step.key) + (-1 if up else 1)
    if not 0 <= there < len(definition.steps):
        return definition
    question, other = step.questions[index], definition.steps[there]
    questions = (*other.questions, question) if up else (question, *other.questions)
    return put_step(remove_question(definition, key), replace(other, questions=questions))


def _swapped(parts: tuple[Part, ...], index: int, *, up: bool) -> tuple[Part, ...]:
    other = index - 1 if up else index + 1
    if not 0 <= other < len(parts):
        return parts
    row = list(parts)
    row[index], row[other] = row[other], row[index]
    return tuple(row)


# --- answers to choose from ---------------------------------------------------------------------------------------


def with_labels(
    old: Sequence[Option], labels: Sequence[str], renamed: Mapping[str, str] | None = None
) -> tuple[Option, ...]:
    """Options with these labels, in this order. The same words keep their key.

    ``renamed`` gives, by new label, the key of the option that it was: other words for the same answer.
    """
    known = {option.label: option.key for option in old} | dict(renamed or {})
    return tuple(Option(known.get(label) or new_key(), label) for label in labels)
