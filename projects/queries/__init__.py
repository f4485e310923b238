"""Reads over several models of this floor. The clock is a parameter."""

from projects.queries.agendas import Choices, choices_of
from projects.queries.attention import (
    Point,
    PointKind,
    is_feedback_late,
    is_project_late,
    points_of,
    points_of_attention,
)
from projects.queries.municipalities import heir_on, municipalities_at, municipality_suggestions, postcode_map
from projects.queries.people import Team, assignable_users, readable_ids, team_ids, team_of
from projects.queries.plans import current_lines, plan_of
from projects.queries.projects import ListOrder, in_title_order, listed, ordered_ids, programmes, progress_of, with_page

__all__ = [
    "Choices",
    "ListOrder",
    "Point",
    "PointKind",
    "Team",
    "assignable_users",
    "choices_of",
    "current_lines",
    "heir_on",
    "in_title_order",
    "is_feedback_late",
    "is_project_late",
    "listed",
    "municipalities_at",
    "municipality_suggestions",
    "ordered_ids",
    "plan_of",
    "points_of",
    "points_of_attention",
    "postcode_map",
    "programmes",
    "progress_of",
    "readable_ids",
    "team_ids",
    "team_of",
    "with_page",
]
