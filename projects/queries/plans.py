"""Participation plans and their lines."""

from projects.models import ParticipationPlan, PlanLine, Project


def current_lines(project: Project) -> list[PlanLine]:
    """The lines of the project's plan, in order, each knowing its plan and project; one query."""
    lines = list(PlanLine.objects.current().filter(plan__project=project).select_related("plan"))
    for line in lines:
        line.plan.project = project
    return lines


def plan_of(project: Project) -> ParticipationPlan:
    """The plan of ``project``, knowing its project."""
    plan = ParticipationPlan.objects.get(project=project)
    plan.project = project
    return plan
