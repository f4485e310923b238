"""All question types. A new one is a file beside these and a line here; CONTRIBUTING.md says what else."""

from collections.abc import Iterable, Iterator
from typing import Final

from participation.formbuilder.schema import Question
from participation.formbuilder.types.base import QuestionType
from participation.formbuilder.types.choice import ChoiceType
from participation.formbuilder.types.explanation import ExplanationType
from participation.formbuilder.types.municipality import MunicipalityType
from participation.formbuilder.types.number import NumberType
from participation.formbuilder.types.scale import ScaleType
from participation.formbuilder.types.several import SeveralType
from participation.formbuilder.types.short_text import ShortTextType
from participation.formbuilder.types.text import LongTextType
from participation.formbuilder.types.yes_no import YesNoType

# In the order in which who makes a form can choose from them.
TYPES: Final[dict[str, QuestionType]] = {
    kind.kind: kind
    for kind in (
        ChoiceType(),
        SeveralType(),
        YesNoType(),
        ScaleType(),
        ShortTextType(),
        LongTextType(),
        NumberType(),
        MunicipalityType(),
        ExplanationType(),
    )
}


def type_of(question: Question) -> QuestionType:
    """The type of a question; KeyError for a kind that does not exist."""
    return TYPES[question.kind]


def asking_place(questions: Iterable[Question]) -> list[Question]:
    """The questions among these whose answer says where somebody lives; of a published form at most one."""
    return [question for question in questions if question.kind in TYPES and TYPES[question.kind].is_place]


def asked(questions: Iterable[Question]) -> Iterator[Question]:
    """The questions among these that ask something: not the explanations between them."""
    return (question for question in questions if type_of(question).asks)
