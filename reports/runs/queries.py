"""Reports and their runs: the list, the files, the latest about a project. Nothing here touches live submissions."""

from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from participation.queries import PublicItem
from projects.models import Project
from reports.enums import ReportKind, ReportStatus, RunStatus
from reports.models import Report, ReportFile, ReportRun
from reports.models.report import ReportQuerySet
from samenkracht.accounts.actors import Actor
from samenkracht.core.values.json import digest

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


def readable_reports(actor: Actor) -> QuerySet[Report]:
    """Newest first, without their content."""
    return Report.objects.visible_to(actor).without_content().order_by("-as_of", "-pk")


def unfinished_runs() -> QuerySet[ReportRun]:
    """What waits, is being made, or failed; newest first."""
    return ReportRun.objects.exclude(status=RunStatus.DONE).order_by("-created_at", "-pk")


def report_of(run: ReportRun) -> Report | None:
    return Report.objects.without_content().filter(run=run).first()


def file_of(report: Report, file_format: str) -> ReportFile | None:
    """The file that shows the present state of the report."""
    return report.files.filter(format=file_format, status=report.status).first()


def file_sizes(report: Report) -> dict[str, int]:
    """The files that show the present state of the report, by format. Older reports have fewer formats."""
    return dict(report.files.filter(status=report.status).values_list("format", "size"))


def is_intact(report: Report) -> bool:
    """Whether the stored content is still what was frozen."""
    return digest(report.content) == report.digest


def public_reports() -> QuerySet[Report]:
    """Published reports, the newest first, without their content. Not every kind is about a period."""
    return Report.objects.published().without_content().order_by("-as_of", "-pk")


def report_rows() -> list[dict[str, str | int]]:
    """Every stored report in plain words, for the command line."""
    return [
        {
            "id": report.pk,
            "kind": report.kind,
            "title": report.title,
            "from": report.period_start.isoformat() if report.period_start else "",
            "until": report.period_until.isoformat() if report.period_until else "",
            "programme": report.programme,
            "edition": report.edition,
            "as_of": report.as_of.isoformat(),
            "status": ReportStatus(report.status).value,
            "digest": report.digest,
            "address": report.get_public_url(),
        }
        for report in Report.objects.without_content().order_by("pk")
    ]
