"""What the pages of the workplace on the roof show: one's own start page and the chain of a project."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from participation import queries as participation_queries
from participation.enums import FormState
from participation.models import Form
from projects import queries as project_queries
from projects.enums import ACTIVE_STATES, OPEN_PLANS
from projects.models import Meeting, ParticipationPlan, PlanLine, PlanVersion, Project
from projects.models.search import in_title_order
from projects.queries import PlanProgress, PlanStanding, Team, decided_versions, lines_read
from reports import queries as report_queries
from reports.models import Report
from samenkracht.accounts.actors import Actor, Staff
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core.values.periods import local_day
from samenkracht.pages import alerts
from samenkracht.pages.alerts import AlertRow
from samenkracht.pages.chain import ChainLine, ChainLink, FormLink, Reader, chain, form_link, links_of, links_of_nothing
from samenkracht.pages.stuck_work import given_up

ALERTS_SHOWN = 5
MEETINGS_SHOWN = 4
REPORTS_SHOWN = 4
# Forms that close within this time are named, so that there is time to reach who is missing.
SOON = timedelta(days=14)
SEVERITIES = ("nood", "let")


# --- the chain of one project -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Workspace:
    """One project as its team sees it."""

    project: Project
    alerts: list[AlertRow]
    lines: list[ChainLine]
    loose: tuple[FormLink, ...]
    team: Team
    report: Report | None
    counts_shown: bool
    writes: bool
    makes_forms: bool
    asks_reports: bool

    @property
    def reader(self) -> Reader:
        return Reader(writes=self.writes, makes_forms=self.makes_forms, asks_reports=self.asks_reports)

    @property
    def chain(self) -> list[tuple[ChainLine, tuple[ChainLink, ...]]]:
        """Each line of the plan with its links."""
        return [(line, links_of(line, self.report, self.reader)) for line in self.lines]

    @property
    def empty_chain(self) -> tuple[ChainLink, ...]:
        """What stands there while the plan has no lines."""
        return links_of_nothing(self.project, self.report, self.reader)


def workspace(*, project: Project, actor: Actor, at: datetime) -> Workspace:
    """The chain of ``project`` with its gaps on top."""
    writes = may(actor, Permission.PROJECT_WRITE, project)
    counts_shown = may(actor, Permission.FIGURES_LIVE, project)
    makes_forms = may(actor, Permission.FORM_WRITE, project)
    forms = list(participation_queries.forms_of(project))
    totals = participation_queries.response_totals([form.pk for form in forms]) if counts_shown and forms else {}
    for form in forms:
        form.project = project
    links = [form_link(form, totals.get(form.pk, 0) if counts_shown else None, at=at) for form in forms]
    active = project.state in ACTIVE_STATES
    current = project_queries.current_lines(project)
    hold_to_promises(project.plan, current)
    report = report_queries.latest_reports(actor, [project]).get(project.pk)
    reported = reported_form_ids(report, links, counts_shown=counts_shown)
    lines = chain(current, links, reported, slug=project.slug, today=local_day(at), active=active)
    found = project_queries.alerts_of([project], at=at)
    rows = [alerts.alert_row(alert, actor) for alert in found]
    missing = [(line.line, line.number) for line in lines if line.number and line.misses_form]
    rows += [alerts.line_without_form(line, number, writes=makes_forms) for line, number in missing]
    unpublished = [link.form for link in links if link.state == FormState.DRAFT]
    rows += [alerts.form_unpublished(form, project, writes=makes_forms) for form in unpublished]
    if alerts.invites_to_closed(project, forms, at=at):
        rows.append(alerts.typed_invitation(project, writes=writes))
    return Workspace(
        project=project,
        alerts=sorted(rows, key=lambda row: SEVERITIES.index(row.severity)),
        lines=lines,
        loose=tuple(link for link in links if link.form.plan_line is None),
        team=project_queries.team_of(project),
        report=report,
        counts_shown=counts_shown,
        writes=writes,
        makes_forms=makes_forms,
        asks_reports=may(actor, Permission.REPORT_REQUEST),
    )


def hold_to_promises(plan: ParticipationPlan, lines: Iterable[PlanLine]) -> None:
    """Give lines of the working copy the target and the feedback date that were decided, until there is a new decision.

    A line that nobody decided about keeps its own. Two queries.
    """
    decided = decided_versions([plan]).get(plan.pk)
    promised = {line.key: line for line in lines_read(decided)} if decided else {}
    for line in lines:
        if promise := promised.get(line.key):
            line.target_number, line.feedback_due = promise.target_number, promise.feedback_due


def reported_form_ids(report: Report | None, links: Iterable[FormLink], *, counts_shown: bool) -> set[int]:
    """The forms whose answers the report can tell of. Who may not see counts learns no more than which were open then.

    One query, and none without a report.
    """
    if report is None:
        return set()
    forms = [link.form for link in links if link.state != FormState.DRAFT]
    if counts_shown:
        return participation_queries.answered_before(forms, report.as_of)
    return {form.pk for form in forms if (form.opens_at or form.created_at) <= report.as_of}


# --- one's own start page -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MyProject:
    """One project of the own team: how far its plan is, what came in of what was planned, what is open now."""

    project: Project
    plan: PlanStanding
    progress: PlanProgress
    received: int
    open_forms: int

    @property
    def plan_words(self) -> str | Promise:
        """How far the plan is, in the words of the dashboard."""
        if self.progress.was_decided and self.progress.status in OPEN_PLANS:
            return _("Besluit genomen, nieuwe versie in de maak")
        if self.plan == PlanStanding.NOTHING:
            return _("Leeg")
        if self.plan == PlanStanding.WITHOUT_PARTICIPATION:
            return _("Geen participatie")
        return capfirst(self.progress.status.label)


@dataclass(frozen=True, slots=True)
class Start:
    """What somebody sees first: plans to decide on, what asks for attention, what closes soon, the own projects."""

    waiting: list[PlanVersion]
    alerts: list[AlertRow]
    hidden: int
    closing: list[FormLink]
    mine: list[MyProject]
    today: date
    meetings: list[Meeting]
    reports: list[Report]
    works: bool
    # Work that failed too often and waits for the administrator; 0 for everybody else.
    given_up: int


def start(*, actor: Staff, at: datetime, everything: bool = False) -> Start:
    """The points of the projects that ``actor`` writes, the heaviest first, and the projects of the own teams."""
    written = list(Project.objects.worked_on_by(actor).select_related("programme"))
    rows = [alerts.alert_row(alert, actor) for alert in project_queries.alerts_of(written, at=at)]
    rows.sort(key=lambda row: SEVERITIES.index(row.severity))
    shown = rows if everything else rows[:ALERTS_SHOWN]
    open_by_project = participation_queries.open_by_project([project.pk for project in written], at=at)
    return Start(
        waiting=project_queries.waiting_for(actor),
        alerts=shown,
        hidden=len(rows) - len(shown),
        closing=closing_soon(written, open_by_project, at=at),
        mine=my_projects(actor, written, open_by_project),
        today=local_day(at),
        meetings=list(Meeting.objects.coming(local_day(at)).filter(cancelled_at=None).with_words()[:MEETINGS_SHOWN]),
        reports=list(report_queries.readable_reports(actor)[:REPORTS_SHOWN]),
        works=bool(written),
        given_up=given_up(actor),
    )


def closing_soon(written: Sequence[Project], open_forms: dict[int, list[Form]], *, at: datetime) -> list[FormLink]:
    """The open forms of these projects that close within two weeks, the first to close first, with what came in."""
    by_pk = {project.pk: project for project in written}
    soon = [form for forms in open_forms.values() for form in forms if form.closes_at and form.closes_at - at <= SOON]
    totals = participation_queries.response_totals([form.pk for form in soon]) if soon else {}
    for form in soon:
        form.project = by_pk[form.project_id]
    soon.sort(key=lambda form: (form.closes_at or at, form.pk))
    return [form_link(form, totals.get(form.pk, 0), at=at) for form in soon]


def my_projects(actor: Staff, written: Sequence[Project], open_forms: dict[int, list[Form]]) -> list[MyProject]:
    """The projects of the own teams by title, with live totals: the team sees those of its own projects."""
    own = [project for project in written if project.pk in project_queries.team_ids(actor.user)]
    if not own:
        return []
    plans = project_queries.plan_standings(own)
    progress = project_queries.plan_progress([project.pk for project in own])
    received = participation_queries.received_by_project([project.pk for project in own])
    return [
        MyProject(
            project=project,
            plan=plans[project.pk],
            progress=progress[project.pk],
            received=received.get(project.pk, 0),
            open_forms=len(open_forms.get(project.pk, ())),
        )
        for project in in_title_order(own)
    ]
