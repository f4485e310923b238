"""Reading a stored questionnaire whole: its shape, and that this release can ask what it asks."""

from collections.abc import Mapping
from typing import Any

from participation.formbuilder import schema
from participation.formbuilder.types import TYPES, check_settings


def read_definition(document: Mapping[str, Any]) -> schema.Definition:
    """A stored definition whose questions this release can ask. Raises a kind of Unreadable."""
    definition = schema.from_json(document)
    for question in definition.questions():
        if question.kind not in TYPES:
            raise schema.UnreadableDefinitionError("a kind of question that does not exist")
        check_settings(question)
    return definition
