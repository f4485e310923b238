"""All question types. A new one is a file beside these and a line here; CONTRIBUTING.md says what else."""

from typing import Final

from participation.formbuilder.schema import Question
from participation.formbuilder.types.base import QuestionType
from participation.formbuilder.types.choice import Choice
from participation.formbuilder.types.municipality import Municipality
from participation.formbuilder.types.text import LongText

TYPES: Final[dict[str, QuestionType]] = {kind.kind: kind for kind in (Choice(), LongText(), Municipality())}


def type_of(question: Question) -> QuestionType:
    """The type of a question; KeyError for a kind that does not exist."""
    return TYPES[question.kind]
