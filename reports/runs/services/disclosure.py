"""Remembering each breakdown that people get to see, in the transaction that shows it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection

from participation.models import Form
from projects.models import Project
from reports.figures.collect.disclosure import DisclosureGuard, asking_of
from reports.figures.content import Figure, plain
from reports.models import ShownBreakdown
from reports.papers.content.document import Content
from samenkracht.core.values.json import digest

# One number for "somebody is about to show breakdowns".
LOCK = 7_366_004


class StaleDisclosureCheck(Exception):
    """Since these were counted, others were shown that tell of a few people beside them. Count again."""


def of_projects(content: Content) -> list[tuple[int, Figure]]:
    """The breakdowns of a paper, each with the project that it is about; two queries at most.

    What is about a project that is not there any more is left out: nothing more will be shown of it.
    """
    found = [figure for _where, figure in content.figures() if figure.shows_groups]
    forms = {int(figure.parameters["form"]) for figure in found if "form" in figure.parameters}
    owners = dict(Form.objects.filter(pk__in=forms).values_list("pk", "project_id")) if forms else {}
    about = [(_project_of(figure, owners), figure) for figure in found]
    there = set(Project.objects.filter(pk__in={project for project, _figure in about}).values_list("pk", flat=True))
    return [(project, figure) for project, figure in about if project in there]


def _project_of(figure: Figure, owners: Mapping[int, int]) -> int:
    """Its id; 0 when the form that it is about is not there any more."""
    if "form" in figure.parameters:
        return owners.get(int(figure.parameters["form"]), 0)
    return int(figure.parameters["project"])


def record_shown(shown: Sequence[tuple[int, Figure]], *, as_of: datetime, at: datetime) -> None:
    """Keep what is about to be seen. Raises Overtaken. One at a time, so that nobody misses what another shows."""
    breakdowns = [(project, figure) for project, figure in shown if figure.shows_groups]
    if not breakdowns:
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    guard = DisclosureGuard({project for project, _figure in breakdowns})
    if any(guard.is_stale(project, figure) for project, figure in breakdowns):
        raise StaleDisclosureCheck
    ShownBreakdown.objects.bulk_create(
        (_row(project, figure, as_of, at) for project, figure in breakdowns),
        ignore_conflicts=True,
        batch_size=500,
    )


def _row(project: int, figure: Figure, as_of: datetime, at: datetime) -> ShownBreakdown:
    groups = {cell.key: cell.value for cell in figure.cells}
    return ShownBreakdown(
        project_id=project,
        subject=figure.subject,
        asking=asking_of(figure),
        content=plain(figure),
        digest=digest([figure.coverage.ranges, groups]),
        as_of=datetime.fromisoformat(figure.as_of) if figure.as_of else as_of,
        created_at=at,
    )
