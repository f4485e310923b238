"""Which report is the latest about a project, wherever that is asked."""

from collections.abc import Collection, Sequence

from participation.queries import PublicItem
from projects.models import Project
from reports.enums import ReportKind
from reports.models import Report
from reports.models.report import ReportQuerySet

# The newest reports among which the latest about a project is looked for.
LOOKED_AT = 200
ABOUT_PROJECTS = (ReportKind.PROGRESS, ReportKind.EVALUATION)


def latest_about(
    reports: ReportQuerySet, projects: Sequence[Project], *, kinds: Collection[ReportKind] = ABOUT_PROJECTS
) -> dict[int, Report]:
    """The newest of these ``reports`` that tells of each project, by its id, without the content; one query.

    What the report was asked about does not count: a project that was planned or over then has no place in the report
    of its programme. A project that no report tells of is left out.
    """
    found = reports.filter(kind__in=kinds).without_content().order_by("-as_of", "-pk")
    newest = list(found[:LOOKED_AT])
    latest = {project.pk: next((one for one in newest if one.tells_of(project)), None) for project in projects}
    return {pk: report for pk, report in latest.items() if report is not None}


def readings_about(*, project: Project) -> list[PublicItem]:
    """For the hook ``published_about``: the newest public evaluation and progress report that tell of the project."""
    public = Report.objects.published()
    found = [latest_about(public, [project], kinds={kind}).get(project.pk) for kind in reversed(ABOUT_PROJECTS)]
    return [PublicItem(one.title, one.get_public_url()) for one in found if one is not None]
