"""Looking back on a project: begin an evaluation, judge, put reality beside the promises, close it for good."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from projects import queries as project_queries
from projects.enums import ParticipationLevel, PolicyPhase, PublicationLevel
from projects.models import PlanLine, Project
from reports.enums import Criterion, Rating, ReportKind
from reports.evaluation.collect.evaluation import EvaluationParameters
from reports.evaluation.content.assessment import Judgement, total
from reports.models import CriterionRating, Evaluation, LineReality
from reports.runs.services import runs
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.refused import Refused


class AlreadyOpen(Refused):
    for_people = _("Hierover loopt al een evaluatie. Maak die eerst af.")


class IsClosed(Refused):
    for_people = _("Deze evaluatie is afgesloten. Zij blijft zoals zij is.")


class RatingReasonMissing(Refused):
    for_people = _("Schrijf bij elk oordeel waarom.")


class LineOfOther(Refused):
    for_people = _("Deze planregel hoort niet bij dit project.")


class NotAllRated(Refused):
    """Names the criteria that have no judgement yet."""

    def __init__(self, missing: Iterable[Criterion]) -> None:
        names = ", ".join(str(criterion.label) for criterion in missing)
        self.for_people = format_lazy(_("Er is nog geen oordeel over: {names}."), names=names)
        super().__init__(self.for_people)


@transaction.atomic
def begin(*, project: Project, by: Actor, at: datetime, phase: PolicyPhase | str = "") -> Evaluation:
    """Begin an evaluation of the project, or of one phase of it. Raises NotPermitted, AlreadyOpen."""
    require(by, Permission.EVALUATION_WRITE, project)
    Project.objects.select_for_update().get(pk=project.pk)
    same_project = Evaluation.objects.filter(project=project)
    if same_project.filter(phase=phase, closed_at=None).exists():
        raise AlreadyOpen
    last = same_project.order_by("-number").values_list("number", flat=True).first()
    evaluation = Evaluation.objects.create(project=project, number=(last or 0) + 1, phase=phase, created_at=at)
    record("evaluation.begun", evaluation, by=by, at=at, phase=str(phase))
    return evaluation


@transaction.atomic
def write(*, evaluation: Evaluation, results: str, lessons: str, by: Actor, at: datetime) -> Evaluation:
    """Tell what came of it and what was learned. Raises NotPermitted, IsClosed."""
    require(by, Permission.EVALUATION_WRITE, evaluation)
    now = lock_evaluation(evaluation)
    given = {"results": results.strip(), "lessons": lessons.strip()}
    changed = sorted(name for name, value in given.items() if getattr(now, name) != value)
    for name in changed:
        setattr(now, name, given[name])
    if changed:
        now.save(update_fields=changed)
        record("evaluation.written", now, by=by, at=at, changed=changed)
    return now


@transaction.atomic
def rate(
    *, evaluation: Evaluation, criterion: Criterion, rating: Rating, reason: str, by: Actor, at: datetime
) -> CriterionRating:
    """Judge one criterion, or judge it otherwise. Raises NotPermitted, IsClosed, RatingReasonMissing."""
    judge(evaluation=evaluation, judgements=[Judgement(criterion, rating, reason)], by=by, at=at)
    return CriterionRating.objects.get(evaluation=evaluation, criterion=criterion)


@transaction.atomic
def judge(*, evaluation: Evaluation, judgements: Iterable[Judgement], by: Actor, at: datetime) -> None:
    """Judge several criteria at once: all of them or none. Raises NotPermitted, IsClosed, RatingReasonMissing."""
    require(by, Permission.EVALUATION_WRITE, evaluation)
    now = lock_evaluation(evaluation)
    known = {one.criterion: (one.rating, one.reason) for one in now.ratings.all()}
    changed = []
    for judgement in judgements:
        reason = judgement.reason.strip()
        if not reason:
            raise RatingReasonMissing
        if known.get(judgement.criterion) == (judgement.rating, reason):
            continue
        CriterionRating.objects.update_or_create(
            evaluation=now, criterion=judgement.criterion, defaults={"rating": judgement.rating, "reason": reason}
        )
        changed.append(str(judgement.criterion))
    if changed:
        record("evaluation.judged", now, by=by, at=at, criteria=changed)


@transaction.atomic
def realise(
    *, evaluation: Evaluation, line: PlanLine, level: ParticipationLevel | str, note: str, by: Actor, at: datetime
) -> LineReality:
    """Say which step residents really stood on, and why if it differs. Raises NotPermitted, IsClosed, LineOfOther."""
    require(by, Permission.EVALUATION_WRITE, evaluation)
    now = lock_evaluation(evaluation)
    if line.plan.project_id != now.project_id:
        raise LineOfOther
    reality, _made = LineReality.objects.update_or_create(
        evaluation=now, line=line, defaults={"level": level, "note": note.strip()}
    )
    record("evaluation.realised", now, by=by, at=at, line=line.key, level=str(level))
    return reality


@transaction.atomic
def close(*, evaluation: Evaluation, by: Actor, at: datetime) -> Evaluation:
    """Close it: from now on nothing of it changes. Raises NotPermitted, IsClosed, NotAllRated."""
    require(by, Permission.EVALUATION_WRITE, evaluation)
    now = lock_evaluation(evaluation)
    came_out = total(ratings_of(now))
    if came_out.rating is None:
        raise NotAllRated(came_out.missing)
    now.closed_at = at
    # A plan that is decided anew later is no longer what this evaluation was about.
    now.plan_version = project_queries.decided_version(now.project)
    now.save(update_fields=["closed_at", "plan_version"])
    record("evaluation.closed", now, by=by, at=at, total=str(came_out.rating))
    return now


def ratings_of(evaluation: Evaluation) -> dict[Criterion, Rating]:
    """What was judged so far, by criterion."""
    return {Criterion(one.criterion): Rating(one.rating) for one in evaluation.ratings.all()}


def lock_evaluation(evaluation: Evaluation) -> Evaluation:
    """The evaluation as it is now, held for this transaction. Raises IsClosed."""
    now = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    if now.closed_at is not None:
        raise IsClosed
    return now


def record(event: str, evaluation: Evaluation, *, by: Actor, at: datetime, **data: Any) -> None:
    audit.record(event=event, target=evaluation, by=by, at=at, project_id=evaluation.project_id, **data)


@transaction.atomic
def look_back_on_phase(*, project: Project, phase: PolicyPhase, by: Actor, at: datetime) -> None:
    """Called when a phase of a project ends: begin its evaluation unless one is open, and ask for a report of it.

    A secret project gets its evaluation and no report.
    """
    found = Evaluation.objects.filter(project=project, phase=phase, closed_at=None).first()
    evaluation = found or begin(project=project, by=by, at=at, phase=phase)
    if project.publication_level != PublicationLevel.SECRET:
        parameters = EvaluationParameters(project=project.slug, evaluation=evaluation.number)
        runs.request(kind=ReportKind.EVALUATION, parameters=parameters, by=by, at=at)
