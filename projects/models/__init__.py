"""Rows of the floor of projects."""

from projects.models.municipality import Municipality, PostcodeArea
from projects.models.plan import ParticipationPlan, PlanLine
from projects.models.project import Goal, Programme, ProgressItem, Project
from projects.models.team import TeamMember, forget_team_ids, inside_ids, team_ids

__all__ = [
    "Goal",
    "Municipality",
    "ParticipationPlan",
    "PlanLine",
    "PostcodeArea",
    "Programme",
    "ProgressItem",
    "Project",
    "TeamMember",
    "forget_team_ids",
    "inside_ids",
    "team_ids",
]
