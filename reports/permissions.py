"""Who may do what with reports and figures: the rows of the matrix about this floor."""

from projects import permissions as projects
from reports.models import Report
from reports.models.report import readable_states
from reports.models.evaluation import Evaluation
from samenkracht.accounts.actors import Actor, Staff, System
from samenkracht.accounts.permissions import Permission, rule
from samenkracht.accounts.roles import READERS, Role

READS_FIGURES = READERS | {Role.COORDINATOR, Role.PROJECT_STAFF}


def has_role(actor: Actor, roles: frozenset[Role]) -> bool:
    return isinstance(actor, Staff) and actor.user.is_active and actor.user.role in roles


def is_coordinator(actor: Actor) -> bool:
    return has_role(actor, frozenset({Role.COORDINATOR}))


@rule(Permission.REPORT_LIST)
def may_list_reports(actor: Actor, target: object) -> bool:
    return has_role(actor, READS_FIGURES)


@rule(Permission.REPORT_READ)
def may_read_report(actor: Actor, target: object) -> bool:
    return isinstance(target, Report) and target.status in readable_states(actor)


@rule(Permission.REPORT_REQUEST)
def may_request_report(actor: Actor, target: object) -> bool:
    return isinstance(actor, System) or is_coordinator(actor)


@rule(Permission.REPORT_WRITE)
def may_write_report(actor: Actor, target: object) -> bool:
    return isinstance(target, Report) and is_coordinator(actor)


@rule(Permission.REPORT_PUBLISH)
def may_publish_report(actor: Actor, target: object) -> bool:
    return isinstance(target, Report) and is_coordinator(actor)


@rule(Permission.DASHBOARD_READ)
def may_read_dashboard(actor: Actor, target: object) -> bool:
    return has_role(actor, READS_FIGURES)


@rule(Permission.FIGURES_PUBLISHED)
def may_read_published_figures(actor: Actor, target: object) -> bool:
    return has_role(actor, READS_FIGURES)


# --- evaluations --------------------------------------------------------------------------------------------------


def looked_back_on(target: object) -> object:
    """The project of an evaluation; anything else as it is."""
    return target.project if isinstance(target, Evaluation) else target


@rule(Permission.EVALUATION_READ)
def may_read_evaluation(actor: Actor, target: object) -> bool:
    """As a draft of its project: staff who know the project from inside."""
    return isinstance(actor, Staff) and projects.knows_inside(actor, looked_back_on(target))


@rule(Permission.EVALUATION_WRITE)
def may_write_evaluation(actor: Actor, target: object) -> bool:
    """The team its own, the coordinator all."""
    return projects.may_write(actor, looked_back_on(target))
