"""Reads over several models of this floor. The clock is a parameter."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects import models
from projects.enums import ACTIVE_STATES, ProgressKind, TeamPart
from projects.models import (
    Municipality,
    ParticipationPlan,
    PlanLine,
    PostcodeArea,
    Programme,
    ProgressItem,
    Project,
    TeamMember,
)
from projects.models.team import TEAM_ROLES
from projects.models.words import title_order
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.models import User


def team_ids(user: User) -> frozenset[int]:
    """The projects on whose team ``user`` is; looked up once per user object, so once per request."""
    return models.team_ids(user)


def readable_ids(actor: Actor) -> frozenset[int]:
    """The projects that ``actor`` may read: what is published, and drafts by role, team or invitation."""
    return frozenset(Project.objects.visible_to(actor).values_list("pk", flat=True))


# --- municipalities and postcodes ---------------------------------------------------------------------------------


def municipalities_at(at: datetime) -> list[Municipality]:
    """The municipalities of the region at this moment, by name."""
    found = Municipality.objects.valid_on(timezone.localdate(at))
    return sorted(found, key=lambda municipality: title_order(municipality.name))


def postcode_map(at: datetime) -> dict[str, tuple[str, ...]]:
    """Which municipalities (codes, by name) the four digits of a postcode may mean at this moment."""
    by_code = {municipality.pk: municipality for municipality in Municipality.objects.all()}
    day = timezone.localdate(at)
    found: dict[str, set[Municipality]] = {}
    for pc4, pk in PostcodeArea.objects.values_list("pc4", "municipality_id"):
        if heir := heir_on(by_code[pk], by_code, day):
            found.setdefault(pc4, set()).add(heir)
    return {
        pc4: tuple(heir.code for heir in sorted(heirs, key=lambda heir: title_order(heir.name)))
        for pc4, heirs in found.items()
    }


def heir_on(municipality: Municipality, by_pk: Mapping[int, Municipality], day: date) -> Municipality | None:
    """The municipality itself when it exists on this day, otherwise who took its place; None when it is not there."""
    seen: set[int] = set()
    here: Municipality | None = municipality
    while here is not None and not here.is_valid_on(day):
        if here.pk in seen or here.successor_id is None:
            return None
        seen.add(here.pk)
        here = by_pk[here.successor_id]
    return here


def municipality_suggestions(pc4: str, at: datetime) -> list[Municipality]:
    """The municipalities in which a postcode with these four digits may lie at this moment; the resident confirms."""
    codes = postcode_map(at).get(pc4, ())
    by_code = {municipality.code: municipality for municipality in municipalities_at(at)}
    return [by_code[code] for code in codes]


# --- programmes and people ----------------------------------------------------------------------------------------


def programmes() -> QuerySet[Programme]:
    """All programmes, in their order."""
    return Programme.objects.all()


def assignable_users() -> QuerySet[User]:
    """Who may be picked for a team, by function."""
    return User.objects.filter(is_active=True, role__in=TEAM_ROLES).order_by("display_name", "email")


@dataclass(frozen=True, slots=True)
class Team:
    """The people of one project."""

    leader: User | None = None
    deputy: User | None = None
    editors: tuple[User, ...] = ()


def team_of(project: Project) -> Team:
    """Who works on ``project``; one query."""
    members = list(project.members.select_related("user").order_by("user__display_name", "pk"))
    by_part = {member.part: member.user for member in members}
    return Team(
        leader=by_part.get(TeamPart.LEADER),
        deputy=by_part.get(TeamPart.DEPUTY),
        editors=tuple(member.user for member in members if member.part == TeamPart.EDITOR),
    )


# --- projects and their page --------------------------------------------------------------------------------------


def with_page(projects: QuerySet[Project]) -> QuerySet[Project]:
    """The projects with all that their page shows, in a fixed number of queries."""
    return projects.select_related("programme", "plan").prefetch_related(
        "goals",
        "progress_items",
        Prefetch("plan__lines", queryset=PlanLine.objects.current(), to_attr="current_lines"),
    )


def progress_of(project: Project, kind: ProgressKind) -> list[ProgressItem]:
    """The lines under one heading, from what ``with_page`` fetched."""
    return [item for item in project.progress_items.all() if item.kind == kind]


def in_title_order(projects: Iterable[Project]) -> list[Project]:
    """By title as people expect it, the same on every database."""
    return sorted(projects, key=lambda project: (title_order(project.title), project.pk))


def current_lines(project: Project) -> list[PlanLine]:
    """The lines of the project's plan, in order, each knowing its plan and project; one query."""
    lines = list(PlanLine.objects.current().filter(plan__project=project).select_related("plan"))
    for line in lines:
        line.plan.project = project
    return lines


# --- the list of the workplace ------------------------------------------------------------------------------------


