"""What a form of the example region is: its questions, and how the made-up residents lean in answering them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from participation.formbuilder import blocks
from participation.formbuilder.schema import Definition, Option, Question, Step

Leanings = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Questionnaire:
    """A form. ``said`` names the file in answers/ with what residents wrote; ``leanings`` weighs the other answers."""

    title: str
    purpose: str
    readers: str
    minutes: int
    definition: Definition
    said: str = ""
    leanings: Leanings = field(default_factory=dict)


WHERE_YOU_LIVE: Final = Question(
    "woonplaats",
    "municipality",
    "In welke gemeente woont u?",
    "Uw postcode gebruiken wij alleen om dit voor te stellen.",
)
NO_NAMES: Final = "Schrijf geen namen of telefoonnummers op."


def form(*steps: Step) -> Definition:
    return Definition(steps=steps)


def step(key: str, title: str, *questions: Question, intro: str = "") -> Step:
    return Step(key, title, questions, intro)


def choice(key: str, label: str, options: Mapping[str, str], *, hint: str = "", other: str | None = None) -> Question:
    return Question(key, "choice", label, hint, options=offered(options), other=other)


def several(key: str, label: str, options: Mapping[str, str], *, other: str | None = None) -> Question:
    return Question(key, "several", label, required=False, options=offered(options), other=other)


def offered(options: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(key, label) for key, label in options.items())


def mark(key: str, label: str, lowest_label: str, highest_label: str) -> Question:
    """A mark from 1 to 10, that may be left to those who know."""
    ends = {"lowest_label": lowest_label, "highest_label": highest_label}
    return Question(key, "scale", label, settings={"lowest": 1, "highest": 10, **ends, "unknown": True})


def number(key: str, label: str, hint: str, *, highest: int) -> Question:
    return Question(key, "number", label, hint, settings={"lowest": 0, "highest": highest})


def yes_no(key: str, label: str) -> Question:
    return Question(key, "yes_no", label, settings={"unknown": True})


def words(key: str, label: str, hint: str = NO_NAMES) -> Question:
    return Question(key, "long_text", label, hint, required=False)


def few_words(key: str, label: str) -> Question:
    return Question(key, "short_text", label, required=False)


def explained(key: str, label: str, text: str) -> Question:
    return Question(key, "explanation", label, text)


def speaks_for() -> Question:
    return blocks.speaks_for()
