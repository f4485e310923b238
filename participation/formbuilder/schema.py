"""What a questionnaire is: steps with questions, every answer hanging on a key that is given once and never changes."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from samenkracht.core.db.rows import Unreadable, reads
from samenkracht.core.db.upcasting import Upcaster, upcast

SCHEMA: Final = 2
# The key under which "other, namely" is stored and counted; no option of a question may take it.
OTHER: Final = "other"
KEY_ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"

# What one setting of a question is (types/settings.py).
SettingValue: TypeAlias = str | int | bool
# In schema 1 these stood among the words of a question.
_SETTINGS_OF_SCHEMA_1: Final = ("unknown", "lowest", "highest", "lowest_label", "highest_label", "unit", "decimals")


class UnreadableDefinitionError(Unreadable):
    """A stored definition that has not the shape it promises."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``kind`` names its type, ``other`` is the label of "other, namely" when the question has it.

    ``block`` names the standard block that the question is (blocks.py). ``settings`` holds what only some types have,
    as far as this question uses it: see types/settings.py, which reads and writes them.
    """

    key: str
    kind: str
    label: str
    hint: str = ""
    required: bool = True
    options: tuple[Option, ...] = ()
    other: str | None = None
    sensitive: bool = False
    block: str = ""
    settings: Mapping[str, SettingValue] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Step:
    """The questions that stand together on one page."""

    key: str
    title: str
    questions: tuple[Question, ...]
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole questionnaire. Equal definitions ask the same."""

    steps: tuple[Step, ...]
    schema: int = SCHEMA

    def questions(self) -> Iterator[Question]:
        """All questions in the order in which they are asked."""
        for step in self.steps:
            yield from step.questions

    def question(self, key: str) -> Question:
        """The question with this key; KeyError when there is none."""
        for question in self.questions():
            if question.key == key:
                return question
        raise KeyError(key)


def new_key() -> str:
    """A key for a new step, question or option: random, so that it can never be taken for a label."""
    return "k" + "".join(secrets.choice(KEY_ALPHABET) for _ in range(7))


def to_json(definition: Definition) -> dict[str, Any]:
    """The definition as plain JSON of the present schema."""
    return {
        "schema": SCHEMA,
        "steps": [
            {
                "key": step.key,
                "title": step.title,
                "intro": step.intro,
                "questions": [_question_to_json(question) for question in step.questions],
            }
            for step in definition.steps
        ],
    }


@reads(UnreadableDefinitionError)
def from_json(document: Mapping[str, Any]) -> Definition:
    """Read a stored definition of any schema up to the present one.

    Raises UnknownSchemaError for a document of the future and UnreadableDefinitionError for one with another shape.
    """
    current = upcast(document, to=SCHEMA, upcasters=UPCASTERS)
    return Definition(steps=tuple(_step_from_json(step) for step in _items(current, "steps")))


def _question_to_json(question: Question) -> dict[str, Any]:
    return {
        "key": question.key,
        "kind": question.kind,
        "label": question.label,
        "hint": question.hint,
        "required": question.required,
        "options": [{"key": option.key, "label": option.label} for option in question.options],
        "other": question.other,
        "sensitive": question.sensitive,
    } | _used(question)


def _used(question: Question) -> dict[str, Any]:
    """What few questions have stands there only when it is used."""
    block: dict[str, Any] = {"block": question.block} if question.block else {}
    return block | ({"settings": dict(question.settings)} if question.settings else {})


def _step_from_json(step: Mapping[str, Any]) -> Step:
    return Step(
        key=_text(step, "key"),
        title=_text(step, "title"),
        intro=_text(step, "intro", ""),
        questions=tuple(_question_from_json(question) for question in _items(step, "questions")),
    )


def _question_from_json(question: Mapping[str, Any]) -> Question:
    return Question(
        key=_text(question, "key"),
        kind=_text(question, "kind"),
        label=_text(question, "label"),
        hint=_text(question, "hint", ""),
        required=_truth(question, "required", default=True),
        options=tuple(Option(_text(option, "key"), _text(option, "label")) for option in _items(question, "options")),
        other=None if question.get("other") is None else _text(question, "other"),
        sensitive=_truth(question, "sensitive", default=False),
        block=_text(question, "block", ""),
        settings=_settings(question),
    )


def _settings(question: Mapping[str, Any]) -> Mapping[str, SettingValue]:
    """Of which of them a type is, its type knows: see types/settings.py."""
    found = question.get("settings", {})
    if not isinstance(found, Mapping) or not all(isinstance(value, str | int) for value in found.values()):
        raise UnreadableDefinitionError("'settings' are no texts, whole numbers or truths")
    return dict(found)


def _with_settings_apart(document: dict[str, Any]) -> dict[str, Any]:
    """Schema 1 to 2: what only some types have goes under ``settings``."""

    def apart(question: dict[str, Any]) -> dict[str, Any]:
        plain = {name: value for name, value in question.items() if name not in _SETTINGS_OF_SCHEMA_1}
        settings = {name: question[name] for name in _SETTINGS_OF_SCHEMA_1 if question.get(name) is not None}
        return plain | ({"settings": settings} if settings else {})

    steps = [
        step | {"questions": [apart(dict(question)) for question in _items(step, "questions")]}
        for step in map(dict, _items(document, "steps"))
    ]
    return document | {"steps": steps}


UPCASTERS: Final[Mapping[int, Upcaster]] = {1: _with_settings_apart}


def _text(source: Mapping[str, Any], name: str, default: str | None = None) -> str:
    value = source.get(name, default)
    if not isinstance(value, str):
        raise UnreadableDefinitionError(f"{name!r} is no text")
    return value


def _truth(source: Mapping[str, Any], name: str, *, default: bool) -> bool:
    value = source.get(name, default)
    if not isinstance(value, bool):
        raise UnreadableDefinitionError(f"{name!r} is neither true nor false")
    return value


def _items(source: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = source.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise UnreadableDefinitionError(f"{name!r} is no list of objects")
    return value
