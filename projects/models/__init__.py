"""Rows of the floor of projects."""

from projects.models.agenda import CooperationAgenda, Priority, Programme
from projects.models.funding import Funding
from projects.models.help_number import HelpNumber
from projects.models.improvement import ImprovementProposal
from projects.models.meeting import Body, BodyMember, Meeting, seat_ids
from projects.models.municipality import Municipality, PostcodeArea, PostcodeUpload
from projects.models.plan import ParticipationPlan, PlanLine, PlanVersion
from projects.models.project import (
    Goal,
    GoalValue,
    PhaseChange,
    ProgressItem,
    Project,
    Publication,
    StateChange,
)
from projects.models.team import TeamMember, can_view_internal, forget_team_ids, internally_visible_to, team_ids

__all__ = [
    "Body",
    "BodyMember",
    "CooperationAgenda",
    "Funding",
    "Goal",
    "GoalValue",
    "HelpNumber",
    "ImprovementProposal",
    "Meeting",
    "Municipality",
    "ParticipationPlan",
    "PhaseChange",
    "PlanLine",
    "PlanVersion",
    "PostcodeArea",
    "PostcodeUpload",
    "Priority",
    "Programme",
    "ProgressItem",
    "Project",
    "Publication",
    "StateChange",
    "TeamMember",
    "forget_team_ids",
    "internally_visible_to",
    "can_view_internal",
    "seat_ids",
    "team_ids",
]
