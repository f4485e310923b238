"""What staff fill in about reports: text in, clean values out."""

from reports.forms.dashboard import DashboardFilterForm
from reports.forms.requests import LONGEST_FOREWORD, RequestForm, this_quarter

__all__ = ["LONGEST_FOREWORD", "DashboardFilterForm", "RequestForm", "this_quarter"]
