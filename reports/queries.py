"""What other floors may ask of reports. Nothing here touches live submissions."""

from reports.dashboard.queries import Overview, ProjectStatus, breakdown, latest_batch, latest_reports, overview, rules
from reports.runs.queries import (
    file_of,
    file_sizes,
    is_intact,
    latest_about,
    public_reports,
    readable_reports,
    report_of,
    report_rows,
    unfinished_runs,
)

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
