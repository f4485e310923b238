"""The evaluation report: of one evaluation of one project, again whenever it is asked for."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from projects.enums import PublicationLevel
from projects.models import Project
from reports.enums import ReportKind
from reports.evaluation import render
from reports.evaluation.collect.evaluation import EvaluationParameters
from reports.evaluation.collect.evaluation import evaluation as collect
from reports.evaluation.content.evaluation import KIND, EvaluationReport
from reports.models import Evaluation, Report, ReportRun
from samenkracht.core.refused import Refused

__all__ = [
    "KIND",
    "check_public",
    "collect",
    "from_json",
    "read",
    "render",
    "report_fields",
    "run_fields",
    "to_json",
    "validate",
]
SCHEMA = 1
read = EvaluationReport.from_json


class EvaluationUnknown(Refused):
    for_people = _("Deze evaluatie bestaat niet.")


class ProjectSecret(Refused):
    for_people = _("Dit project is geheim. Daarom komt er geen rapport van.")


class StillOpen(Refused):
    for_people = _("Sluit de evaluatie eerst af en maak dan een nieuw rapport. Dat kunt u openbaar maken.")


def validate(parameters: EvaluationParameters, *, at: datetime) -> None:
    """Raise EvaluationUnknown or ProjectSecret for what cannot be reported about."""
    found = Evaluation.objects.filter(project__slug=parameters.project, number=parameters.evaluation)
    if not found.exists():
        raise EvaluationUnknown
    if found.filter(project__publication_level=PublicationLevel.SECRET).exists():
        raise ProjectSecret


def run_fields(parameters: EvaluationParameters) -> dict[str, Any]:
    """The project of the evaluation."""
    return {"project": Project.objects.filter(slug=parameters.project).first()}


def to_json(parameters: EvaluationParameters) -> dict[str, Any]:
    return {"schema": SCHEMA, "project": parameters.project, "evaluation": parameters.evaluation}


def from_json(document: Mapping[str, Any]) -> EvaluationParameters:
    """What a run was asked. Its edition is the next one of this evaluation."""
    project, number = document["project"], document["evaluation"]
    return EvaluationParameters(project=project, evaluation=number, edition=next_edition(project, number))


def next_edition(project: str, number: int) -> int:
    same = Report.objects.filter(kind=ReportKind.EVALUATION, project__slug=project, content__number=number)
    return same.next_edition()


def report_fields(content: EvaluationReport, run: ReportRun) -> dict[str, Any]:
    return {
        "year": content.moment.year,
        "slug": address(content),
        "project_id": run.project_id,
        "period_start": date.fromisoformat(content.start),
        "period_until": date.fromisoformat(content.until),
    }


def address(content: EvaluationReport) -> str:
    """The words in the public address, below the year; the numbers stand before the project, whose words may be any."""
    edition = f" versie {content.edition}" if content.edition > 1 else ""
    return slugify(f"evaluatie {content.number}{edition} van {content.slug}")


def check_public(content: EvaluationReport) -> None:
    """Raise StillOpen for a report of an evaluation that was not closed: everybody may read what is final."""
    if not content.closed:
        raise StillOpen
