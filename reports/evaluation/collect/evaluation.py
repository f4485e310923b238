"""The content of an evaluation report, as of one moment."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from participation.models import Form
from projects.enums import ParticipationLevel, PlanStatus, PolicyPhase
from projects.models import PhaseChange, Project
from projects.queries import PublicPlan
from reports.enums import Criterion, Rating
from reports.evaluation.collect.promises import PromiseOutcome, is_about, promises
from reports.evaluation.content import evaluation as content
from reports.evaluation.content.assessment import QUESTIONS, total
from reports.evaluation.content.evaluation import EvaluationReport
from reports.figures.collect.disclosure import DisclosureGuard
from reports.figures.collect.rows import Window, asked_by_form, streamed
from reports.figures.content import Coverage, Figure
from reports.figures.indicators import CURRENT
from reports.figures.indicators.definition import Covering
from reports.figures.indicators.line_response import line_response
from reports.figures.indicators.reach_channel import ChannelCount
from reports.figures.indicators.reach_municipality import MunicipalityCount
from reports.figures.indicators.response import response
from reports.figures.indicators.target import target
from reports.models import Evaluation
from reports.papers.content.promises import feedback_outcome, level_outcome
from samenkracht.core.db.snapshot import snapshot
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.periods import day_in_words, local_day

SHOWN_DEFINITIONS = ("response", "line_response", "target", "reach_municipality", "reach_channel")
LABEL = "Evaluatierapport"


@dataclass(frozen=True, slots=True)
class EvaluationParameters:
    """Which evaluation (the project's slug and its number), and how many reports were made of it, this one included."""

    project: str
    evaluation: int
    edition: int = 1


def evaluation(parameters: EvaluationParameters, *, as_of: datetime) -> EvaluationReport:
    """Read everything in one snapshot: who writes meanwhile is in it wholly or not at all.

    The number of queries does not grow with the report.
    """
    with snapshot():
        found = Evaluation.objects.select_related("project__programme").prefetch_related("ratings", "realities")
        return _evaluation(
            found.get(project__slug=parameters.project, number=parameters.evaluation), parameters.edition, as_of=as_of
        )


def _evaluation(found: Evaluation, edition: int, *, as_of: datetime) -> EvaluationReport:
    project = found.project
    plan, kept = promises(found)
    counted = _count(found, as_of=as_of)
    today = local_day(as_of)
    start = _looked_back_from(found, today)
    return EvaluationReport(
        title=f"Evaluatie {project.title}, {_about(found)}",
        label=LABEL,
        as_of=as_of.isoformat(),
        edition=edition,
        reference="",
        number=found.number,
        about=_about(found),
        start=start.isoformat(),
        until=(today + timedelta(days=1)).isoformat(),
        begun=day_in_words(local_day(found.created_at)),
        closed=day_in_words(local_day(found.closed_at)) if found.closed_at else "",
        project_number=project.number,
        project=project.title,
        slug=project.slug,
        programme=project.programme.title if project.programme else "",
        plan=_plan_words(plan),
        received=counted.total,
        target=target(one.promise.target_number for one in kept),
        by_municipality=counted.by_municipality,
        by_channel=counted.by_channel,
        lines=tuple(_line(one, counted, today) for one in kept),
        judgements=_judgements(found),
        assessment=_assessment(found),
        results=found.results,
        lessons=found.lessons,
        improvements=_improvements(project, today),
        explanations=tuple(CURRENT[key].explanation() for key in SHOWN_DEFINITIONS),
    )


# --- counting -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EvaluationCounts:
    """What one pass over the rows gave; ``by_line`` by the key of the plan line."""

    total: Figure
    by_municipality: Figure
    by_channel: Figure
    by_line: Mapping[str, Coverage]
    named: Mapping[str, str | int]

    def of_line(self, key: str) -> Figure:
        coverage = self.by_line.get(key) or Covering().coverage()
        return line_response(coverage=coverage, parameters={"line": key, **self.named})


def _count(found: Evaluation, *, as_of: datetime) -> EvaluationCounts:
    """Everything that came in before ``as_of`` for the forms of the evaluated lines, in one pass; five queries."""
    forms = Form.objects.filter(project=found.project).values_list("pk", "plan_line__key", "plan_line__phase")
    lines = {pk: key for pk, key, phase in forms if is_about(found, phase or "")}
    asked = asked_by_form(lines, at=as_of)
    named: dict[str, str | int] = {"until": as_of.isoformat()}
    total_covering, asking, by_line = Covering(), Covering(), defaultdict[str, Covering](Covering)
    municipalities, channels = MunicipalityCount(asked), ChannelCount()
    for row in streamed(Window(start=None, until=as_of).rows(lines)):
        line = row.line()
        total_covering.add(row, line)
        channels.add(row)
        if key := lines[row.form_id]:
            by_line[key].add(row, line)
        if municipalities.covers(row):
            asking.add(row, line)
            municipalities.add(row)
    project = found.project_id
    parameters = {"project": project, "evaluation": found.number, **named}
    guard = DisclosureGuard({project})
    return EvaluationCounts(
        total=response(coverage=total_covering.coverage(), parameters=parameters),
        by_municipality=guard.shown(
            project, municipalities.breakdown(coverage=asking.coverage(), parameters=parameters)
        ),
        by_channel=guard.shown(project, channels.breakdown(coverage=total_covering.coverage(), parameters=parameters)),
        by_line={key: covering.coverage() for key, covering in by_line.items()},
        named=named,
    )


# --- words --------------------------------------------------------------------------------------------------------


def _about(found: Evaluation) -> str:
    return f"fase {PolicyPhase(found.phase).label}" if found.phase else "het hele project"


def _looked_back_from(found: Evaluation, today: date) -> date:
    """The first day that is looked back on, as far as it is known: of the phase, else of the project."""
    since: date | None = None
    if found.phase:
        changes = PhaseChange.objects.filter(project=found.project, phase=found.phase).order_by("recorded_at", "pk")
        since = next((day for change in changes if (day := change.since.first_day)), None)
    start: date = since or found.project.planned_start.first_day or local_day(found.project.created_at)
    return min(start, today)


def _plan_words(plan: PublicPlan) -> str:
    """Which promises stand here, and who decided on them."""
    if plan.is_altered:
        return "De bewaarde versie van het plan is niet meer wat er is besloten; haar beloften staan er niet bij."
    if plan.decided_on is None:
        return "Het participatieplan is een concept; dit is wat er op dat moment in stond."
    word = "vastgesteld" if plan.status == PlanStatus.ESTABLISHED else "akkoord"
    by = f" door {plan.decided_by}" if plan.decided_by else ""
    return f"Beloofd in het participatieplan, versie {plan.number}, {word} op {day_in_words(plan.decided_on)}{by}."


def _line(one: PromiseOutcome, counted: EvaluationCounts, today: date) -> content.EvaluatedLine:
    promise = one.promise
    return content.EvaluatedLine(
        key=promise.key,
        input=promise.input,
        from_whom=promise.from_whom,
        promised_level=promise.level_words,
        level=str(ParticipationLevel(one.reached).label) if one.reached else "",
        level_outcome=level_outcome(promise.level, one.reached),
        target=promise.target_number,
        received=counted.of_line(promise.key),
        feedback_due=_day(promise.feedback_due),
        feedback_given=_day(one.given),
        feedback_outcome=feedback_outcome(promise.feedback_due, one.given, today),
        note=one.note,
    )


def _day(known: KnownDate) -> str:
    return "" if known.is_unknown else str(known)


def _judgements(found: Evaluation) -> tuple[content.RatedCriterion, ...]:
    given = {one.criterion: one for one in found.ratings.all()}
    return tuple(
        content.RatedCriterion(
            criterion=criterion.value,
            title=criterion.label,
            question=QUESTIONS[criterion],
            rating=given[criterion].rating if criterion in given else "",
            words=Rating(given[criterion].rating).label if criterion in given else "",
            reason=given[criterion].reason if criterion in given else "",
        )
        for criterion in Criterion
    )


def _assessment(found: Evaluation) -> content.Assessment:
    came_out = total({Criterion(one.criterion): Rating(one.rating) for one in found.ratings.all()})
    return content.Assessment(
        rating=came_out.rating.value if came_out.rating else "",
        words=came_out.rating.label if came_out.rating else "nog geen totaal",
        reason=came_out.reason,
        rule=came_out.rule,
        good=came_out.good,
        sufficient=came_out.sufficient,
        insufficient=came_out.insufficient,
        missing=tuple(criterion.label for criterion in came_out.missing),
    )


def _improvements(project: Project, today: date) -> tuple[content.ReportedImprovement, ...]:
    return tuple(
        content.ReportedImprovement(
            text=one.text,
            owner=one.owner,
            due=_day(one.due),
            state=str(one.get_state_display()),
            outcome=one.outcome,
            late=one.is_late(today),
        )
        for one in project.improvements.all()
    )
