"""What the pages on the roof show, drawn together from the floors below. The clock is a parameter."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator

from participation import queries as participation_queries
from participation.models import Form
from projects.enums import ACTIVE_STATES, ProjectState
from projects.models import Programme, Project
from projects.models.words import title_order
from reports import queries as report_queries
from reports.enums import ReportKind
from reports.models import Report
from samenkracht.core.periods import local_day
from samenkracht.pages.forms import STANDING_OF, PublicProjectFilterForm, Standing

PER_PAGE = 20
CARDS = 6


# --- open forms ---------------------------------------------------------------------------------------------------


def last_day(form: Form) -> date | None:
    """The last day on which somebody can fill in this form; None when it has no end."""
    return local_day(form.closes_at - timedelta(microseconds=1)) if form.closes_at else None


@dataclass(frozen=True, slots=True)
class OpenForm:
    """An open form with the day until which it is open."""

    form: Form
    until: date | None


def cards(forms: Iterable[Form]) -> list[OpenForm]:
    """The first to close first, those without an end last; the same on every database."""
    found = [OpenForm(form, last_day(form)) for form in forms]
    return sorted(found, key=lambda card: (card.until is None, card.until or date.max, card.form.pk))


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page shows."""

    cards: list[OpenForm]
    more_open: int
    projects: int


def home(*, at: datetime) -> Home:
    """The open forms and how many projects there are; two queries."""
    found = cards(participation_queries.open_everywhere(at=at))
    return Home(found[:CARDS], max(0, len(found) - CARDS), Project.objects.public().count())


# --- the list for residents ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of a filter: value, words, number of projects, whether on, the address without it."""

    name: str
    value: str
    words: str
    count: int
    on: bool
    without: str


@dataclass(frozen=True, slots=True)
class ListedProject:
    """One project in the list: where it stands and, when residents can take part now, until when."""

    project: Project
    standing: Standing
    open_form: OpenForm | None


@dataclass(frozen=True, slots=True)
class PublicList:
    rows: list[ListedProject]
    page: "Page[int]"
    found: int
    total: int
    standings: list[Choice]
    programmes: list[Choice]

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in [*self.standings, *self.programmes] if choice.on]


def public_list(asked: PublicProjectFilterForm, *, at: datetime) -> PublicList:
    """The published projects that were asked for; those with an open form first. Five queries at most."""
    facts: list[Any] = list(Project.objects.public().values_list("pk", "title", "state", "programme_id"))
    firsts: dict[int, OpenForm] = {}
    for card in cards(participation_queries.open_everywhere(at=at)):
        firsts.setdefault(card.form.project_id, card)
    words = asked.cleaned_data["zoek"]
    hits = set(Project.objects.public().with_words(words).values_list("pk", flat=True)) if words else None
    where, about = set(asked.cleaned_data["waar"]), {programme.pk for programme in asked.cleaned_data["onderwerp"]}
    fitting = [
        fact
        for fact in facts
        if (hits is None or fact[0] in hits)
        and (not where or where & standings_of(fact[2], fact[0] in firsts))
        and (not about or fact[3] in about)
    ]
    fitting.sort(key=lambda fact: (fact[0] not in firsts, fact[2] not in ACTIVE_STATES, title_order(fact[1])))
    page = Paginator([fact[0] for fact in fitting], PER_PAGE).get_page(asked.cleaned_data["pagina"] or 1)
    return PublicList(
        rows=listed(list(page.object_list), firsts),
        page=page,
        found=len(fitting),
        total=len(facts),
        standings=standing_choices(facts, firsts, where, asked),
        programmes=programme_choices(facts, about, asked),
    )


def standings_of(state: str, is_open: bool) -> set[str]:
    """Under which choices a project is found."""
    return {STANDING_OF[ProjectState(state)].value} | ({Standing.OPEN.value} if is_open else set())


def listed(ids: Sequence[int], firsts: dict[int, OpenForm]) -> list[ListedProject]:
    by_pk = {project.pk: project for project in Project.objects.filter(pk__in=ids).select_related("programme")}
    return [
        ListedProject(project, STANDING_OF[ProjectState(project.state)], firsts.get(pk))
        for pk in ids
        if (project := by_pk.get(pk))
    ]


def standing_choices(
    facts: Sequence[Any], firsts: dict[int, OpenForm], on: set[str], asked: PublicProjectFilterForm
) -> list[Choice]:
    """The boxes of "Waar staat het?" that have projects or are on."""
    counts = Counter(name for fact in facts for name in standings_of(fact[2], fact[0] in firsts))
    return [
        Choice("waar", s.value, str(s.label), counts[s.value], s.value in on, asked.query_without("waar", s.value))
        for s in Standing
        if counts[s.value] or s.value in on
    ]


def programme_choices(facts: Sequence[Any], on: set[int], asked: PublicProjectFilterForm) -> list[Choice]:
    """The boxes of "Onderwerp" that have projects or are on."""
    counts = Counter(fact[3] for fact in facts)
    return [
        Choice("onderwerp", p.slug, p.title, counts[p.pk], p.pk in on, asked.query_without("onderwerp", p.slug))
        for p in Programme.objects.all()
        if counts[p.pk] or p.pk in on
    ]


# --- a project's page ---------------------------------------------------------------------------------------------


def project_cards(project: Project, *, at: datetime) -> list[OpenForm]:
    """What residents can fill in now for this project."""
    return cards(participation_queries.open_forms(project=project, at=at))


def latest_report(project: Project) -> Report | None:
    """The newest published progress report that tells of this project."""
    published = Report.objects.published()
    return report_queries.latest_about(published, [project], kinds={ReportKind.PROGRESS}).get(project.pk)


def latest_evaluation(project: Project) -> Report | None:
    """The newest published report in which the region looks back on this project."""
    made = report_queries.public_reports().filter(kind=ReportKind.EVALUATION, project=project)
    return made.order_by("-as_of", "-pk").first()
