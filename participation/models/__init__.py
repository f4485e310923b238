"""Rows of this floor: forms and their versions, half-filled forms, submissions and their counts."""

from participation.models.draft import Draft
from participation.models.form import Form, FormVersion, PreparedPage
from participation.models.submission import Erasure, FormTally, Submission, TallyCell
from participation.models.working import WorkingCopy

__all__ = [
    "Draft",
    "Erasure",
    "Form",
    "FormTally",
    "FormVersion",
    "PreparedPage",
    "Submission",
    "TallyCell",
    "WorkingCopy",
]
