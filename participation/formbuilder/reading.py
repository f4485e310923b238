"""Reading a stored questionnaire whole: its shape, and that this release can ask what it asks."""

from collections.abc import Mapping
from typing import Any

from participation.formbuilder import schema
from participation.formbuilder.types import TYPES


def read_definition(document: Mapping[str, Any]) -> schema.Definition:
    """A stored definition whose questions this release can ask. Raises a kind of Unreadable."""
    definition = schema.from_json(document)
    if any(question.kind not in TYPES for question in definition.questions()):
        raise schema.UnreadableDefinitionError("a kind of question that does not exist")
    return definition
