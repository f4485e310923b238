"""The progress report: over a period, of one programme or all."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from projects.models import Programme, Project
from reports.enums import ReportKind
from reports.models import Report, ReportRun
from reports.papers.content.naming import period_name
from reports.progress import render
from reports.progress.collect.progress import ProgressParameters
from reports.progress.collect.progress import progress as collect
from reports.progress.content import KIND, ProgressReport
from samenkracht.core.refused import Refused
from samenkracht.core.values.periods import Period, local_day

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
read = ProgressReport.from_json


class PeriodNotBegun(Refused):
    for_people = _("Deze periode is nog niet begonnen. Er is nog niets te vertellen.")


class ProgrammeUnknown(Refused):
    for_people = _("Dit programma bestaat niet.")


class ProjectUnknown(Refused):
    for_people = _("Dit project bestaat niet, of er mag geen rapport over gemaakt worden.")


class OneOrTheOther(Refused):
    for_people = _("Kies een programma of een project, niet allebei.")


def validate(parameters: ProgressParameters, *, at: datetime) -> None:
    """Raise PeriodNotBegun, ProgrammeUnknown, ProjectUnknown or OneOrTheOther for what cannot be reported about."""
    if parameters.period.start > local_day(at):
        raise PeriodNotBegun
    if parameters.programme and not Programme.objects.filter(slug=parameters.programme).exists():
        raise ProgrammeUnknown
    if parameters.programme and parameters.project:
        raise OneOrTheOther
    if parameters.project and not Project.objects.reportable().filter(slug=parameters.project).exists():
        raise ProjectUnknown


def run_fields(parameters: ProgressParameters) -> dict[str, Any]:
    """The one project, when it was asked of one."""
    return {"project": Project.objects.filter(slug=parameters.project).first() if parameters.project else None}


def to_json(parameters: ProgressParameters) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "from": parameters.period.start.isoformat(),
        "until": parameters.period.until.isoformat(),
        "programme": parameters.programme,
        "project": parameters.project,
        "reference": parameters.reference,
        "foreword": parameters.foreword,
    }


def from_json(document: Mapping[str, Any]) -> ProgressParameters:
    """What a run was asked. Its edition is the next one of this period and programme."""
    period = Period(date.fromisoformat(document["from"]), date.fromisoformat(document["until"]))
    return ProgressParameters(
        period=period,
        programme=document["programme"],
        project=document.get("project", ""),
        reference=document["reference"],
        foreword=document["foreword"],
        edition=next_edition(period, document["programme"], document.get("project", "")),
    )


def next_edition(period: Period, programme: str, project: str) -> int:
    same = Report.objects.filter(
        kind=ReportKind.PROGRESS,
        period_start=period.start,
        period_until=period.until,
        programme=programme,
        project=Project.objects.filter(slug=project).first() if project else None,
    )
    return same.next_edition()


def report_fields(content: ProgressReport, run: ReportRun) -> dict[str, Any]:
    programme, project = run.parameters["programme"], run.parameters.get("project", "")
    return {
        "year": content.period.start.year,
        "slug": address(content, f"project {project}" if project else programme),
        "project": run.project,
        "period_start": content.period.start,
        "period_until": content.period.until,
        "programme": programme,
    }


def address(content: ProgressReport, subject: str) -> str:
    """The words in the public address, below the year; no running numbers."""
    name = period_name(content.period).removesuffix(f" {content.period.start.year}")
    edition = f" versie {content.edition}" if content.edition > 1 else ""
    return slugify(f"voortgang {subject or 'alle projecten'} {name}{edition}")


def check_public(content: ProgressReport) -> None:
    """Nothing in it is for few eyes but the projects without a public page, which are looked at anyway."""
