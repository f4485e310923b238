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
from projects.forms.shared import (
    DATE_HINT,
    LINES_HINT,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_LINES,
    FilterForm,
    LinesField,
    capitalised,
    text_area,
)
from projects.forms.teams import TeamForm, team_initial

__all__ = [
    "DATE_HINT",
    "LINES_HINT",
    "LONGEST_LINE",
    "LONGEST_TEXT",
    "MOST_LINES",
    "NOW",
    "CompareForm",
    "CopyLineForm",
    "CopyPlanForm",
    "DecisionForm",
    "DeclineForm",
    "EstablishForm",
    "FeedbackForm",
    "FilterForm",
    "LinesField",
    "NewProjectForm",
    "PlanLineForm",
    "PlanTextsForm",
    "ProjectFilterForm",
    "ProjectForm",
    "ReturnForm",
    "TeamForm",
    "capitalised",
    "decline_initial",
    "line_initial",
    "meeting_words",
    "project_initial",
    "team_initial",
    "text_area",
    "texts_initial",
]
