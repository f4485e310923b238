"""Standard blocks: ready-made questions that mean the same in every form, so that forms can be compared."""

from collections.abc import Mapping
from typing import Final

from participation.formbuilder.schema import Definition, Option, Question
from participation.formbuilder.types.base import Stored

SPEAKS_FOR: Final = "speaks_for"
MYSELF: Final = "myself"
TOGETHER: Final = "together"
SOMEONE_ELSE: Final = "someone_else"
GROUP: Final = "group"
# Per block the keys that its answers have, in every form; their words may differ.
BLOCKS: Final[Mapping[str, tuple[str, ...]]] = {SPEAKS_FOR: (MYSELF, TOGETHER, SOMEONE_ELSE, GROUP)}


def speaks_for() -> Question:
    """Who speaks for whom."""
    return Question(
        SPEAKS_FOR,
        "choice",
        "Voor wie vult u deze vragenlijst in?",
        options=(
            Option(MYSELF, "Namens mijzelf"),
            Option(TOGETHER, "Samen met iemand"),
            Option(SOMEONE_ELSE, "Voor iemand anders"),
            Option(GROUP, "Voor een groep of organisatie"),
        ),
        block=SPEAKS_FOR,
    )


def is_of_group(definition: Definition, answers: Mapping[str, Stored]) -> bool:
    """Whether these answers speak for a group or organisation, and so count apart from those of one person."""
    stored = (answers.get(question.key) for question in definition.questions() if question.block == SPEAKS_FOR)
    return any(isinstance(one, dict) and one.get("option") == GROUP for one in stored)


def problems(question: Question) -> list[str]:
    """What makes a block mean something else than in other forms."""
    if not question.block:
        return []
    keys = BLOCKS.get(question.block)
    if keys is None:
        return [f"De vraag “{question.label}” is van een vast blok dat niet bestaat: {question.block}."]
    if question.kind != "choice" or question.other is not None or tuple(o.key for o in question.options) != keys:
        return [f"Bij “{question.label}” staan andere antwoorden dan bij dit vaste blok horen."]
    return []
