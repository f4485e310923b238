"""Who may do what with projects, plans and teams: the rows of the matrix about this floor."""

from projects.models import (
    Funding,
    Goal,
    GoalValue,
    ImprovementProposal,
    ParticipationPlan,
    PlanLine,
    PlanVersion,
    Project,
    Publication,
    TeamMember,
    can_view_internal,
    team_ids,
)
from samenkracht.accounts.actors import Actor, Staff, has_role, is_coordinator
from samenkracht.accounts.permissions import Permission, rule
from samenkracht.accounts.roles import COMMISSIONERS, EVERY_ROLE, WORKS_WITH_PROJECTS, Role


def project_of(target: object) -> Project | None:
    """The project that ``target`` is or belongs to; None for anything else."""
    match target:
        case Project():
            return target
        case ParticipationPlan():
            return target.project
        case PlanLine() | PlanVersion():
            return target.plan.project
        case ImprovementProposal() | Goal() | Publication() | Funding():
            return target.project
        case GoalValue():
            return target.goal.project
        case _:
            return None


def may_view_internal(actor: Actor, target: object) -> bool:
    """Drafts and gaps: the team, the coordinator; unless secret: who reads all drafts by role, a guest of it."""
    project = project_of(target)
    return project is not None and can_view_internal(actor, project)


def may_read(actor: Actor, target: object) -> bool:
    project = project_of(target)
    return project is not None and (project.is_public or may_view_internal(actor, target))


def may_write(actor: Actor, target: object) -> bool:
    """The team its own, the coordinator all."""
    project = project_of(target)
    if project is None or not isinstance(actor, Staff):
        return False
    return is_coordinator(actor) or project.pk in team_ids(actor.user)


@rule(Permission.PROJECT_LIST)
def may_list_projects(actor: Actor, target: object) -> bool:
    """Everybody with a role but the administrator, who enters no project; the list shows only what one may enter."""
    return has_role(actor, *WORKS_WITH_PROJECTS)


@rule(Permission.PROJECT_READ)
def may_read_project(actor: Actor, target: object) -> bool:
    """Published: everybody. Draft: who knows the project from inside."""
    return may_read(actor, target)


@rule(Permission.PROJECT_WORKSPACE)
def may_enter_workspace(actor: Actor, target: object) -> bool:
    """Staff who know the project from inside."""
    return isinstance(actor, Staff) and may_view_internal(actor, target)


@rule(Permission.PROJECT_ADD)
def may_add_project(actor: Actor, target: object) -> bool:
    """The coordinator."""
    return is_coordinator(actor)


@rule(Permission.PROJECT_WRITE)
def may_write_project(actor: Actor, target: object) -> bool:
    """The team its own, the coordinator all."""
    return may_write(actor, target)


@rule(Permission.PLAN_READ)
def may_read_plan(actor: Actor, target: object) -> bool:
    """As its project."""
    return may_read(actor, target)


@rule(Permission.PLAN_WRITE)
def may_write_plan(actor: Actor, target: object) -> bool:
    """As its project."""
    return may_write(actor, target)


@rule(Permission.PLAN_SUBMIT)
def may_submit_plan(actor: Actor, target: object) -> bool:
    """As writing it; withdrawing and opening again too."""
    return may_write(actor, target)


def is_own_plan(actor: Staff, project: Project) -> bool:
    """Whether this person made the plan or handed it in. Who left the role of a team stays a member of it here."""
    if TeamMember.objects.filter(project=project, user_id=actor.user.pk).exists():
        return True
    last = PlanVersion.objects.filter(plan__project=project).order_by("number").last()
    return last is not None and last.submitted_by_id == actor.user.pk


@rule(Permission.PLAN_DECIDE)
def may_decide_on_plan(actor: Actor, target: object) -> bool:
    """The commissioner of its project, unless they handed it in or are in its team."""
    project = project_of(target)
    if project is None or not has_role(actor, *COMMISSIONERS) or not isinstance(actor, Staff):
        return False
    commissions = project.commissioner_id == actor.user.pk and can_view_internal(actor, project)
    return commissions and not is_own_plan(actor, project)


@rule(Permission.PLAN_ESTABLISH)
def may_establish_plan(actor: Actor, target: object) -> bool:
    """Secretary and coordinator, who record what a body decided, unless they handed it in or are in its team."""
    project = project_of(target)
    if project is None or not has_role(actor, Role.SECRETARY, Role.COORDINATOR) or not isinstance(actor, Staff):
        return False
    return can_view_internal(actor, project) and not is_own_plan(actor, project)


@rule(Permission.IMPROVEMENT_WRITE)
def may_write_improvements(actor: Actor, target: object) -> bool:
    """As its project."""
    return may_write(actor, target)


@rule(Permission.TEAM_WRITE)
def may_write_team(actor: Actor, target: object) -> bool:
    """The coordinator."""
    return is_coordinator(actor) and project_of(target) is not None


# --- bodies and meetings ------------------------------------------------------------------------------------------


@rule(Permission.MEETING_READ)
def may_read_meetings(actor: Actor, target: object) -> bool:
    """Everybody with a role: what a meeting treats has rules of its own."""
    return has_role(actor, *EVERY_ROLE)


@rule(Permission.MEETING_WRITE)
def may_write_meetings(actor: Actor, target: object) -> bool:
    """The coordinator and the secretary."""
    return has_role(actor, Role.COORDINATOR, Role.SECRETARY)


@rule(Permission.BODY_WRITE)
def may_write_bodies(actor: Actor, target: object) -> bool:
    """The administrator and the secretary."""
    return has_role(actor, Role.ADMINISTRATOR, Role.SECRETARY)


# --- reference data -----------------------------------------------------------------------------------------------


@rule(Permission.REFERENCE_READ)
def may_read_reference(actor: Actor, target: object) -> bool:
    """Everybody with a role."""
    return has_role(actor, *EVERY_ROLE)


@rule(Permission.REFERENCE_WRITE)
def may_write_reference(actor: Actor, target: object) -> bool:
    """The administrator."""
    return has_role(actor, Role.ADMINISTRATOR)


@rule(Permission.REGION_READ)
def may_read_region(actor: Actor, target: object) -> bool:
    """The page on which texts and help numbers are written: the administrator and the privacy officer."""
    return has_role(actor, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)


@rule(Permission.REGION_WRITE)
def may_write_region(actor: Actor, target: object) -> bool:
    """The administrator."""
    return has_role(actor, Role.ADMINISTRATOR)
