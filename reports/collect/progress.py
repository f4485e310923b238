"""The content of a progress report, as of one moment."""

from dataclasses import dataclass
from datetime import datetime

from participation.models import Form
from projects.enums import PublicationLevel
from projects.models import Programme
from reports.collect import register
from reports.collect.rows import Window, count, response_of
from reports.content.naming import edition_label, period_name
from reports.content.progress import ProgressReport
from reports.indicators import CURRENT
from reports.indicators.response import response
from reports.indicators.target import target
from samenkracht.core.periods import Period
from samenkracht.core.snapshot import snapshot

SHOWN_DEFINITIONS = ("response", "target", "answers", "with_plan")


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of a progress report. ``programme`` is a slug, or "" for all."""

    period: Period
    programme: str = ""
    reference: str = ""
    foreword: str = ""
    edition: int = 1


def progress(asking: Asking, *, as_of: datetime) -> ProgressReport:
    """Read everything in one snapshot: who writes meanwhile is in it wholly or not at all. Nine queries."""
    with snapshot():
        return _progress(asking, as_of)


def _progress(asking: Asking, as_of: datetime) -> ProgressReport:
    start, until = asking.period.instants()
    named: dict[str, str | int] = {"from": asking.period.start.isoformat(), "until": asking.period.until.isoformat()}
    window = Window(start=start, until=min(until, as_of), named=named)
    programme = Programme.objects.filter(slug=asking.programme).first() if asking.programme else None
    # A report is read by many; secret projects are told about to their team and the coordinator only.
    told = register.projects_of(asking.programme).exclude(publication_level=PublicationLevel.SECRET)
    projects = {project.pk: project for project in told}
    forms = dict(Form.objects.filter(project_id__in=projects).values_list("pk", "project_id"))
    counted = count(projects_of_forms=forms, window=window, as_of=as_of)
    chapters = []
    for project in register.in_report_order(projects.values()):
        received = response_of(counted, project.pk, window)
        if register.is_told_about(project, received.value):
            chapters.append(register.chapter(project, received=received, questions=counted.figures.get(project.pk, [])))
    about = programme.title if programme else ""
    return ProgressReport(
        title=f"Voortgang {about or 'van alle projecten'}, {period_name(asking.period)}",
        label=edition_label(asking.period),
        start=asking.period.start.isoformat(),
        until=asking.period.until.isoformat(),
        as_of=as_of.isoformat(),
        programme=about,
        reference=asking.reference,
        edition=asking.edition,
        foreword=asking.foreword,
        received=response(coverage=counted.total, parameters={"programme": asking.programme, **named}),
        target=target(chapter.target for chapter in chapters),
        chapters=tuple(chapters),
        explanations=tuple(CURRENT[key].explanation() for key in SHOWN_DEFINITIONS),
    )
