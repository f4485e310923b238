"""What a question type must be able to do. One file per type; ``types/__init__.py`` lists them."""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, Final, TypeAlias

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participation.formbuilder.lookup import NOTHING_TO_LOOK_UP, LookupContext
from participation.formbuilder.schema import Option, Question
from participation.formbuilder.types.settings import Setting

# What is kept of one answer: JSON, never more than needed to show and count it.
Stored: TypeAlias = str | dict[str, str | list[str]]
Words: TypeAlias = str | Promise
# What stands in one cell of a table of answers; None: nothing was answered there.
Cell: TypeAlias = str | int | float | None
# Makes the cells of one stored answer, one for each column of its question.
CellReader: TypeAlias = Callable[[Stored], Sequence[Cell]]

# Key under which a text stands that only FIELD_KEYS open.
SEALED: Final = "sealed"
# Key under which "weet ik niet" is stored and counted.
UNKNOWN: Final = "unknown"
# What is said of a property that the type of a question does not have.
NOT_HERE: Final[dict[str, str]] = {
    "options": "kunnen geen antwoorden staan om uit te kiezen.",
    "other": "kan geen “anders, namelijk” staan.",
}
# Key under which a question without options counts an answer.
ANSWERED: Final = "answered"


def is_sealed(stored: Stored) -> bool:
    """Whether this is a text under lock: it counts as an answer, and has to be opened before anybody can read it."""
    return isinstance(stored, dict) and SEALED in stored


@dataclass(frozen=True, slots=True)
class ColumnPart:
    """One column of a question in a table of answers: nothing for the answer itself, else a part of it by its key."""

    key: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What one question makes of its clean fields: an answer to keep (None: left empty), or errors by field name.

    ``suggested`` says what stands in a field that comes back to be confirmed, in place of what was sent.
    """

    stored: Stored | None = None
    errors: Mapping[str, Words] = field(default_factory=dict)
    suggested: Mapping[str, str] = field(default_factory=dict)


def field_name(question: Question, part: str = "") -> str:
    """``q-<key>`` or ``q-<key>-<part>``; keys hold no hyphen, so two questions never share a name."""
    return f"q-{question.key}-{part}" if part else f"q-{question.key}"


def nothing_chosen(question: Question) -> ReadAnswer:
    """What becomes of a question with answers to choose from when none was."""
    if not question.required:
        return ReadAnswer()
    message = format_lazy(_("Kies bij “{question}” een antwoord."), question=question.label)
    return ReadAnswer(errors={field_name(question): message})


class QuestionType(ABC):
    """Fields, storage, showing and counting of one kind of question. Holds no state."""

    kind: ClassVar[str]
    label: ClassVar[Words]
    # Names of the fields beside the main one, and whether they are drawn before or after it.
    part_before: ClassVar[str] = ""
    part_after: ClassVar[str] = ""
    # An explanation asks nothing: it has no fields, no answer and no count.
    asks: ClassVar[bool] = True
    # One answer may count under several keys, so that the counts do not add up to the number of answers.
    overlaps: ClassVar[bool] = False
    # What label and hint are called for who builds a form, where these are no question and its explanation.
    words: ClassVar[Mapping[str, Words]] = {}
    # Whether it has answers to choose from ("options"), and one of one's own ("other").
    properties: ClassVar[frozenset[str]] = frozenset()
    # What else it has, in the order in which who builds a form is asked for it.
    settings: ClassVar[tuple[Setting[Any], ...]] = ()
    # The keys of settings, or the hint, without which a question of this type cannot be published.
    needed: ClassVar[frozenset[str]] = frozenset()
    # Its answers may be kept encrypted, when who makes the form calls the question sensitive.
    can_be_sensitive: ClassVar[bool] = False
    # Its answer says where somebody lives. It is kept beside the answers as well, and counted by place; a form has one.
    is_place: ClassVar[bool] = False
    # Every key under which answers are counted is a number, so that the counts alone give mean and median.
    is_measured: ClassVar[bool] = False
    # People write in it: a column of a table with such answers is wide.
    is_written: ClassVar[bool] = False

    @abstractmethod
    def fields(self, question: Question, context: LookupContext) -> dict[str, forms.Field]:
        """The named fields in the order in which they are drawn."""

    @abstractmethod
    def read(self, question: Question, values: Mapping[str, str], context: LookupContext) -> ReadAnswer:
        """Decide over the clean values of all fields of the question together."""

    @abstractmethod
    def to_fields(self, question: Question, stored: Stored) -> dict[str, str]:
        """The values that fill the fields again from a stored answer."""

    @abstractmethod
    def show(self, question: Question, stored: Stored, context: LookupContext = NOTHING_TO_LOOK_UP) -> str:
        """The answer in words, for the overview, reports and screens."""

    @abstractmethod
    def tally(self, question: Question, stored: Stored) -> Iterable[str]:
        """The keys under which this answer is counted."""

    @abstractmethod
    def countable(self, question: Question, context: LookupContext = NOTHING_TO_LOOK_UP) -> tuple[Option, ...]:
        """All keys that can be counted, with their words, in the order of the question."""

    def label_of(self, key: str, context: LookupContext = NOTHING_TO_LOOK_UP) -> str:
        """Words for a counted key that is not among ``countable`` any more."""
        return key

    def value(self, question: Question, stored: Stored) -> Decimal | None:
        """The number that the answer is, for mean and median; None when it is none."""
        return None

    def columns(self, question: Question) -> tuple[ColumnPart, ...]:
        """The columns that the answers take in a table with one row for each submission."""
        return (ColumnPart(),)

    def cells(self, question: Question, context: LookupContext, *, as_codes: bool) -> CellReader:
        """What makes cells of answers, one for each of ``columns``: in words, or with the keys that are stored.

        Made once for many answers.
        """
        if as_codes:
            return lambda stored: (str(stored),)
        return lambda stored: (self.show(question, stored, context),)

    def codes(self, question: Question, context: LookupContext) -> str:
        """What the codebook says of the answers that are kept: each code with its words, on a line of its own."""
        found = (option for option in self.countable(question, context) if option.key != ANSWERED)
        # The words of a point of a scale begin with the point.
        return "\n".join(f"{option.key} = {option.label.removeprefix(f'{option.key}: ')}" for option in found)

    @abstractmethod
    def sample(self, question: Question, context: LookupContext, chance: random.Random) -> dict[str, str]:
        """What somebody might type: a value for some of the fields that are not empty; for load and tests."""

    def faults(self, question: Question) -> Iterator[tuple[str, str]]:
        """What is wrong with the question: the property that mends it, and words for who makes the form."""
        untouched = Question(question.key, question.kind, question.label)
        for name, words in NOT_HERE.items():
            if name not in self.properties and getattr(question, name) != getattr(untouched, name):
                yield name, f"Bij “{question.label}” {words}"


def worded_cells(words: Mapping[str, str]) -> CellReader:
    """The cell of an answer that is kept as one key: its words, and what has none as it is."""
    return lambda stored: (words.get(str(stored), str(stored)),)
