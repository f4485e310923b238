"""What other floors may ask of reports. Nothing here touches live submissions."""

from reports.dashboard.queries import latest_batch, latest_reports, overview
from reports.runs.queries import (
    is_intact,
    latest_about,
    public_reports,
    readable_reports,
)

__all__ = [
    "is_intact",
    "latest_about",
    "latest_batch",
    "latest_reports",
    "overview",
    "public_reports",
    "readable_reports",
]
