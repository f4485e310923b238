"""Pages of staff about projects, plans and teams."""

from projects.views.plans import line_add, line_change, line_down, line_remove, line_up, plan_page
from projects.views.projects import project_add, project_change, project_list, project_publish, project_unpublish
from projects.views.shared import FORM_METHODS, done, line_from_url, page_of, posted, project_from_url
from projects.views.teams import team_compose

__all__ = [
    "FORM_METHODS",
    "done",
    "line_add",
    "line_change",
    "line_down",
    "line_from_url",
    "line_remove",
    "line_up",
    "page_of",
    "plan_page",
    "posted",
    "project_add",
    "project_change",
    "project_from_url",
    "project_list",
    "project_publish",
    "project_unpublish",
    "team_compose",
]
