"""All question types. A new one is a file beside these and a line here; CONTRIBUTING.md says what else."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

from participation.formbuilder.schema import Question
from participation.formbuilder.types.base import QuestionType
from participation.formbuilder.types.choice import ChoiceType
from participation.formbuilder.types.explanation import ExplanationType
from participation.formbuilder.types.municipality import MunicipalityType
from participation.formbuilder.types.number import NumberType
from participation.formbuilder.types.scale import ScaleType
from participation.formbuilder.types.settings import Setting
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
# Every setting that some type has, by its key.
SETTINGS: Final[dict[str, Setting[Any]]] = {one.key: one for kind in TYPES.values() for one in kind.settings}
if any(SETTINGS[one.key] is not one for kind in TYPES.values() for one in kind.settings):
    raise ImproperlyConfigured("two settings of question types have one key")


def type_of(question: Question) -> QuestionType:
    """The type of a question; KeyError for a kind that does not exist."""
    return TYPES[question.kind]


def settings_of(*questions: Question) -> dict[str, Setting[Any]]:
    """The settings that the types of these questions have, by their keys, in the order of the types."""
    return {setting.key: setting for question in questions for setting in type_of(question).settings}


def check_settings(question: Question) -> None:
    """Raise UnreadableDefinitionError when a stored setting is not what it should be."""
    for key in question.settings:
        if key in SETTINGS:
            SETTINGS[key].of(question)


def foreign_settings(question: Question) -> Iterator[str]:
    """What is said of each setting that stands at this question, while its type does not have it."""
    for key in question.settings:
        if key in SETTINGS and key not in settings_of(question):
            yield f"Bij “{question.label}” {SETTINGS[key].not_here}"


def place_questions(questions: Iterable[Question]) -> list[Question]:
    """The questions among these whose answer says where somebody lives; of a published form at most one."""
    return [question for question in questions if question.kind in TYPES and TYPES[question.kind].is_place]


def answerable(questions: Iterable[Question]) -> Iterator[Question]:
    """The questions among these that ask something: not the explanations between them."""
    return (question for question in questions if type_of(question).asks)
