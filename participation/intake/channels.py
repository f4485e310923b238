"""Made-up answers for load and tests: typed values as a browser would post them, always the same for one seed."""

import random
from collections.abc import Iterator
from datetime import datetime

from participation.enums import Channel
from participation.formbuilder import answers as answer_sheet
from participation.formbuilder.build import clean_fast
from participation.formbuilder.lookup import LookupContext
from participation.formbuilder.schema import Definition
from participation.formbuilder.types import type_of
from participation.formbuilder.types.base import Stored
from participation.intake.services import submissions
from participation.models import FormVersion
from participation.register import queries
from samenkracht.core.refused import Refused


class MadeUpAnswersRefused(Refused):
    for_people = "Deze vragenlijst nam verzonnen antwoorden niet aan."


def typed(definition: Definition, context: LookupContext, chance: random.Random) -> Iterator[dict[str, str]]:
    """Per step, the values that one person types."""
    for step in definition.steps:
        values: dict[str, str] = {}
        for question in step.questions:
            if question.required or chance.random() < 0.7:
                values |= type_of(question).sample(question, context, chance)
        yield values


def load(*, version: FormVersion, count: int, seed: int, at: datetime) -> int:
    """Receive ``count`` made-up submissions by the one way in; gives how many were new.

    The same seed again gives the same keys, and so no new rows. Raises MadeUpAnswersRefused.
    """
    chance = random.Random(seed)  # noqa: S311  # made-up answers, not secrets
    definition = queries.definition_of(version)
    context = queries.lookup_context(at)
    forms = [queries.step_form(version, index, at=at) for index in range(len(definition.steps))]
    new = 0
    for _number in range(count):
        key = f"{chance.getrandbits(128):032x}"
        answers: dict[str, Stored] = {}
        for form_class, values in zip(forms, typed(definition, context, chance), strict=True):
            cleaned = clean_fast(form_class, values)
            if cleaned.errors:
                raise MadeUpAnswersRefused
            answers = answer_sheet.merge(answers, form_class.step, cleaned.answers)
        receipt = submissions.receive(version=version, answers=answers, key=key, channel=Channel.ONLINE, at=at)
        new += not receipt.again
    return new
