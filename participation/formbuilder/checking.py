"""Whether a questionnaire can be published: everything that is wrong with it, in words for who makes it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, Self

from participation.formbuilder import blocks
from participation.formbuilder.schema import Definition, Question, Step
from participation.formbuilder.types import TYPES, foreign_settings, place_questions
from participation.formbuilder.types.characters import FORBIDDEN
from participation.formbuilder.types.settings import LONGEST_TEXT_OF_SETTING

# No hyphen: names of fields are made of keys and hyphens.
KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
LONGEST_LABEL: Final = 300
LONGEST_HINT: Final = 1_000
MOST_STEPS: Final = 30
MOST_QUESTIONS: Final = 150


class Problem(str):
    """A sentence that knows where it is mended: the keys of a step and perhaps of one of its questions."""

    step: str
    question: str

    def __new__(cls, words: str, step: str, question: str = "") -> Self:
        problem = super().__new__(cls, words)
        problem.step, problem.question = step, question
        return problem


def check(definition: Definition) -> list[str]:
    """All problems, in the order of the questionnaire; empty when it can be published."""
    return list(_problems(definition))


def _problems(definition: Definition) -> Iterator[str]:
    questions = list(definition.questions())
    if not definition.steps:
        yield "De vragenlijst heeft nog geen stappen."
    if len(definition.steps) > MOST_STEPS:
        yield f"De vragenlijst heeft {len(definition.steps)} stappen; er passen er {MOST_STEPS}."
    if len(questions) > MOST_QUESTIONS:
        yield f"De vragenlijst heeft {len(questions)} vragen; er passen er {MOST_QUESTIONS}."
    if questions and not any(question.kind not in TYPES or TYPES[question.kind].asks for question in questions):
        yield "De vragenlijst heeft alleen uitleg en vraagt nog niets."
    for block, times in Counter(question.block for question in questions if question.block).items():
        if times > 1:
            yield f"Het vaste blok “{block}” kan maar één keer in een vragenlijst staan."
    yield from _keys("stap", (step.key for step in definition.steps))
    yield from _keys("vraag", (question.key for question in questions))
    if len(place_questions(questions)) > 1:
        yield "De vraag naar de gemeente kan maar één keer in een vragenlijst staan."
    yield from _placed_problems(definition)


def _placed_problems(definition: Definition) -> Iterator[Problem]:
    for number, step in enumerate(definition.steps, start=1):
        for words in _step_problems(number, step):
            yield Problem(words, step.key)
        for question in step.questions:
            for words in question_problems(question):
                yield Problem(words, step.key, question.key)


def _step_problems(number: int, step: Step) -> Iterator[str]:
    yield from _words(f"De titel van stap {number}", step.title, LONGEST_LABEL)
    yield from _words(f"De inleiding van stap {number}", step.intro, LONGEST_HINT, may_be_empty=True)
    if not step.questions:
        yield f"Stap {number} heeft nog geen vragen."


def question_problems(question: Question) -> Iterator[str]:
    """What is wrong with this question, whatever stands around it."""
    name = question.label.strip() or question.key
    yield from _words(f"De vraag “{name}”", question.label, LONGEST_LABEL)
    yield from _words(f"De uitleg bij “{name}”", question.hint, LONGEST_HINT, may_be_empty=True)
    if question.kind not in TYPES:
        yield f"De vraag “{name}” is van een soort die niet bestaat: {question.kind}."
        return
    yield from _keys(f"antwoord bij “{name}”", (option.key for option in question.options))
    labels = [option.label for option in question.options] + ([] if question.other is None else [question.other])
    for label in labels:
        yield from _words(f"Een antwoord bij “{name}”", label, LONGEST_LABEL)
    for label, times in Counter(label.strip().casefold() for label in labels).items():
        if times > 1:
            yield f"Bij “{name}” staat het antwoord “{label}” {times} keer."
    if question.sensitive and not TYPES[question.kind].can_be_sensitive:
        yield f"De vraag “{name}” kan niet gevoelig zijn: dat kan alleen bij een lange tekst."
    for setting in TYPES[question.kind].settings:
        if setting.what:
            what = setting.what.format(name=name)
            yield from _words(what, setting.of(question), LONGEST_TEXT_OF_SETTING, may_be_empty=True)
    yield from foreign_settings(question)
    yield from (words for _property, words in TYPES[question.kind].faults(question))
    yield from blocks.problems(question)


def _keys(what: str, keys: Iterable[str]) -> Iterator[str]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield f"De sleutel “{key}” is van meer dan één {what}."
        if not KEY.fullmatch(key):
            yield f"De sleutel “{key}” ({what}) kan niet: alleen kleine letters, cijfers en _, met een letter voorop."


def _words(what: str, text: str, longest: int, *, may_be_empty: bool = False) -> Iterator[str]:
    if not text.strip() and not may_be_empty:
        yield f"{what} is nog leeg."
    if len(text) > longest:
        yield f"{what} is te lang: {len(text)} tekens. Er passen {longest} tekens in."
    if FORBIDDEN.search(text):
        yield f"{what} bevat een onzichtbaar teken dat niet kan."
