"""The questionnaire that is being made."""

from dataclasses import dataclass

from participation.formbuilder import schema
from participation.formbuilder.reading import read_definition
from participation.models import Form, WorkingCopy
from participation.register.queries import definition_of
from samenkracht.core.db.rows import of_row


@dataclass(frozen=True, slots=True)
class Working:
    """A questionnaire in the making; ``edition`` counts its changes."""

    definition: schema.Definition
    edition: int


def working_copy(form: Form) -> Working:
    """What the next version of a form will ask: as it was left, else as it was published, else nothing yet."""
    row = WorkingCopy.objects.filter(form=form).first()
    if row is not None:
        with of_row("working copy", row.pk):
            return Working(read_definition(row.definition), row.edition)
    published = form.published_version
    return Working(schema.Definition(steps=()) if published is None else definition_of(published), 0)
