"""One question for permission, one place for the answer, "no" by default."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from samenkracht.accounts.actors import Actor
from samenkracht.core.refused import Refused


class Permission(StrEnum):
    """Every permission of the portal. The rule stands in the permissions.py of the app whose object it is about."""

    WORKPLACE_ENTER = "workplace.enter"
    PROJECT_READ = "project.read"
    PROJECT_ADD = "project.add"
    PROJECT_WRITE = "project.write"
    PROJECT_LIST = "project.list"
    PROJECT_WORKSPACE = "project.workspace"
    TEAM_WRITE = "team.write"
    PLAN_READ = "plan.read"
    PLAN_WRITE = "plan.write"
    IMPROVEMENT_WRITE = "improvement.write"
    PLAN_SUBMIT = "plan.submit"
    PLAN_DECIDE = "plan.decide"
    PLAN_ESTABLISH = "plan.establish"
    REFERENCE_READ = "reference.read"
    REFERENCE_WRITE = "reference.write"
    REGION_READ = "region.read"
    REGION_WRITE = "region.write"
    MEETING_READ = "meeting.read"
    MEETING_WRITE = "meeting.write"
    BODY_WRITE = "body.write"
    FORM_READ = "form.read"
    FORM_WRITE = "form.write"
    SUBMISSION_READ = "submission.read"
    SUBMISSION_FIND = "submission.find"
    SUBMISSION_ERASE = "submission.erase"
    SUBMISSION_EXPORT = "submission.export"
    FIGURES_LIVE = "figures.live"
    FIGURES_PUBLISHED = "figures.published"
    REPORT_LIST = "report.list"
    REPORT_REQUEST = "report.request"
    REPORT_READ = "report.read"
    REPORT_WRITE = "report.write"
    REPORT_PUBLISH = "report.publish"
    PROPOSAL_LIST = "proposal.list"
    PROPOSAL_READ = "proposal.read"
    PROPOSAL_ADD = "proposal.add"
    PROPOSAL_WRITE = "proposal.write"
    PROPOSAL_CONCLUDE = "proposal.conclude"
    EVALUATION_READ = "evaluation.read"
    EVALUATION_WRITE = "evaluation.write"
    DASHBOARD_READ = "dashboard.read"
    UNREADABLE_READ = "unreadable.read"
    STUCK_WORK_READ = "stuck_work.read"
    STUCK_WORK_RETRY = "stuck_work.retry"
    AUDIT_READ = "audit.read"
    USERS_WRITE = "users.write"


class NotPermitted(Refused):
    for_people = _("U hebt geen recht om dit te doen.")


Rule = Callable[[Actor, Any], bool]
_rules: dict[Permission, Rule] = {}


def rule(permission: Permission) -> Callable[[Rule], Rule]:
    """Register the one rule of ``permission``: (actor, target) -> bool; target is None when asked of the kind."""

    def register(function: Rule) -> Rule:
        if permission in _rules:
            raise ValueError(f"{permission} has a rule already")
        _rules[permission] = function
        return function

    return register


def may(actor: Actor, permission: Permission, target: object = None) -> bool:
    """Whether ``actor`` may. Nothing registered means no; a name that is no Permission raises ValueError."""
    answer = _rules.get(Permission(permission))
    return answer is not None and answer(actor, target)


def require(actor: Actor, permission: Permission, target: object = None) -> None:
    """Raise NotPermitted unless ``actor`` may."""
    if not may(actor, permission, target):
        raise NotPermitted
