"""Forms of projects, plans and teams: text in, clean values out."""

from projects.forms.plans import PlanLineForm, line_initial
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
    "FilterForm",
    "LinesField",
    "NewProjectForm",
    "PlanLineForm",
    "ProjectFilterForm",
    "ProjectForm",
    "TeamForm",
    "capitalised",
    "line_initial",
    "project_initial",
    "team_initial",
    "text_area",
]
