"""Participation plans: the working copy, what was decided, and what waits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.enums import DECIDED_PLANS, OPEN_PLANS, PLAN_MOVES, PlanMove, PlanStatus
from projects.models import (
    Meeting,
    ParticipationPlan,
    PlanLine,
    PlanVersion,
    Project,
    TeamMember,
    internally_visible_to,
)
from projects.plans.content.plan import TEXT_WORDS, Line, PlanDocument, UnreadablePlan
from samenkracht.accounts.actors import Actor, Staff
from samenkracht.accounts.models import User
from samenkracht.accounts.permissions import Permission, may
from samenkracht.accounts.roles import COMMISSIONERS, Role
from samenkracht.core.refused import Refused
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.json import digest


class AlteredPlan(Refused):
    """The stored document is no longer what was submitted."""

    for_people = _("De bewaarde versie is niet meer wat er is ingediend. Waarschuw de beheerder.")


# --- the working copy ---------------------------------------------------------------------------------------------


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


def document_of(plan: ParticipationPlan, lines: Iterable[PlanLine]) -> PlanDocument:
    """The plan with these lines as one value."""
    return PlanDocument(
        lines=tuple(line_of(line) for line in lines),
        no_participation_reason=plan.no_participation_reason,
        **{name: getattr(plan, name) for name in TEXT_WORDS},
    )


def line_of(line: PlanLine) -> Line:
    """A line as a value: what it promises, nothing of what became of it."""
    return Line(**{name: getattr(line, name) for name in Line.__dataclass_fields__})


def working_document(plan: ParticipationPlan) -> PlanDocument:
    """The working copy as one value; one query."""
    return document_of(plan, plan.lines.current())


# --- versions -----------------------------------------------------------------------------------------------------


def versions_of(plan: ParticipationPlan) -> list[PlanVersion]:
    """What was submitted, the newest first, each with its meeting."""
    return list(plan.versions.select_related("meeting").prefetch_related("meeting__bodies").order_by("-number"))


def last_version(plan: ParticipationPlan) -> PlanVersion | None:
    """What was submitted last."""
    return plan.versions.order_by("number").last()


def read(version: PlanVersion) -> PlanDocument:
    """What was submitted. Raises AlteredPlan when the stored document is no longer that, or cannot be read."""
    if digest(version.document) != version.digest:
        raise AlteredPlan(f"plan version {version.pk}")
    try:
        return PlanDocument.from_json(version.document)
    except UnreadablePlan as error:
        raise AlteredPlan(f"plan version {version.pk}: {error}") from error


def functions_of(ids: Iterable[int | None]) -> dict[int | None, str]:
    """The functions of the people with these ids; one query."""
    known: dict[int | None, str] = {}
    known.update(User.objects.filter(pk__in={pk for pk in ids if pk}).values_list("pk", "display_name"))
    return known


def decided_on(version: PlanVersion) -> date | None:
    """The day of the meeting that established it, or the day on which somebody decided."""
    if version.outcome == PlanStatus.ESTABLISHED and version.meeting:
        return version.meeting.held_on
    return timezone.localdate(version.decided_at) if version.decided_at else None


# --- what residents may hold the region to ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """The plan as everybody may know it: the latest decided version, or the present concept when none was decided.

    ``status`` is AGREED, ESTABLISHED, or DRAFT for a concept; ``decided_by`` a function or a body. ``feedback_given``
    holds, by the key of a line, what was already told back. ``is_altered``: the stored version cannot be trusted, and
    the document is empty.
    """

    document: PlanDocument
    status: PlanStatus = PlanStatus.DRAFT
    decided_on: date | None = None
    decided_by: str = ""
    number: int | None = None
    feedback_given: Mapping[str, KnownDate] = field(default_factory=dict)
    is_altered: bool = False

    @property
    def is_decided(self) -> bool:
        return self.status in DECIDED_PLANS

    def is_beforehand(self, asked_from: date | None) -> bool:
        """Whether it was decided before anybody was asked: by the day of the first form, and by its own periods."""
        if not self.is_decided or self.decided_on is None:
            return False
        begins = [line.period_start.last_day for line in self.document.lines]
        return all(self.decided_on < day for day in [asked_from, *begins] if day is not None)

    def is_late(self, line: Line, day: date) -> bool:
        """Whether residents waited longer for an answer to this line than was promised."""
        late: bool = line.key not in self.feedback_given and line.feedback_due.is_late(day)
        return late

    def promises(self, day: date) -> list[tuple[Line, KnownDate | None, bool]]:
        """Each line with when residents were told what was done (None: not yet), and whether that is late."""
        return [(line, self.feedback_given.get(line.key), self.is_late(line, day)) for line in self.document.lines]


def public_plan(project: Project) -> PublicPlan:
    """The plan of ``project`` as everybody may know it."""
    return public_plans([project]).get(project.pk, PublicPlan(PlanDocument()))


def public_plans(projects: Collection[Project]) -> dict[int, PublicPlan]:
    """The plans of many projects, by the id of the project; five queries however many there are."""
    plans = list(ParticipationPlan.objects.filter(project__in=projects))
    decided = decided_versions(plans)
    functions = functions_of(version.decided_by_id for version in decided.values())
    lines: dict[int, list[PlanLine]] = {plan.pk: [] for plan in plans}
    for line in PlanLine.objects.filter(plan__in=plans):
        lines[line.plan_id].append(line)
    return {plan.project_id: shown(plan, decided.get(plan.pk), lines[plan.pk], functions) for plan in plans}


def decided_versions(plans: Sequence[ParticipationPlan]) -> dict[int, PlanVersion]:
    """The latest decided version of each plan that has one, by the id of the plan; two queries."""
    decided = PlanVersion.objects.filter(plan=OuterRef("plan"), outcome__in=DECIDED_PLANS).order_by()
    latest = Subquery(decided.values("plan").annotate(last=Max("number")).values("last"))
    found = PlanVersion.objects.filter(plan__in=plans, number=latest).select_related("meeting")
    return {version.plan_id: version for version in found.prefetch_related("meeting__bodies")}


def decided_version(project: Project) -> PlanVersion | None:
    """The latest decided version of the project's plan."""
    decided = PlanVersion.objects.filter(plan__project=project, outcome__in=DECIDED_PLANS)
    return decided.order_by("number").last()


