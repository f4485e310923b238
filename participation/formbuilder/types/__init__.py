"""All question types. A new one is a file beside these and a line here; CONTRIBUTING.md says what else."""

from collections.abc import Iterable, Iterator
from typing import Final

from participation.formbuilder.schema import Question
from participation.formbuilder.types.base import QuestionType
from participation.formbuilder.types.choice import Choice
from participation.formbuilder.types.explanation import Explanation
from participation.formbuilder.types.municipality import Municipality
from participation.formbuilder.types.number import Number
from participation.formbuilder.types.scale import Scale
from participation.formbuilder.types.several import Several
from participation.formbuilder.types.short_text import ShortText
from participation.formbuilder.types.text import LongText
from participation.formbuilder.types.yes_no import YesNo

# In the order in which who makes a form can choose from them.
TYPES: Final[dict[str, QuestionType]] = {
    kind.kind: kind
    for kind in (
        Choice(),
        Several(),
        YesNo(),
        Scale(),
        ShortText(),
        LongText(),
        Number(),
        Municipality(),
        Explanation(),
    )
}


def type_of(question: Question) -> QuestionType:
    """The type of a question; KeyError for a kind that does not exist."""
    return TYPES[question.kind]


def asked(questions: Iterable[Question]) -> Iterator[Question]:
    """The questions among these that ask something: not the explanations between them."""
    return (question for question in questions if type_of(question).asks)
