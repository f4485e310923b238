"""Reads over several models of this floor. Nothing here touches live submissions."""

from django.db.models import QuerySet

from reports.enums import ReportStatus, RunStatus
from reports.models import Report, ReportFile, ReportRun
from reports.queries.dashboard import Overview, ProjectStatus, breakdown, latest_batch, latest_reports, overview, rules
from reports.queries.latest import latest_about
from samenkracht.accounts.actors import Actor
from samenkracht.core.json import digest

__all__ = [
    "Overview",
    "ProjectStatus",
    "breakdown",
    "file_of",
    "file_sizes",
    "is_intact",
    "latest_about",
    "latest_batch",
    "latest_reports",
    "overview",
    "public_reports",
    "readable_reports",
    "report_of",
    "report_rows",
    "rules",
    "unfinished_runs",
]

# --- reports ------------------------------------------------------------------------------------------------------


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
