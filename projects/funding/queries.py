"""What projects are paid from, and whether that ends."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from projects.models import Funding, Project


@dataclass(frozen=True, slots=True)
class FundingOverview:
    """All sources of money of a project; ``ends`` is the last day of the last of them, None when one goes on."""

    rows: tuple[Funding, ...]
    ends: date | None
    is_ending: bool
    is_over: bool


def money_of(project: Project, *, day: date) -> FundingOverview:
    """The money of one project, seen from ``day``; one query."""
    return seen_on(project.fundings.all(), day)


def seen_on(fundings: Iterable[Funding], day: date) -> FundingOverview:
    """These sources as they stand on ``day``. The money of a project ends when all of it does."""
    rows = tuple(fundings)
    ends = last_day_of(rows)
    return FundingOverview(
        rows=rows,
        ends=ends,
        is_ending=ends is not None and all(row.is_ending(day) for row in rows),
        is_over=ends is not None and ends < day,
    )


def last_day_of(rows: Collection[Funding]) -> date | None:
    """The last day on which there is money; None without any, and when a source has no end that anybody knows."""
    days = [row.ends.last_day for row in rows]
    return None if None in days else max((day for day in days if day is not None), default=None)


def money_by_project(projects: Collection[int], *, day: date) -> dict[int, FundingOverview]:
    """The money of each of these projects (ids); one query."""
    rows: dict[int, list[Funding]] = {pk: [] for pk in projects}
    for row in Funding.objects.filter(project__in=projects):
        rows[row.project_id].append(row)
    return {pk: seen_on(found, day) for pk, found in rows.items()}