def plan_at(version: PlanVersion) -> PublicPlan:
    """The plan as everybody might know it when this decided version was the latest; four queries."""
    return shown(version.plan, version, list(version.plan.lines.all()), functions_of([version.decided_by_id]))


def shown(
    plan: ParticipationPlan,
    version: PlanVersion | None,
    lines: Sequence[PlanLine],
    functions: Mapping[int | None, str],
) -> PublicPlan:
    given = {line.key: line.feedback_given for line in lines if line.feedback_given}
    if version is None:
        current = [line for line in lines if line.removed_at is None]
        return PublicPlan(document_of(plan, current), feedback_given=given)
    facts: dict[str, Any] = {
        "status": PlanStatus(version.outcome),
        "decided_on": decided_on(version),
        "decided_by": version.meeting.words if version.meeting else functions.get(version.decided_by_id, ""),
        "number": version.number,
        "feedback_given": given,
    }
    try:
        return PublicPlan(read(version), **facts)
    except AlteredPlan:
        return PublicPlan(PlanDocument(), is_altered=True, **facts)


def promised_dates(project_ids: Collection[int]) -> dict[str, KnownDate]:
    """Of decided plans of which a new version is in the making: the feedback dates that hold until then, by line key.

    One query.
    """
    versions = PlanVersion.objects.filter(plan__project__in=project_ids, outcome__in=DECIDED_PLANS)
    latest: dict[int, PlanVersion] = {}
    for version in versions.exclude(plan__status__in=DECIDED_PLANS).order_by("number"):
        latest[version.plan_id] = version
    return {line.key: line.feedback_due for version in latest.values() for line in lines_read(version)}


def lines_read(version: PlanVersion) -> tuple[Line, ...]:
    """The lines of a version; none when it cannot be trusted."""
    try:
        return read(version).lines
    except AlteredPlan:
        return ()


def lines_as_promised(projects: Mapping[int, Project]) -> dict[int, list[PlanLine]]:
    """The lines of each of these projects, with the feedback date that residents were promised; two queries.

    A draft changes no promise: the date of the decided version counts, and so does a line that only the draft lost.
    """
    promised = promised_dates(projects)
    lines: dict[int, list[PlanLine]] = {pk: [] for pk in projects}
    found = PlanLine.objects.filter(Q(removed_at=None) | Q(key__in=promised), plan__project__in=projects)
    for line in found.select_related("plan"):
        line.plan.project = projects[line.plan.project_id]
        line.feedback_due = promised.get(line.key, line.feedback_due)
        lines[line.plan.project_id].append(line)
    return lines


# --- counting -----------------------------------------------------------------------------------------------------


class PlanStanding(StrEnum):
    """Whether a project says how residents take part. The three are counted apart."""

    WITH_PLAN = "with_plan"
    WITHOUT_PARTICIPATION = "without_participation"
    NOTHING = "nothing"


