"""The example region looks back: evaluations that are closed, half way or just begun, and what came of them."""

from collections.abc import Iterator

from projects.enums import ParticipationLevel
from projects.improvements import services as improvements
from projects.models import Project
from projects.queries import current_lines
from reports.enums import ReportKind
from reports.evaluation.collect.evaluation import EvaluationParameters
from reports.evaluation.content.assessment import Judgement
from reports.evaluation.services import evaluations
from reports.models import Evaluation
from samenkracht.core.values.dates import KnownDate
from samenkracht.demo import judging, papers
from samenkracht.demo.history import Scenario
from samenkracht.demo.judging import Ahead, Look
from samenkracht.demo.timeline import DemoRegion


def tales(region: DemoRegion) -> Iterator[Scenario]:
    """One for each evaluation, and one for each list of improvements."""
    yield from (look_back(region, look) for look in judging.LOOKS)
    yield from (improve(region, ahead) for ahead in judging.AHEAD)


def look_back(region: DemoRegion, look: Look) -> Scenario:
    """Begin, or go on with the one that the end of a phase began; judge, write, and close what is whole."""
    at = region.ago(look.began, hour=10)
    yield at
    by = region.staff(look.by)
    project = Project.objects.get(title=look.project)
    evaluation = Evaluation.objects.filter(project=project, phase=look.phase, closed_at=None).first()
    evaluation = evaluation or evaluations.begin(project=project, by=by, at=at, phase=look.phase)
    for line in current_lines(project) if look.reality else ():
        level = look.level or line.level or ParticipationLevel.CONSULT
        evaluations.realise(evaluation=evaluation, line=line, level=level, note=look.reality, by=by, at=at)
    judgements = [Judgement(criterion, rating, reason) for criterion, rating, reason in look.judgements]
    evaluations.judge(evaluation=evaluation, judgements=judgements, by=by, at=at)
    if look.results:
        evaluations.write(evaluation=evaluation, results=look.results, lessons=look.lessons, by=by, at=at)
    if look.closed is not None:
        at = region.ago(look.closed, hour=16)
        yield at
        evaluations.close(evaluation=evaluation, by=by, at=at)
        if region.is_whole or look.project == judging.METHOD.project:
            yield from report(region, evaluation, look)


def report(region: DemoRegion, evaluation: Evaluation, look: Look) -> Scenario:
    """The report of a closed evaluation; shown to everybody, or kept for who treats it."""
    at = region.ago((look.closed or 1) - 1, hour=11)
    yield at
    parameters = EvaluationParameters(project=evaluation.project.slug, evaluation=evaluation.number)
    made = papers.make(kind=ReportKind.EVALUATION, parameters=parameters, by=region.staff(look.by), at=at)
    if look.is_shown:
        papers.share(made, by=region.staff("coordinator"), at=at)
    else:
        papers.approve(made, by=region.staff("coordinator"), at=at)


def improve(region: DemoRegion, ahead: Ahead) -> Scenario:
    """Proposed, agreed, done or dropped."""
    at = region.ago(ahead.days_ago, hour=14)
    yield at
    by = region.staff("coordinator")
    project = Project.objects.get(title=ahead.project)
    proposal = improvements.propose(
        project=project, text=ahead.text, owner=ahead.owner, due=due_of(region, ahead), by=by, at=at
    )
    if ahead.became in ("adopted", "done"):
        at = region.ago(ahead.days_ago - 2, hour=14)
        yield at
        improvements.adopt(proposal=proposal, by=by, at=at)
    if ahead.became in ("done", "dropped"):
        at = region.ago(max(1, ahead.days_ago - 12), hour=14)
        yield at
        if ahead.became == "done":
            improvements.done(proposal=proposal, outcome=ahead.outcome, by=by, at=at)
        else:
            improvements.drop(proposal=proposal, reason=ahead.outcome, by=by, at=at)


def due_of(region: DemoRegion, ahead: Ahead) -> KnownDate:
    return region.day(ahead.due)
