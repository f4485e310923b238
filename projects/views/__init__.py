"""Pages of staff about projects, plans and teams."""

from projects.views.plan_decisions import (
    plan_agree,
    plan_establish,
    plan_reopen,
    plan_return,
    plan_submit,
    plan_withdraw,
)
from projects.views.plan_versions import line_copy, plan_compare, plan_copy, plan_version, plan_versions
from projects.views.plans import (
    line_add,
    line_change,
    line_down,
    line_remove,
    line_up,
    plan_ask_after_all,
    plan_decline,
    plan_page,
    plan_texts,
)
from projects.views.projects import project_add, project_change, project_list, project_publish, project_unpublish
from projects.views.shared import line_from_url, project_context, project_from_url
from projects.views.teams import team_compose

__all__ = [
    "line_add",
    "line_change",
    "line_copy",
    "line_down",
    "line_from_url",
    "line_remove",
    "line_up",
    "project_context",
    "plan_agree",
    "plan_ask_after_all",
    "plan_compare",
    "plan_copy",
    "plan_decline",
    "plan_establish",
    "plan_page",
    "plan_reopen",
    "plan_return",
    "plan_submit",
    "plan_texts",
    "plan_version",
    "plan_versions",
    "plan_withdraw",
    "project_add",
    "project_change",
    "project_from_url",
    "project_list",
    "project_publish",
    "project_unpublish",
    "team_compose",
]
