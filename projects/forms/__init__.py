"""Forms of projects, plans and teams: text in, clean values out."""

from projects.forms.plan_decisions import (
    NOW,
    CompareForm,
    CopyLineForm,
    CopyPlanForm,
    DecisionForm,
    EstablishForm,
    ReturnForm,
    meeting_words,
)
from projects.forms.plans import (
    DeclineForm,
    FeedbackForm,
    PlanLineForm,
    PlanTextsForm,
    decline_initial,
    line_initial,
    texts_initial,
)
from projects.forms.projects import NewProjectForm, ProjectFilterForm, ProjectForm, project_initial
from projects.forms.teams import TeamForm, team_initial

__all__ = [
    "NOW",
    "CompareForm",
    "CopyLineForm",
    "CopyPlanForm",
    "DecisionForm",
    "DeclineForm",
    "EstablishForm",
    "FeedbackForm",
    "NewProjectForm",
    "PlanLineForm",
    "PlanTextsForm",
    "ProjectFilterForm",
    "ProjectForm",
    "ReturnForm",
    "TeamForm",
    "decline_initial",
    "line_initial",
    "meeting_words",
    "project_initial",
    "team_initial",
    "texts_initial",
]
