"""The overview carries all answers in hidden fields, so that a draft that is lost behind it costs nothing."""

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlencode

from participation.formbuilder import answers as answer_sheet
from participation.formbuilder.build import StepForm, clean_fast, initial
from participation.formbuilder.path import path
from participation.formbuilder.schema import Definition
from participation.formbuilder.types.base import Stored

# Above this many bytes the overview goes without: a post that is refused for its size would be worse than a lost draft.
HEAVIEST: Final = 256 * 1024


def fields(definition: Definition, answers: Mapping[str, Stored]) -> dict[str, str]:
    """Names and values of the hidden fields; none when they would make the post too heavy."""
    values: dict[str, str] = {}
    for _index, step in path(definition, answers):
        values |= initial(step, answers)
    return values if len(urlencode(values)) <= HEAVIEST else {}


def read(
    definition: Definition, form_class: Callable[[int], type[StepForm]], post: Mapping[str, str]
) -> dict[str, Stored]:
    """The answers in a post of the overview; cleaned like any other, since anybody can write a post."""
    answers: dict[str, Stored] = {}
    for index, step in enumerate(definition.steps):
        answers = answer_sheet.merge(answers, step, clean_fast(form_class(index), post).answers)
    return answers
