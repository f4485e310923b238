"""Reads over several models of this floor. Nothing here touches live submissions: figures come from the daily stock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from projects import queries as project_queries
from projects.enums import ACTIVE_STATES
from projects.models import PlanLine, Project
from projects.queries import Point, PointKind
from reports.content.figures import Figure
from reports.enums import ReportStatus, RunStatus
from reports.indicators import RESPONSE, TARGET, Definition
from reports.indicators.target import target
from reports.models import DailyBatch, DailyFigure, Report, ReportFile, ReportRun
from samenkracht.accounts.actors import Actor
from samenkracht.core.json import digest

NEEDS_A_WORD = frozenset({PointKind.NO_LEADER, PointKind.FEEDBACK_LATE, PointKind.PLAN_EMPTY})
REASONS: Mapping[PointKind, str] = {
    PointKind.NO_LEADER: "Geen projectleider",
    PointKind.FEEDBACK_LATE: "Terugkoppeling te laat",
    PointKind.PLAN_EMPTY: "Geen regels in het participatieplan",
    PointKind.NO_DEPUTY: "Geen vervanger",
    PointKind.PROJECT_LATE: "Einddatum voorbij",
    PointKind.FEEDBACK_NOT_PROMISED: "Geen terugkoppeling beloofd",
}


# --- reports ------------------------------------------------------------------------------------------------------


def readable_reports(actor: Actor) -> QuerySet[Report]:
    """Newest first, without their content."""
    return Report.objects.visible_to(actor).without_content().order_by("-as_of", "-pk")


def unfinished_runs() -> QuerySet[ReportRun]:
    """What waits, is being made, or failed; newest first."""
    return ReportRun.objects.exclude(status=RunStatus.DONE).order_by("-created_at", "-pk")


def report_of(run: ReportRun) -> Report | None:
    return Report.objects.without_content().filter(run=run).first()


def file_of(report: Report, file_format: str) -> ReportFile | None:
    """The file that shows the present state of the report."""
    return report.files.filter(format=file_format, status=report.status).first()


def file_sizes(report: Report) -> dict[str, int]:
    """The files that show the present state of the report, by format. Older reports have fewer formats."""
    return dict(report.files.filter(status=report.status).values_list("format", "size"))


def is_intact(report: Report) -> bool:
    """Whether the stored content is still what was frozen."""
    return digest(report.content) == report.digest


def public_reports() -> QuerySet[Report]:
    """Published reports, newest period first, without their content."""
    return Report.objects.published().without_content().order_by("-period_until", "-edition")


# --- the daily stock ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """One project on the dashboard. ``received`` is None for a project that is newer than the stock."""

    project: Project
    points: tuple[Point, ...]
    received: int | None
    target: int | None
    has_plan: bool

    @property
    def weight(self) -> str:
        """ "nood" (needs a word), "let" (take note), "ok", or "rust" for a project nobody works on any more."""
        if self.project.state not in ACTIVE_STATES:
            return "rust"
        if not self.points:
            return "ok"
        return "nood" if self.points[0].kind in NEEDS_A_WORD else "let"

    @property
    def reason(self) -> str:
        """The heaviest reason in words, with how many more there are."""
        if not self.points:
            return ""
        more = len({point.kind for point in self.points}) - 1
        others = ("", "; nog 1 ander punt", f"; nog {more} andere punten")[min(more, 2)]
        return f"{REASONS[self.points[0].kind]}{others}"


@dataclass(frozen=True, slots=True)
class Overview:
    """All projects of somebody, with the figures of the latest stock (None when there is none yet)."""

    batch: DailyBatch | None
    standings: Sequence[Standing]

    @property
    def counted(self) -> Sequence[Standing]:
        return [standing for standing in self.standings if standing.received is not None]

    @property
    def received(self) -> int:
        return sum(standing.received or 0 for standing in self.standings)

    @property
    def target(self) -> int | None:
        return target(standing.target for standing in self.standings)

    @property
    def with_plan(self) -> int:
        return sum(1 for standing in self.standings if standing.has_plan)

    def of_weight(self, weight: str) -> Sequence[Standing]:
        return [standing for standing in self.standings if standing.weight == weight]


def latest_batch() -> DailyBatch | None:
    return DailyBatch.objects.order_by("-day").first()


def overview(actor: Actor, *, at: datetime) -> Overview:
    """The dashboard of ``actor``, the heaviest first; six queries."""
    projects = list(Project.objects.visible_to(actor).select_related("programme"))
    batch = latest_batch()
    received = _values(batch, RESPONSE)
    targets = _values(batch, TARGET)
    planned = _planned_projects(projects)
    points: dict[int, list[Point]] = {}
    for point in project_queries.points_of_attention(projects, at=at):
        points.setdefault(point.project.pk, []).append(point)
    standings = [
        Standing(
            project=project,
            points=tuple(points.get(project.pk, ())),
            received=received.get(project.pk),
            target=targets.get(project.pk),
            has_plan=project.pk in planned,
        )
        for project in project_queries.in_title_order(projects)
    ]
    order = ("nood", "let", "ok", "rust")
    return Overview(batch=batch, standings=sorted(standings, key=lambda standing: order.index(standing.weight)))


def _values(batch: DailyBatch | None, definition: Definition) -> dict[int, int]:
    if batch is None:
        return {}
    return dict(batch.figures.filter(definition=definition.key).values_list("project_id", "value"))


def _planned_projects(projects: Sequence[Project]) -> set[int]:
    lines = PlanLine.objects.current().filter(plan__project__in=projects).order_by()
    return set(lines.values_list("plan__project_id").annotate(n=Count("pk")).values_list("plan__project_id", flat=True))


def breakdown(batch: DailyBatch | None, project: Project, definition: Definition) -> list[Figure]:
    """The stored figures of one definition about one project, as everybody may see them."""
    if batch is None:
        return []
    stored = DailyFigure.objects.filter(batch=batch, project=project, definition=definition.key).order_by("position")
    return [Figure.from_json(one.content) for one in stored]


def report_rows() -> list[dict[str, str | int]]:
    """Every stored report in plain words, for the command line."""
    return [
        {
            "id": report.pk,
            "kind": report.kind,
            "title": report.title,
            "from": report.period_start.isoformat() if report.period_start else "",
            "until": report.period_until.isoformat() if report.period_until else "",
            "programme": report.programme,
            "edition": report.edition,
            "as_of": report.as_of.isoformat(),
            "status": ReportStatus(report.status).value,
            "digest": report.digest,
            "address": report.get_public_url(),
        }
        for report in Report.objects.without_content().order_by("pk")
    ]