def plan_standings(projects: Collection[Project]) -> dict[int, PlanStanding]:
    """Where each project stands in its working copy, by the id of the project; two queries."""
    with_lines = PlanLine.objects.current().filter(plan__project__in=projects).order_by()
    planned = set(with_lines.values_list("plan__project_id", flat=True).distinct())
    declined = ParticipationPlan.objects.filter(project__in=projects).exclude(no_participation_reason="")
    without = set(declined.values_list("project_id", flat=True))

    def standing(pk: int) -> PlanStanding:
        if pk in planned:
            return PlanStanding.WITH_PLAN
        return PlanStanding.WITHOUT_PARTICIPATION if pk in without else PlanStanding.NOTHING

    return {project.pk: standing(project.pk) for project in projects}


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """How far the plan of a project is. ``waiting_since``: the day on which it was submitted, while nobody decided."""

    status: PlanStatus
    is_declined: bool
    was_decided: bool
    waiting_since: date | None


def plan_progress(project_ids: Collection[int]) -> dict[int, PlanProgress]:
    """How far each plan is, by the id of the project; one query."""
    versions = PlanVersion.objects.filter(plan=OuterRef("pk"))
    found = ParticipationPlan.objects.filter(project__in=project_ids).annotate(
        was_decided=Exists(versions.filter(outcome__in=DECIDED_PLANS)),
        waiting_since=Subquery(versions.filter(outcome=PlanStatus.SUBMITTED).values("submitted_at")[:1]),
    )
    return {
        plan.project_id: PlanProgress(
            status=PlanStatus(plan.status),
            is_declined=plan.is_without_participation,
            was_decided=plan.was_decided,
            waiting_since=timezone.localdate(plan.waiting_since) if plan.waiting_since else None,
        )
        for plan in found
    }


# --- deciding -----------------------------------------------------------------------------------------------------

PERMISSION_OF = {
    PlanMove.SUBMIT: Permission.PLAN_SUBMIT,
    PlanMove.WITHDRAW: Permission.PLAN_SUBMIT,
    PlanMove.REOPEN: Permission.PLAN_SUBMIT,
    PlanMove.RETURN: Permission.PLAN_DECIDE,
    PlanMove.AGREE: Permission.PLAN_DECIDE,
    PlanMove.ESTABLISH: Permission.PLAN_ESTABLISH,
}


def possible_moves(plan: ParticipationPlan, actor: Actor) -> frozenset[PlanMove]:
    """What ``actor`` can do with the plan as it stands."""
    fitting = [move for move, (before, _after) in PLAN_MOVES.items() if plan.status in before]
    return frozenset(move for move in fitting if may(actor, PERMISSION_OF[move], plan))


def waiting_for(actor: Actor) -> list[PlanVersion]:
    """The submitted plans on which ``actor`` may decide, the oldest first; one query.

    A commissioner: those of the own projects. Secretary and coordinator: all that a body can establish. Nobody: what
    they submitted, or what their own team made.
    """
    if not isinstance(actor, Staff) or not actor.user.is_active:
        return []
    user = actor.user
    waiting = PlanVersion.objects.filter(outcome=PlanStatus.SUBMITTED, plan__status=PlanStatus.SUBMITTED)
    own = TeamMember.objects.filter(user_id=user.pk).values("project_id")
    waiting = waiting.filter(internally_visible_to(actor, "plan__project__"), ~Q(plan__project__in=own))
    waiting = waiting.filter(Q(submitted_by_id=None) | ~Q(submitted_by_id=user.pk))
    if user.has_role(*COMMISSIONERS):
        waiting = waiting.filter(plan__project__commissioner_id=user.pk)
    elif not user.has_role(Role.SECRETARY, Role.COORDINATOR):
        return []
    return list(waiting.select_related("plan__project__programme").order_by("submitted_at", "pk"))


def meetings_until(day: date) -> list[Meeting]:
    """The meetings that were held on this day or before, the newest first, each with its bodies."""
    held = Meeting.objects.filter(held_on__lte=day, cancelled_at=None).prefetch_related("bodies")
    return list(held.order_by("-held_on", "-pk"))


# --- copying ------------------------------------------------------------------------------------------------------


def with_open_plan(actor: Actor) -> list[Project]:
    """The projects that ``actor`` writes and whose plan may be changed; one query."""
    own = Project.objects.worked_on_by(actor).select_related("plan")
    return list(own.filter(plan__status__in=OPEN_PLANS, plan__no_participation_reason=""))


def with_readable_plan(actor: Actor) -> list[Project]:
    """The projects that ``actor`` may read, each with its plan; one query."""
    return list(Project.objects.visible_to(actor).select_related("plan"))
