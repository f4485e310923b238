"""Runs, reports with their files, and the daily figures."""

from reports.models.daily import DailyBatch, DailyFigure
from reports.models.report import Report, ReportFile
from reports.models.run import ReportRun

__all__ = ["DailyBatch", "DailyFigure", "Report", "ReportFile", "ReportRun"]
