"""The dashboard: every project with its points of attention, its plan, its latest report and figures of the stock.

Nothing here touches live submissions: figures come from the daily stock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from participation import queries as participation_queries
from projects import queries as project_queries
from projects.enums import ACTIVE_STATES, OPEN_PLANS
from projects.models import Project, can_view_internal
from projects.models.search import in_title_order
from projects.queries import Alert, AlertKind, PlanProgress, PlanStanding
from reports.figures.content import Figure
from reports.figures.indicators import RESPONSE, TARGET, IndicatorDefinition
from reports.figures.indicators.target import target
from reports.models import DailyBatch, DailyFigure, Report
from reports.runs.queries import latest_about
from samenkracht.accounts.actors import Actor
from samenkracht.core.db.rows import each_drawable

NEEDS_A_WORD = frozenset({AlertKind.NO_LEADER, AlertKind.FEEDBACK_LATE, AlertKind.PLAN_EMPTY})
REASONS: Mapping[AlertKind, str] = {
    AlertKind.NO_LEADER: "Geen projectleider",
    AlertKind.FEEDBACK_LATE: "Terugkoppeling te laat",
    AlertKind.PLAN_EMPTY: "Geen regels in het participatieplan",
    AlertKind.NO_DEPUTY: "Geen vervanger",
    AlertKind.UNREADABLE: "Iets is niet te lezen; de beheerder ziet wat",
    AlertKind.DATE_UNREADABLE: "Een datum is niet te lezen",
    AlertKind.MONEY_ENDING: "Geld houdt op",
    AlertKind.PROJECT_LATE: "Einddatum voorbij",
    AlertKind.IMPROVEMENT_LATE: "Verbetering te laat",
    AlertKind.PLAN_LATE: "Plan wacht op een besluit",
    AlertKind.PLAN_RETURNED: "Plan teruggegeven",
    AlertKind.PLAN_NOT_SUBMITTED: "Plan niet ingediend",
    AlertKind.FEEDBACK_NOT_PROMISED: "Geen terugkoppeling beloofd",
    AlertKind.NO_MONEY: "Geen geldbron opgeschreven",
}
MONEY_OVER = "Geld is op"
RESPONSE_BEHIND = "Inbreng blijft achter"
# When each reason is given, as the dashboard explains it; the same rules as projects.queries.alerts_of.
RULES: Mapping[AlertKind, str] = {
    AlertKind.NO_LEADER: "In het team staat geen projectleider.",
    AlertKind.FEEDBACK_LATE: "Bij een planregel is de beloofde dag voorbij, en er is geen terugkoppeling opgeschreven.",
    AlertKind.PLAN_EMPTY: "Het plan heeft geen regels, en zegt ook niet dat er geen participatie is.",
    AlertKind.NO_DEPUTY: "In het team staat geen vervanger van de projectleider.",
    AlertKind.UNREADABLE: "Iets dat van het project is opgeslagen, kan de portal niet tonen.",
    AlertKind.DATE_UNREADABLE: "Een datum van het project, het plan, het geld of een verbetervoorstel is onleesbaar.",
    AlertKind.MONEY_ENDING: "Al het geld houdt binnen een half jaar op.",
    AlertKind.PROJECT_LATE: "De beoogde einddatum van het project is voorbij.",
    AlertKind.IMPROVEMENT_LATE: "Een verbetervoorstel is op de afgesproken dag nog niet gedaan.",
    AlertKind.PLAN_LATE: (
        "Het project loopt, over het plan is nog nooit besloten, en het is langer dan vier weken geleden ingediend."
    ),
    AlertKind.PLAN_RETURNED: "Het plan is teruggegeven en nog niet opnieuw ingediend.",
    AlertKind.PLAN_NOT_SUBMITTED: (
        "Het project loopt, over het plan is nog nooit besloten, en het ligt niet bij iemand die besluit. Een "
        "voorgenomen project of een project dat stilligt, krijgt dit punt niet."
    ),
    AlertKind.FEEDBACK_NOT_PROMISED: "Bij een planregel staat niet wanneer inwoners iets horen.",
    AlertKind.NO_MONEY: "Er is geen geldbron opgeschreven.",
}
RULES_OF_FIGURES: Mapping[str, str] = {
    MONEY_OVER: "De laatste dag waarop er geld is, is voorbij.",
    RESPONSE_BEHIND: (
        "Meer dan de helft van de tijd is voorbij, van het eerste formulier dat openging tot het laatste dat "
        "dichtgaat, en er is minder dan de helft binnen van wat bij die tijd past."
    ),
}
# Before half of the time has gone by it is too early to say; then less than half of what fits the time is behind.
TOO_EARLY, BEHIND = 0.5, 0.5


@dataclass(frozen=True, slots=True)
class ProjectStatus:
    """One project on the dashboard. ``received`` is None for a project that is newer than the stock."""

    project: Project
    points: tuple[Alert, ...]
    received: int | None
    target: int | None
    plan: PlanStanding
    progress: PlanProgress | None
    is_behind: bool
    report: Report | None
    # Whether this reader may know its gaps; of others only what everybody may see.
    is_known: bool = True

    @property
    def severity(self) -> str:
        """ "nood" (needs a word), "let" (take note), "ok", or "rust" for a project nobody works on any more.

        What a reader may not know of weighs nothing: "rust".
        """
        if self.project.state not in ACTIVE_STATES or not self.is_known:
            return "rust"
        if self.points and self.points[0].kind in NEEDS_A_WORD:
            return "nood"
        return "let" if self.points or self.is_behind else "ok"

    @property
    def reasons(self) -> list[str]:
        """All reasons in words, the heaviest first, each once."""
        said = list(dict.fromkeys(reason_of(point) for point in self.points))
        place = sum(point in NEEDS_A_WORD for point in dict.fromkeys(point.kind for point in self.points))
        return said[:place] + [RESPONSE_BEHIND] * self.is_behind + said[place:]

    @property
    def reason(self) -> str:
        """The heaviest reason in words, with how many more there are."""
        if not self.reasons:
            return ""
        more = len(self.reasons) - 1
        others = ("", "; nog 1 ander punt", f"; nog {more} andere punten")[min(more, 2)]
        return f"{self.reasons[0]}{others}"

    @property
    def plan_state(self) -> str:
        """How far the plan is: "empty", "without_participation", its status, "renewed" for a decided one with a new
        concept beside it, or "" for a reader who may know a decided one only.
        """
        decided = self.progress is not None and self.progress.was_decided
        if not self.is_known and not decided:
            return ""
        if decided and self.progress is not None and self.progress.status in OPEN_PLANS:
            return "renewed"
        if self.plan == PlanStanding.NOTHING:
            return "empty"
        if self.plan == PlanStanding.WITHOUT_PARTICIPATION:
            return "without_participation"
        return self.progress.status.value if self.progress else "draft"


@dataclass(frozen=True, slots=True)
class Overview:
    """All projects of somebody, with the figures of the latest stock (None when there is none yet)."""

    batch: DailyBatch | None
    standings: Sequence[ProjectStatus]

    @property
    def counted(self) -> Sequence[ProjectStatus]:
        return [standing for standing in self.standings if standing.received is not None]

    @property
    def received(self) -> int:
        return sum(standing.received or 0 for standing in self.standings)

    @property
    def target(self) -> int | None:
        return target(standing.target for standing in self.standings)

    @property
    def kept(self) -> int:
        """What came in towards what was promised: more than promised in one project makes up for nothing elsewhere."""
        return sum(min(standing.received or 0, standing.target) for standing in self.standings if standing.target)

    @property
    def with_plan(self) -> int:
        return sum(standing.plan == PlanStanding.WITH_PLAN for standing in self.standings)

    @property
    def without_participation(self) -> int:
        return sum(standing.plan == PlanStanding.WITHOUT_PARTICIPATION for standing in self.standings)

    def of_severity(self, severity: str) -> Sequence[ProjectStatus]:
        return [standing for standing in self.standings if standing.severity == severity]


def latest_batch() -> DailyBatch | None:
    return DailyBatch.objects.order_by("-day").first()


def overview(actor: Actor, *, at: datetime, only: Q | None = None) -> Overview:
    """The dashboard of ``actor``, the heaviest first; ``only`` narrows the projects. A fixed number of queries."""
    found = Project.objects.visible_to(actor).select_related("programme")
    projects = list(found.filter(only) if only is not None else found)
    ids = [project.pk for project in projects]
    batch = latest_batch()
    received = _values(batch, RESPONSE)
    targets = _values(batch, TARGET)
    plans = project_queries.plan_standings(projects)
    progress = project_queries.plan_progress(ids)
    windows = participation_queries.collecting_between(ids)
    reports = latest_reports(actor, projects)
    known = {project.pk for project in projects if can_view_internal(actor, project)}
    points: dict[int, list[Alert]] = {}
    for point in project_queries.alerts_of([one for one in projects if one.pk in known], at=at):
        points.setdefault(point.project.pk, []).append(point)
    standings = [
        ProjectStatus(
            project=project,
            points=tuple(points.get(project.pk, ())),
            received=received.get(project.pk),
            target=targets.get(project.pk),
            plan=plans[project.pk],
            progress=progress.get(project.pk),
            is_known=project.pk in known,
            is_behind=project.pk in known
            and project.state in ACTIVE_STATES
            and is_behind(received.get(project.pk), targets.get(project.pk), windows.get(project.pk), batch),
            report=reports.get(project.pk),
        )
        for project in in_title_order(projects)
    ]
    order = ("nood", "let", "ok", "rust")
    return Overview(batch=batch, standings=sorted(standings, key=lambda standing: order.index(standing.severity)))


def is_behind(
    received: int | None, promised: int | None, window: tuple[datetime, datetime] | None, batch: DailyBatch | None
) -> bool:
    """Whether less than half of what fits the time that has gone by came in, once half of the time has gone by.

    The time runs from the opening of the first form to the closing of the last; it is judged as of the stock.
    """
    if received is None or not promised or window is None or batch is None:
        return False
    opens_at, closes_at = window
    gone = (batch.as_of - opens_at) / (closes_at - opens_at)
    share = min(gone, 1.0)
    return share >= TOO_EARLY and received < BEHIND * share * promised


def latest_reports(actor: Actor, projects: Sequence[Project]) -> dict[int, Report]:
    """The newest report about each project that ``actor`` may read; one query."""
    return latest_about(Report.objects.visible_to(actor), projects)


def reason_of(point: Alert) -> str:
    """The point in a few words. Money that is gone no longer ends."""
    return MONEY_OVER if point.money is not None and point.money.is_over else REASONS[point.kind]


def rules() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Every reason with its rule: those for a word, and those to take note of."""
    urgent = [(REASONS[kind], rule) for kind, rule in RULES.items() if kind in NEEDS_A_WORD]
    others = [(REASONS[kind], rule) for kind, rule in RULES.items() if kind not in NEEDS_A_WORD]
    return urgent, [*others, *RULES_OF_FIGURES.items()]


def _values(batch: DailyBatch | None, definition: IndicatorDefinition) -> dict[int, int]:
    if batch is None:
        return {}
    return dict(batch.figures.filter(definition=definition.key).values_list("project_id", "value"))


def breakdown(batch: DailyBatch | None, project: Project, definition: IndicatorDefinition) -> tuple[list[Figure], int]:
    """The stored figures of one definition about one project, as everybody may see them; how many are unreadable."""
    if batch is None:
        return [], 0
    stored = DailyFigure.objects.filter(batch=batch, project=project, definition=definition.key).order_by("position")
    figures, left = each_drawable(stored, lambda one: Figure.from_json(one.content), kind="daily figure")
    return figures, len(left)
