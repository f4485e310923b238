"""What the pages on the roof show, drawn together from the floors below. The clock is a parameter."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.functional import Promise

from participation import queries as participation_queries
from participation.enums import FormState
from participation.models import Form
from projects.enums import ACTIVE_STATES, ProjectState
from projects.models import Project
from projects.plans.content.plan import Line
from projects.queries import PublicPlan
from reports import queries as report_queries
from reports.enums import ReportKind
from reports.models import Report
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.periods import local_day
from samenkracht.pages.forms import OVER_MORE, STANDING_OF, PublicProjectFilterForm, PublicStatus

PER_PAGE = 20
CARDS = 6


# --- open forms ---------------------------------------------------------------------------------------------------


def cards(forms: Iterable[Form]) -> list[Form]:
    """Open forms, the first to close first, those without an end last; the same on every database."""
    return sorted(forms, key=lambda form: (form.closes_at is None, form.closes_at or form.created_at, form.pk))


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page shows."""

    cards: list[Form]
    more_open: int
    projects: int


def home(*, at: datetime) -> Home:
    """The open forms and how many projects there are; two queries."""
    found = cards(participation_queries.open_everywhere(at=at))
    return Home(found[:CARDS], max(0, len(found) - CARDS), Project.objects.public().count())


# --- the list for residents ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FilterBox:
    """One box of a filter: value, words, number of projects, whether on, the address without it."""

    name: str
    value: str
    words: str | Promise
    count: int
    on: bool
    without: str


class Shown(NamedTuple):
    """What the list tells of a project. No programme: over all programmes."""

    pk: int
    slug: str
    title: str
    summary: str
    state: str
    programme: str | None


@dataclass(frozen=True, slots=True)
class OpenNow:
    """An open form of a project; None when it has no end."""

    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class ListedProject:
    """One project in the list: where it stands and, when residents can take part now, until when."""

    project: Shown
    standing: PublicStatus
    open_form: OpenNow | None


@dataclass(frozen=True, slots=True)
class PublicList:
    rows: list[ListedProject]
    page: "Page[Any]"
    found: int
    total: int
    standings: list[FilterBox]
    programmes: list[FilterBox]

    @property
    def chosen(self) -> list[FilterBox]:
        return [choice for choice in [*self.standings, *self.programmes] if choice.on]


def public_list(filter_form: PublicProjectFilterForm, *, at: datetime) -> PublicList:
    """The published projects that were asked for; those with an open form first. Five queries at most."""
    firsts = {one: OpenNow(end) for one, end in participation_queries.open_ends(at=at).items()}
    groups = project_groups()
    where = set(filter_form.cleaned_data["waar"])
    paginator = Paginator(fitting(filter_form, where, firsts), PER_PAGE)
    if not filter_form.cleaned_data["zoek"] and PublicStatus.OPEN.value not in where:
        states, slugs = states_of(where), asked_programmes(filter_form)
        paginator.count = sum(
            group.n for group in groups if (not where or group.state in states) and (not slugs or group.slug in slugs)
        )
    page = paginator.get_page(filter_form.cleaned_data["pagina"] or 1)
    return PublicList(
        rows=[
            ListedProject(one, STANDING_OF[ProjectState(one.state)], firsts.get(one.pk))
            for one in map(Shown._make, page.object_list)
        ],
        page=page,
        found=paginator.count,
        total=sum(group.n for group in groups),
        standings=standing_choices(groups, len(firsts), where, filter_form),
        programmes=programme_choices(groups, filter_form),
    )


class Group(NamedTuple):
    """How many published projects of one programme are in one state; no slug: over all programmes."""

    state: str
    position: int | None
    slug: str | None
    title: str | None
    n: int


def project_groups() -> list[Group]:
    """All published projects, counted; one query, however many there are."""
    names = ("state", "programme__position", "programme__slug", "programme__title")
    rows = Project.objects.public().order_by().values_list(*names).annotate(n=Count("pk"))
    return [Group(*row) for row in rows]


def states_of(where: Collection[str]) -> list[ProjectState]:
    """The states that belong to these choices."""
    return [state for state, standing in STANDING_OF.items() if standing.value in where]


def asked_programmes(filter_form: PublicProjectFilterForm) -> set[str | None]:
    """The slugs of the programmes that were chosen; None for what is over all of them."""
    chosen: set[str | None] = {programme.slug for programme in filter_form.cleaned_data["onderwerp"]}
    return chosen | {None} if filter_form.cleaned_data["overkoepelend"] else chosen


