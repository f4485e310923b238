"""Made-up answers for load and tests: typed values as a browser would post them, always the same for one seed."""

import random
from collections.abc import Iterator
from datetime import datetime

from participation import queries
from participation.enums import Channel
from participation.formbuilder import answers as answer_sheet
from participation.formbuilder.build import clean_fast
from participation.formbuilder.schema import OTHER, Definition, Question
from participation.formbuilder.types import type_of
from participation.formbuilder.types.base import Stored, field_name
from participation.models import FormVersion
from participation.services import submissions
from samenkracht.core.refused import Refused

SENTENCES = (
    "Er komt steeds iemand anders.",
    "De hulp is aardig en luistert goed.",
    "Ik weet niet wie ik kan bellen.",
    "Het duurt lang voordat er iemand komt.",
    "De uren zijn genoeg, maar de tijd is lastig.",
    "Mijn buurvrouw helpt mij met de formulieren.",
)
OTHERS = ("een mantelzorger", "de buurt", "via de huisarts")


class MadeUpAnswersRefused(Refused):  # a refusal is an answer, not an error
    for_people = "Deze vragenlijst nam verzonnen antwoorden niet aan."


def typed(definition: Definition, municipalities: tuple[str, ...], chance: random.Random) -> Iterator[dict[str, str]]:
    """Per step, the values that one person types."""
    for step in definition.steps:
        values: dict[str, str] = {}
        for question in step.questions:
            if question.required or chance.random() < 0.7:
                values |= _typed(question, municipalities, chance)
        yield values


def _typed(question: Question, municipalities: tuple[str, ...], chance: random.Random) -> dict[str, str]:
    name = field_name(question)
    match question.kind:
        case "choice":
            if question.other is not None and chance.random() < 0.1:
                return {name: OTHER, field_name(question, "other"): chance.choice(OTHERS)}
            return {name: chance.choice(question.options).key}
        case "municipality":
            return {name: chance.choice(municipalities)}
        case "long_text":
            return {name: " ".join(chance.sample(SENTENCES, chance.randint(1, 3)))}
        case "several":
            picked = chance.sample(question.options, chance.randint(1, len(question.options)))
            return {name: ",".join(option.key for option in picked)}
        case "yes_no" | "scale":
            return {name: chance.choice(type_of(question).countable(question)).key}
        case "short_text":
            return {name: chance.choice(OTHERS)}
        case "number":
            return {name: _number(question, chance)}
        case "explanation":
            return {}
        case kind:
            raise NotImplementedError(f"no made-up answer for {kind}")


def _number(question: Question, chance: random.Random) -> str:
    lowest = question.lowest if question.lowest is not None else min(0, (question.highest or 0) - 100)
    highest = question.highest if question.highest is not None else lowest + 100
    whole = chance.randint(lowest, highest)
    return f"{whole},5" if question.decimals and whole < highest and chance.random() < 0.3 else str(whole)


def load(*, version: FormVersion, count: int, seed: int, at: datetime) -> int:
    """Receive ``count`` made-up submissions by the one way in; gives how many were new.

    The same seed again gives the same keys, and so no new rows. Raises MadeUpAnswersRefused.
    """
    chance = random.Random(seed)  # noqa: S311  # made-up answers, not secrets
    definition = queries.definition_of(version)
    municipalities = tuple(code for code, _name in queries.lookup_context(at).municipalities)
    forms = [queries.step_form(version, index, at=at) for index in range(len(definition.steps))]
    new = 0
    for _number in range(count):
        key = f"{chance.getrandbits(128):032x}"
        answers: dict[str, Stored] = {}
        for form_class, values in zip(forms, typed(definition, municipalities, chance), strict=True):
            cleaned = clean_fast(form_class, values)
            if cleaned.errors:
                raise MadeUpAnswersRefused
            answers = answer_sheet.merge(answers, form_class.step, cleaned.answers)
        receipt = submissions.receive(version=version, answers=answers, key=key, channel=Channel.ONLINE, at=at)
        new += not receipt.again
    return new