class ListOrder(TextChoices):
    """In which order the list stands. Dates as known have one order (core.dates), on every database."""

    TITLE = "titel", _("Titel")
    NUMBER = "nummer", _("Nummer")
    START = "start", _("Startdatum")
    END = "eind", _("Einddatum")


def ordered_ids(projects: QuerySet[Project], order: str = ListOrder.TITLE) -> list[int]:
    """The ids of these projects in this order; equal ones by title. One query."""
    rows: list[Any] = list(projects.values_list("pk", "title", "number", "planned_start", "planned_end"))
    rows.sort(key=lambda row: (title_order(row[1]), row[0]))
    match order:
        case ListOrder.NUMBER:
            rows.sort(key=lambda row: row[2])
        case ListOrder.START:
            rows.sort(key=lambda row: row[3].sort_key)
        case ListOrder.END:
            rows.sort(key=lambda row: row[4].sort_key)
    return [row[0] for row in rows]


def listed(ids: Sequence[int]) -> list[Project]:
    """The projects with these ids, in the order of ``ids``, with programme, leader and deputy; one query."""
    function = User.objects.filter(pk=OuterRef("user_id")).values("display_name")
    members = TeamMember.objects.filter(project=OuterRef("pk")).annotate(function=Subquery(function))
    found = Project.objects.select_related("programme").annotate(
        leader_name=Subquery(members.filter(part=TeamPart.LEADER).values("function")[:1]),
        deputy_name=Subquery(members.filter(part=TeamPart.DEPUTY).values("function")[:1]),
    )
    by_pk = {project.pk: project for project in found.filter(pk__in=ids)}
    return [by_pk[pk] for pk in ids if pk in by_pk]


# --- points of attention ------------------------------------------------------------------------------------------


class PointKind(StrEnum):
    """What asks for attention, the heaviest first."""

    NO_LEADER = "no_leader"
    FEEDBACK_LATE = "feedback_late"
    PLAN_EMPTY = "plan_empty"
    NO_DEPUTY = "no_deputy"
    PROJECT_LATE = "project_late"
    FEEDBACK_NOT_PROMISED = "feedback_not_promised"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing about a project (and a line of its plan) that somebody should mend."""

    kind: PointKind
    project: Project
    line: PlanLine | None = None


def points_of_attention(projects: Collection[Project], *, at: datetime) -> list[Point]:
    """What asks for attention in ``projects``, the heaviest first; two queries.

    Of a project that nobody works on any more only an answer that residents still wait for.
    """
    by_pk = {project.pk: project for project in projects}
    parts: dict[int, set[str]] = {pk: set() for pk in by_pk}
    for project_id, part in TeamMember.objects.filter(project__in=by_pk).values_list("project_id", "part"):
        parts[project_id].add(part)
    lines: dict[int, list[PlanLine]] = {pk: [] for pk in by_pk}
    for line in PlanLine.objects.current().filter(plan__project__in=by_pk).select_related("plan"):
        line.plan.project = by_pk[line.plan.project_id]
        lines[line.plan.project_id].append(line)
    day = timezone.localdate(at)
    points = [point for pk, project in by_pk.items() for point in points_of(project, parts[pk], lines[pk], day)]
    weight = list(PointKind)
    return sorted(points, key=lambda point: (weight.index(point.kind), title_order(point.project.title)))


def points_of(project: Project, parts: set[str], lines: Collection[PlanLine], day: date) -> Iterable[Point]:
    """The points of one project."""
    active = project.state in ACTIVE_STATES
    if active and TeamPart.LEADER not in parts:
        yield Point(PointKind.NO_LEADER, project)
    if active and TeamPart.DEPUTY not in parts:
        yield Point(PointKind.NO_DEPUTY, project)
    if active and not lines:
        yield Point(PointKind.PLAN_EMPTY, project)
    if is_project_late(project, day):
        yield Point(PointKind.PROJECT_LATE, project)
    for line in lines:
        if is_feedback_late(line, day):
            yield Point(PointKind.FEEDBACK_LATE, project, line)
        elif active and line.feedback_due.is_unknown and line.feedback_given.is_unknown:
            yield Point(PointKind.FEEDBACK_NOT_PROMISED, project, line)


def is_project_late(project: Project, day: date) -> bool:
    """Whether somebody still works on a project that was to end before this day."""
    late: bool = project.state in ACTIVE_STATES and project.planned_end.is_late(day)
    return late


def is_feedback_late(line: PlanLine, day: date) -> bool:
    """Whether residents waited longer for an answer than was promised."""
    late: bool = line.feedback_given.is_unknown and line.feedback_due.is_late(day)
    return late


def plan_of(project: Project) -> ParticipationPlan:
    """The plan of ``project``, knowing its project."""
    plan = ParticipationPlan.objects.get(project=project)
    plan.project = project
    return plan
