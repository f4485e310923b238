"""What there is of a form to take along as a file."""

from dataclasses import dataclass

from participation.models import Erasure, Form, FormVersion
from participation.register.queries import definition_of
from participation.results.queries import response_totals


@dataclass(frozen=True, slots=True)
class Exportable:
    """What there is of a form to take along as a file. What was erased after an earlier file has to leave that too."""

    total: int
    versions: list[FormVersion]
    erased: list[Erasure]
    asks_sensitive: bool


def exportable(form: Form) -> Exportable:
    """As it is now; a fixed number of queries."""
    versions = list(FormVersion.objects.filter(form=form).order_by("number"))
    questions = (question for version in versions for question in definition_of(version).questions())
    return Exportable(
        total=response_totals([form.pk])[form.pk],
        versions=versions,
        erased=list(Erasure.objects.filter(form=form).order_by("-day", "-submission_number")),
        asks_sensitive=any(question.sensitive for question in questions),
    )
