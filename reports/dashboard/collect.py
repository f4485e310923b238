"""The figures of one day, small groups hidden, as of one moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from participation.models import Form
from projects import queries as project_queries
from projects.models import Project
from reports.figures.collect.rows import Window, count, response_of
from reports.figures.content import Coverage, Figure, plain
from reports.figures.indicators.target import TARGET
from reports.progress.collect import register
from samenkracht.core.db.snapshot import snapshot


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with the project that it is about, and what tells it apart from others of its definition."""

    project_id: int
    part: str
    figure: Figure

    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = plain(self.figure)
        return document


def daily(*, as_of: datetime) -> list[Placed]:
    """All figures of all projects over what was received before ``as_of``, read in one snapshot."""
    with snapshot():
        return list(_daily(as_of))


def _daily(as_of: datetime) -> Iterator[Placed]:
    window = Window(start=None, until=as_of, named={"until": as_of.isoformat()})
    projects = list(Project.objects.filter(created_at__lt=as_of))
    known = {project.pk for project in projects}
    forms = dict(Form.objects.filter(project_id__in=known).values_list("pk", "project_id"))
    counted = count(projects_of_forms=forms, window=window, as_of=as_of)
    plans = project_queries.public_plans(projects)
    for project in projects:
        yield Placed(project.pk, "", response_of(counted, project.pk, window))
        plan = plans.get(project.pk)
        promised = register.promised(plan) if plan else None
        if promised is not None:
            yield Placed(project.pk, "", _fact(promised, project))
        for figure in counted.figures.get(project.pk, []):
            yield Placed(project.pk, f"{figure.parameters['form']}.{figure.parameters['question']}", figure)


def _fact(promised: int, project: Project) -> Figure:
    return Figure(
        definition=TARGET.key,
        version=TARGET.version,
        parameters={"project": project.pk},
        value=promised,
        coverage=Coverage(),
        label=TARGET.title,
    )
