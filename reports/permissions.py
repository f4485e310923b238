"""Who may do what with reports and figures: the rows of the matrix about this floor."""

from projects import permissions as projects
from projects.models import Project, can_view_internal, seat_ids, team_ids
from projects.permissions import may_write
from reports.enums import ReportKind
from reports.models import Proposal, Report, ReportRun, Treatment
from reports.models.evaluation import Evaluation
from reports.models.report import is_readable
from samenkracht.accounts.actors import Actor, Staff, System, has_role, is_coordinator
from samenkracht.accounts.permissions import Permission, rule
from samenkracht.accounts.roles import READS_FIGURES, READS_PROPOSALS, WRITES_PROPOSALS, Role


@rule(Permission.REPORT_LIST)
def may_list_reports(actor: Actor, target: object) -> bool:
    """Whoever reads figures, and the teams; the list shows what each may read."""
    return has_role(actor, *READS_FIGURES)


@rule(Permission.REPORT_READ)
def may_read_report(actor: Actor, target: object) -> bool:
    """By its state and the role; the team also drafts about its own project."""
    return isinstance(target, Report) and is_readable(actor, target)


@rule(Permission.REPORT_REQUEST)
def may_request_report(actor: Actor, target: object) -> bool:
    """The portal itself and the coordinator; about one project also its team; a proposal also the secretary."""
    if isinstance(actor, System) or is_coordinator(actor):
        return True
    match target:
        case ReportRun(kind=ReportKind.EVALUATION, project=project) if project is not None:
            return may_write(actor, project)
        case ReportRun(kind=ReportKind.PROPOSAL, proposal=proposal) if proposal is not None:
            return may_write_about(actor, proposal.project)
        case _:
            return False


@rule(Permission.REPORT_WRITE)
def may_write_report(actor: Actor, target: object) -> bool:
    """The coordinator."""
    return isinstance(target, Report) and is_coordinator(actor)


@rule(Permission.REPORT_PUBLISH)
def may_publish_report(actor: Actor, target: object) -> bool:
    """The coordinator."""
    return isinstance(target, Report) and is_coordinator(actor)


@rule(Permission.DASHBOARD_READ)
def may_read_dashboard(actor: Actor, target: object) -> bool:
    """Whoever reads figures; small groups are hidden."""
    return has_role(actor, *READS_FIGURES)


@rule(Permission.FIGURES_PUBLISHED)
def may_read_published_figures(actor: Actor, target: object) -> bool:
    """Whoever reads figures; small groups are hidden."""
    return has_role(actor, *READS_FIGURES)


# --- evaluations --------------------------------------------------------------------------------------------------


def looked_back_on(target: object) -> object:
    """The project of an evaluation; anything else as it is."""
    return target.project if isinstance(target, Evaluation) else target


@rule(Permission.EVALUATION_READ)
def may_read_evaluation(actor: Actor, target: object) -> bool:
    """As a draft of its project: staff who know the project from inside."""
    return isinstance(actor, Staff) and projects.may_view_internal(actor, looked_back_on(target))


@rule(Permission.EVALUATION_WRITE)
def may_write_evaluation(actor: Actor, target: object) -> bool:
    """The team its own, the coordinator all."""
    return projects.may_write(actor, looked_back_on(target))


# --- proposals ----------------------------------------------------------------------------------------------------


@rule(Permission.PROPOSAL_LIST)
def may_list_proposals(actor: Actor, target: object) -> bool:
    """Who treats proposals or writes them; the list shows a team those of its own projects."""
    return has_role(actor, *READS_PROPOSALS, Role.PROJECT_STAFF)


@rule(Permission.PROPOSAL_READ)
def may_read_proposal(actor: Actor, target: object) -> bool:
    """The team its own project, the rest of those who treat proposals all."""
    if not isinstance(target, Proposal) or not isinstance(actor, Staff):
        return False
    if has_role(actor, *READS_PROPOSALS) and may_view_about(actor, target.project):
        return True
    return target.project_id in team_ids(actor.user)


@rule(Permission.PROPOSAL_ADD)
def may_add_proposal(actor: Actor, target: object) -> bool:
    """Who may write a proposal about something: which projects, PROPOSAL_WRITE says."""
    return has_role(actor, *WRITES_PROPOSALS) or (isinstance(actor, Staff) and bool(team_ids(actor.user)))


@rule(Permission.PROPOSAL_WRITE)
def may_write_proposal(actor: Actor, target: object) -> bool:
    """The coordinator and the secretary all, a team its own project. One without a project: the first two alone."""
    whole = target if isinstance(target, Proposal) else getattr(target, "proposal", None)
    return isinstance(whole, Proposal) and may_write_about(actor, whole.project)


@rule(Permission.PROPOSAL_CONCLUDE)
def may_conclude(actor: Actor, target: object) -> bool:
    """The coordinator and the secretary; who sits in one of the meeting's bodies. Never the team about itself."""
    if not isinstance(target, Treatment) or not isinstance(actor, Staff):
        return False
    if not may_view_about(actor, target.proposal.project):
        return False
    if has_role(actor, *WRITES_PROPOSALS):
        return True
    seats = seat_ids(actor.user)
    return bool(seats) and any(body.pk in seats for body in target.meeting.bodies.all())


def may_write_about(actor: Actor, project: Project | None) -> bool:
    if has_role(actor, *WRITES_PROPOSALS) and may_view_about(actor, project):
        return True
    return isinstance(actor, Staff) and project is not None and project.pk in team_ids(actor.user)


def may_view_about(actor: Actor, project: Project | None) -> bool:
    """Whether ``actor`` may know that there is a project; of none there is nothing to keep secret."""
    return project is None or can_view_internal(actor, project)