def fitting(filter_form: PublicProjectFilterForm, where: set[str], firsts: Collection[int]) -> "QuerySet[Project, Any]":
    """The published projects that fit what was asked: open ones first, then those that are worked on, by title."""
    found = Project.objects.public().with_words(filter_form.cleaned_data["zoek"])
    if where:
        open_ones = list(firsts) if PublicStatus.OPEN.value in where else []
        found = found.filter(Q(state__in=states_of(where)) | Q(pk__in=open_ones))
    if about := asked_programmes(filter_form):
        within = Q(programme__in=list(filter_form.cleaned_data["onderwerp"]))
        found = found.filter(within | Q(programme=None) if None in about else within)
    is_open, is_active = Q(pk__in=list(firsts)), Q(state__in=ACTIVE_STATES)
    place = Case(When(is_open & is_active, then=0), When(is_open, then=1), When(is_active, then=2), default=3)
    shown = ("pk", "slug", "title", "summary", "state", "programme__title")
    return found.alias(place=place).in_title_order("place").values_list(*shown)


def standing_choices(
    groups: Iterable[Group], open_ones: int, on: set[str], filter_form: PublicProjectFilterForm
) -> list[FilterBox]:
    """The boxes of "Waar staat het?" that have projects or are on."""
    counts = Counter({PublicStatus.OPEN.value: open_ones})
    for group in groups:
        counts[STANDING_OF[ProjectState(group.state)].value] += group.n
    return [
        FilterBox("waar", s.value, s.label, counts[s.value], s.value in on, filter_form.query_without("waar", s.value))
        for s in PublicStatus
        if counts[s.value] or s.value in on
    ]


def programme_choices(groups: Iterable[Group], filter_form: PublicProjectFilterForm) -> list[FilterBox]:
    """The boxes of "Onderwerp" that have projects or are on, in the order of the programmes; over all of them last."""
    chosen = asked_programmes(filter_form)
    known = {one.slug: (one.position, one.title) for one in filter_form.cleaned_data["onderwerp"]}
    counts: Counter[str | None] = Counter()
    for group in groups:
        counts[group.slug] += group.n
        if group.slug is not None:
            known[group.slug] = (group.position or 0, group.title or "")
    choices = [
        FilterBox("onderwerp", slug, title, counts[slug], slug in chosen, filter_form.query_without("onderwerp", slug))
        for slug, (_position, title) in sorted(known.items(), key=lambda one: one[1])
    ]
    if counts[None] or None in chosen:
        value, words = OVER_MORE
        without = filter_form.query_without("overkoepelend", value)
        choices.append(FilterBox("overkoepelend", value, words, counts[None], None in chosen, without))
    return choices


# --- a project's page ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClosedForm:
    """A form that nobody can fill in any more, and how often it was filled in."""

    form: Form
    total: int


@dataclass(frozen=True, slots=True)
class ProjectForms:
    """The published forms of a project: to fill in now, later, and no more."""

    cards: list[Form]
    planned: list[Form]
    closed: list[ClosedForm]

    @property
    def asked_from(self) -> date | None:
        """The day on which the first of them opened or opens; None when there is none."""
        forms = [*self.cards, *self.planned, *(one.form for one in self.closed)]
        return min((local_day(form.opens_at or form.created_at) for form in forms), default=None)


def project_forms(project: Project, *, at: datetime) -> ProjectForms:
    """One query; how often the closed ones were filled in costs two more when there are any."""
    found = participation_queries.published_forms(project)
    closed = [form for form in found if form.state_at(at) == FormState.CLOSED]
    totals = participation_queries.response_totals([form.pk for form in closed]) if closed else {}
    return ProjectForms(
        cards=cards(form for form in found if form.is_open_at(at)),
        planned=[form for form in found if form.state_at(at) == FormState.PLANNED],
        closed=[ClosedForm(form, totals[form.pk]) for form in reversed(closed)],
    )


class PublicPlanLine(NamedTuple):
    """A line of the plan as residents read it; ``is_past``: what it asks was asked, and is no more."""

    line: Line
    given: KnownDate | None
    is_late: bool
    is_past: bool


def public_lines(plan: PublicPlan, forms: ProjectForms, *, day: date, is_over: bool) -> list[PublicPlanLine]:
    """The lines of the plan on this day. One whose form is open or to come is not past, whatever its period says."""
    closed = {one.form.plan_line.key for one in forms.closed if one.form.plan_line is not None}
    to_come = {form.plan_line.key for form in [*forms.cards, *forms.planned] if form.plan_line is not None}

    def is_past(line: Line, given: KnownDate | None) -> bool:
        without_end = not line.period_end and (given is not None or line.key in closed)
        asked_before = line.period_end.is_late(day) or without_end
        return is_over or (asked_before and line.key not in to_come)

    return [PublicPlanLine(line, given, late, is_past(line, given)) for line, given, late in plan.promises(day)]


def latest_report(project: Project) -> Report | None:
    """The newest published progress report that tells of this project."""
    published = Report.objects.published()
    return report_queries.latest_about(published, [project], kinds={ReportKind.PROGRESS}).get(project.pk)


def latest_evaluation(project: Project) -> Report | None:
    """The newest published report in which the region looks back on this project."""
    made = report_queries.public_reports().filter(kind=ReportKind.EVALUATION, project=project)
    return made.order_by("-as_of", "-pk").first()
