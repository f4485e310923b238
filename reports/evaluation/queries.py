"""What the pages about evaluations show. Live totals per line are asked for by whoever may see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from projects.models import ImprovementProposal, PlanLine, Project
from projects.queries import PublicPlan
from reports.enums import Criterion, Rating, ReportKind, RunStatus
from reports.evaluation.collect.promises import PromiseOutcome, live_responses, outside_plan, promises
from reports.evaluation.content.assessment import Total, total
from reports.models import CriterionRating, Evaluation, Report, ReportRun
from reports.papers.content.promises import Outcome, feedback_outcome, level_outcome, response_outcome
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core.values.periods import local_day


def total_of(evaluation: Evaluation) -> Total:
    """The computed total of what was judged so far."""
    return total({Criterion(one.criterion): Rating(one.rating) for one in evaluation.ratings.all()})


@dataclass(frozen=True, slots=True)
class Listed:
    """One evaluation in the list of its project."""

    evaluation: Evaluation
    total: Total


def evaluations_of(project: Project) -> list[Listed]:
    """The evaluations of a project, the newest first; two queries."""
    found = Evaluation.objects.filter(project=project).prefetch_related("ratings")
    listed = [Listed(evaluation, total_of(evaluation)) for evaluation in found]
    for row in listed:
        row.evaluation.project = project
    return listed


@dataclass(frozen=True, slots=True)
class ImprovementRow:
    """One improvement proposal; ``is_late`` when it is still open and its date is past."""

    proposal: ImprovementProposal
    is_open: bool
    is_late: bool


def improvements_of(project: Project, *, at: datetime) -> list[ImprovementRow]:
    """The improvement proposals of a project in their order; one query."""
    day = local_day(at)
    return [
        ImprovementRow(proposal, proposal.is_open, proposal.is_late(day)) for proposal in project.improvements.all()
    ]


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One line: promise beside reality. ``received`` is None for whoever sees frozen figures only."""

    kept: PromiseOutcome
    level: Outcome
    feedback: Outcome
    received: int | None
    response: Outcome | None


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion with its judgement; None while there is none."""

    criterion: Criterion
    rating: CriterionRating | None


@dataclass(frozen=True, slots=True)
class LookedBack:
    """All that the page of one evaluation shows."""

    evaluation: Evaluation
    plan: PublicPlan
    rows: list[PromiseRow]
    judged: list[Judged]
    total: Total
    improvements: list[ImprovementRow]
    reports: list[Report]
    runs: list[ReportRun]


def looked_back(evaluation: Evaluation, actor: Actor, *, at: datetime) -> LookedBack:
    """Promise beside reality, judgements, total, improvements and reports of one evaluation."""
    plan, kept = promises(evaluation)
    sees_live = may(actor, Permission.FIGURES_LIVE, evaluation.project)
    received: Mapping[int, int] | None = live_responses(kept) if sees_live else None
    ratings = {one.criterion: one for one in evaluation.ratings.all()}
    made = (
        Report.objects.visible_to(actor)
        .without_content()
        .filter(kind=ReportKind.EVALUATION, project=evaluation.project, content__number=evaluation.number)
    )
    busy = ReportRun.objects.filter(
        kind=ReportKind.EVALUATION, project=evaluation.project, parameters__evaluation=evaluation.number
    ).exclude(status=RunStatus.DONE)
    return LookedBack(
        evaluation=evaluation,
        plan=plan,
        rows=[promise_row(one, received, local_day(at)) for one in kept],
        judged=[Judged(criterion, ratings.get(criterion)) for criterion in Criterion],
        total=total_of(evaluation),
        improvements=improvements_of(evaluation.project, at=at),
        reports=list(made.order_by("-as_of", "-pk")),
        runs=list(busy.order_by("-created_at", "-pk")) if sees_live else [],
    )


def promise_of(evaluation: Evaluation, line: PlanLine, *, at: datetime) -> PromiseRow:
    """One promise beside its reality. A line that is not in the decided plan is shown as it was written last."""
    _plan, kept = promises(evaluation)
    own = next((one for one in kept if one.line.pk == line.pk), None) or outside_plan(evaluation, line)
    return promise_row(own, None, local_day(at))


def promise_row(kept: PromiseOutcome, received: Mapping[int, int] | None, today: date) -> PromiseRow:
    came = None if received is None else received.get(kept.line.pk, 0)
    return PromiseRow(
        kept=kept,
        level=level_outcome(kept.promise.level, kept.reached),
        feedback=feedback_outcome(kept.promise.feedback_due, kept.given, today),
        received=came,
        response=None if came is None else response_outcome(came, kept.promise.target_number),
    )
