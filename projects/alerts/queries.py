"""What asks for attention in projects and their plans. The clock is a parameter."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils import timezone

from projects.enums import ACTIVE_STATES, OPEN_IMPROVEMENTS, PlanStatus, ProjectState, TeamPart
from projects.funding.queries import FundingOverview, money_by_project
from projects.models import ImprovementProposal, PlanLine, Project, TeamMember
from projects.models.search import title_order
from projects.plans.queries import PlanProgress, lines_as_promised, plan_progress
from samenkracht.core.db.rows import each_drawable

# A plan that waits longer than this for a decision asks for a reminder.
DECIDED_WITHIN = timedelta(days=28)


class AlertKind(StrEnum):
    """What asks for attention, the heaviest first."""

    NO_LEADER = "no_leader"
    FEEDBACK_LATE = "feedback_late"
    PLAN_EMPTY = "plan_empty"
    NO_DEPUTY = "no_deputy"
    UNREADABLE = "unreadable"
    DATE_UNREADABLE = "date_unreadable"
    MONEY_ENDING = "money_ending"
    PROJECT_LATE = "project_late"
    IMPROVEMENT_LATE = "improvement_late"
    PLAN_LATE = "plan_late"
    PLAN_RETURNED = "plan_returned"
    PLAN_NOT_SUBMITTED = "plan_not_submitted"
    FEEDBACK_NOT_PROMISED = "feedback_not_promised"
    NO_MONEY = "no_money"


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing about a project (its money, a line of its plan, an improvement) that somebody should mend."""

    kind: AlertKind
    project: Project
    line: PlanLine | None = None
    money: FundingOverview | None = None
    improvement: ImprovementProposal | None = None


def alerts_of(projects: Collection[Project], *, at: datetime) -> list[Alert]:
    """What asks for attention in ``projects``, the heaviest first; six queries.

    Of a project that nobody works on any more only an answer that residents still wait for, and what was to be better.
    """
    by_pk = {project.pk: project for project in projects}
    parts: dict[int, set[str]] = {pk: set() for pk in by_pk}
    for project_id, part in TeamMember.objects.filter(project__in=by_pk).values_list("project_id", "part"):
        parts[project_id].add(part)
    lines = lines_as_promised(by_pk)
    day = timezone.localdate(at)
    plans = plan_progress(by_pk)
    money = money_by_project(by_pk, day=day)
    improvements = open_improvements(by_pk)

    def of_project(project: Project) -> list[Alert]:
        pk = project.pk
        return [
            *alerts_of_dates(project, lines[pk], money[pk], improvements[pk]),
            *alerts_of_project(project, parts[pk], lines[pk], day),
            *alerts_of_plan(project, plans[pk], day, has_lines=any(line.removed_at is None for line in lines[pk])),
            *alerts_of_money(project, money[pk]),
            *alerts_of_improvements(project, improvements[pk], day),
        ]

    drawn, left = each_drawable(by_pk.values(), of_project, kind="project")
    alerts = [alert for found in drawn for alert in found]
    alerts += [Alert(AlertKind.UNREADABLE, project) for project in left]
    order = list(AlertKind)
    return sorted(alerts, key=lambda alert: (order.index(alert.kind), title_order(alert.project.title)))


def open_improvements(by_pk: Mapping[int, Project]) -> dict[int, list[ImprovementProposal]]:
    """What is still to be done better, by the id of the project; one query."""
    found: dict[int, list[ImprovementProposal]] = {pk: [] for pk in by_pk}
    for proposal in ImprovementProposal.objects.filter(project__in=by_pk, state__in=OPEN_IMPROVEMENTS):
        found[proposal.project_id].append(proposal)
    return found


def alerts_of_dates(
    project: Project, lines: Collection[PlanLine], money: FundingOverview, improvements: Collection[ImprovementProposal]
) -> Iterable[Alert]:
    """What holds a date that cannot be read: by it nobody knows whether something is late. Each thing once."""
    if project.planned_start.is_unreadable or project.planned_end.is_unreadable:
        yield Alert(AlertKind.DATE_UNREADABLE, project)
    for line in lines:
        dates = (line.period_start, line.period_end, line.feedback_due, line.feedback_given)
        if any(date.is_unreadable for date in dates):
            yield Alert(AlertKind.DATE_UNREADABLE, project, line)
    if any(row.starts.is_unreadable or row.ends.is_unreadable for row in money.rows):
        yield Alert(AlertKind.DATE_UNREADABLE, project, money=money)
    for proposal in improvements:
        if proposal.due.is_unreadable:
            yield Alert(AlertKind.DATE_UNREADABLE, project, improvement=proposal)


def alerts_of_improvements(project: Project, proposals: Collection[ImprovementProposal], day: date) -> Iterable[Alert]:
    """The improvement proposals that should have been done by now."""
    for proposal in proposals:
        if proposal.is_late(day):
            yield Alert(AlertKind.IMPROVEMENT_LATE, project, improvement=proposal)


def alerts_of_project(project: Project, parts: set[str], lines: Collection[PlanLine], day: date) -> Iterable[Alert]:
    """The alerts of one project."""
    active = project.state in ACTIVE_STATES
    if active and TeamPart.LEADER not in parts:
        yield Alert(AlertKind.NO_LEADER, project)
    if active and TeamPart.DEPUTY not in parts:
        yield Alert(AlertKind.NO_DEPUTY, project)
    if is_project_late(project, day):
        yield Alert(AlertKind.PROJECT_LATE, project)
    for line in lines:
        if is_feedback_late(line, day):
            yield Alert(AlertKind.FEEDBACK_LATE, project, line)
        elif active and line.removed_at is None and line.feedback_due.is_unknown and line.feedback_given.is_unknown:
            yield Alert(AlertKind.FEEDBACK_NOT_PROMISED, project, line)


def alerts_of_money(project: Project, money: FundingOverview) -> Iterable[Alert]:
    """Whether the money of a project that somebody works on ends soon, ended, or was never registered."""
    if project.state not in ACTIVE_STATES:
        return
    if not money.rows:
        yield Alert(AlertKind.NO_MONEY, project)
    elif money.is_ending:
        yield Alert(AlertKind.MONEY_ENDING, project, money=money)


def alerts_of_plan(project: Project, plan: PlanProgress, day: date, *, has_lines: bool) -> Iterable[Alert]:
    """What the whole plan lacks. That residents are asked nothing is no gap: it has a reason and a decision."""
    if project.state in ACTIVE_STATES and not has_lines and not plan.is_declined:
        yield Alert(AlertKind.PLAN_EMPTY, project)
    elif project.state in ACTIVE_STATES and plan.status == PlanStatus.RETURNED:
        yield Alert(AlertKind.PLAN_RETURNED, project)
    elif project.state == ProjectState.RUNNING and not plan.was_decided:
        if plan.waiting_since is None:
            yield Alert(AlertKind.PLAN_NOT_SUBMITTED, project)
        elif plan.waiting_since + DECIDED_WITHIN < day:
            yield Alert(AlertKind.PLAN_LATE, project)


def is_project_late(project: Project, day: date) -> bool:
    """Whether somebody still works on a project that was to end before this day."""
    late: bool = project.state in ACTIVE_STATES and project.planned_end.is_late(day)
    return late


def is_feedback_late(line: PlanLine, day: date) -> bool:
    """Whether residents waited longer for an answer than was promised."""
    late: bool = line.feedback_given.is_unknown and line.feedback_due.is_late(day)
    return late
