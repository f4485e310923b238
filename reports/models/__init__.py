"""Runs, reports with their files, the daily figures, evaluations and proposals."""

from reports.models.daily import DailyBatch, DailyFigure
from reports.models.evaluation import CriterionRating, Evaluation, LineReality
from reports.models.proposal import (
    ExplanationBlock,
    Proposal,
    ProposalContact,
    ProposalPoint,
    Registration,
    Treatment,
)
from reports.models.report import Report, ReportFile
from reports.models.run import ReportRun
from reports.models.shown import ShownBreakdown

__all__ = [
    "CriterionRating",
    "DailyBatch",
    "DailyFigure",
    "Evaluation",
    "ExplanationBlock",
    "LineReality",
    "Proposal",
    "ProposalContact",
    "ProposalPoint",
    "Registration",
    "Report",
    "ReportFile",
    "ReportRun",
    "ShownBreakdown",
    "Treatment",
]
