"""The content of a progress report, as of one moment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from participation.models import Form
from projects.models import Programme, Project
from reports.figures.collect.rows import RowCounts, Window, count, line_response_of, response_of
from reports.figures.indicators import CURRENT
from reports.figures.indicators.response import response
from reports.figures.indicators.target import target
from reports.papers.content.naming import edition_label, period_name
from reports.progress.collect import register
from reports.progress.content import ProgressReport
from samenkracht.core.db.snapshot import snapshot
from samenkracht.core.values.periods import Period, local_day

SHOWN_DEFINITIONS = ("response", "line_response", "target", "answers", "with_plan")


@dataclass(frozen=True, slots=True)
class ProgressParameters:
    """What is asked of a progress report. ``programme`` and ``project`` are slugs, or "" for all; never both."""

    period: Period
    programme: str = ""
    project: str = ""
    reference: str = ""
    foreword: str = ""
    edition: int = 1


def progress(parameters: ProgressParameters, *, as_of: datetime) -> ProgressReport:
    """Read everything in one snapshot: who writes meanwhile is in it wholly or not at all.

    The number of queries does not grow with the report.
    """
    with snapshot():
        return _progress(parameters, as_of)


def _progress(parameters: ProgressParameters, as_of: datetime) -> ProgressReport:
    start, until = parameters.period.instants()
    named: dict[str, str | int] = {
        "from": parameters.period.start.isoformat(),
        "until": parameters.period.until.isoformat(),
    }
    window = Window(start=start, until=min(until, as_of), named=named)
    programme = Programme.objects.filter(slug=parameters.programme).first() if parameters.programme else None
    # A report is read by many; secret projects are told about to their team and the coordinator only.
    found = register.projects_of(parameters.programme, parameters.project).reportable()
    projects = register.in_report_order(found)
    about = register.about(projects)
    counted = counted_about(projects, window=window, as_of=as_of)
    chapters = []
    for project in projects:
        received = response_of(counted, project.pk, window)
        if parameters.project or register.is_told_about(project, received.value):
            chapters.append(
                register.chapter(
                    project,
                    about=about,
                    received=received,
                    of_line=lambda key: line_response_of(counted, key, window),
                    questions=counted.figures.get(project.pk, []),
                    day=local_day(as_of),
                )
            )
    figure_parameters = {"programme": parameters.programme} | (
        {"project": parameters.project} if parameters.project else {}
    )
    subject = projects[0].title if parameters.project and projects else (programme.title if programme else "")
    return ProgressReport(
        title=f"Voortgang {subject or 'van alle projecten'}, {period_name(parameters.period)}",
        label=edition_label(parameters.period),
        start=parameters.period.start.isoformat(),
        until=parameters.period.until.isoformat(),
        as_of=as_of.isoformat(),
        programme=programme.title if programme else "",
        project=subject if parameters.project else "",
        reference=parameters.reference,
        edition=parameters.edition,
        foreword=parameters.foreword,
        received=response(coverage=counted.total, parameters={**figure_parameters, **named}),
        target=target(chapter.target for chapter in chapters),
        chapters=tuple(chapters),
        explanations=tuple(CURRENT[key].explanation() for key in SHOWN_DEFINITIONS),
    )


def counted_about(projects: Collection[Project], *, window: Window, as_of: datetime) -> RowCounts:
    """Everything that came in about these projects in the window, in one pass over the rows."""
    forms = Form.objects.filter(project_id__in=[project.pk for project in projects])
    rows = list(forms.values_list("pk", "project_id", "plan_line__key"))
    return count(
        projects_of_forms={pk: project_id for pk, project_id, _key in rows},
        lines_of_forms={pk: key for pk, _project_id, key in rows},
        window=window,
        as_of=as_of,
    )
