"""Evaluations: begun, judged, put beside the promises, closed for good."""

import pytest

from projects.enums import ParticipationLevel, PolicyPhase
from projects.models import Project
from reports.enums import Criterion, Rating
from reports.evaluation.content.assessment import Judgement
from reports.evaluation.services import evaluations
from reports.models import CriterionRating, Evaluation, LineReality
from samenkracht.accounts.actors import Actor, Staff
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from tests.cast import Cast
from tests.factories.projects import PlanLineFactory, ProjectFactory, make_team
from tests.moments import NOW

pytestmark = pytest.mark.django_db
CONSULT = ParticipationLevel.CONSULT


@pytest.fixture
def project(cast: Cast) -> Project:
    project: Project = make_team(ProjectFactory(), cast)
    return project


@pytest.fixture
def leader(cast: Cast) -> Actor:
    return Staff(cast.leader)


@pytest.fixture
def evaluation(project: Project, leader: Actor) -> Evaluation:
    return evaluations.begin(project=project, by=leader, at=NOW)


def all_ten(rating: Rating = Rating.SUFFICIENT) -> list[Judgement]:
    return [Judgement(criterion, rating, "Omdat het zo ging.") for criterion in Criterion]


def test_evaluations_are_numbered_per_project(project: Project, leader: Actor, cast: Cast) -> None:
    first = evaluations.begin(project=project, by=leader, at=NOW)
    second = evaluations.begin(project=project, by=leader, at=NOW, phase=PolicyPhase.DEVELOPMENT)
    other = evaluations.begin(project=ProjectFactory(), by=Staff(cast.coordinator), at=NOW)

    assert [first.number, second.number, other.number] == [1, 2, 1]
    assert second.phase == PolicyPhase.DEVELOPMENT


def test_the_same_is_not_looked_back_on_twice_at_once(project: Project, leader: Actor, evaluation: Evaluation) -> None:
    with pytest.raises(evaluations.AlreadyOpen):
        evaluations.begin(project=project, by=leader, at=NOW)
    evaluations.judge(evaluation=evaluation, judgements=all_ten(), by=leader, at=NOW)
    evaluations.close(evaluation=evaluation, by=leader, at=NOW)

    assert evaluations.begin(project=project, by=leader, at=NOW).number == 2


def test_a_judgement_needs_its_reason_and_then_none_of_the_batch_is_kept(evaluation: Evaluation, leader: Actor) -> None:
    batch = [Judgement(Criterion.PLAN, Rating.GOOD, "Ja"), Judgement(Criterion.PURPOSE, Rating.GOOD, "  ")]

    with pytest.raises(evaluations.RatingReasonMissing):
        evaluations.judge(evaluation=evaluation, judgements=batch, by=leader, at=NOW)
    assert not CriterionRating.objects.exists()


def test_judging_again_replaces_and_records_only_what_changed(evaluation: Evaluation, leader: Actor) -> None:
    evaluations.judge(evaluation=evaluation, judgements=all_ten(), by=leader, at=NOW)
    evaluations.rate(
        evaluation=evaluation, criterion=Criterion.TIMING, rating=Rating.INSUFFICIENT, reason="Laat", by=leader, at=NOW
    )
    evaluations.judge(evaluation=evaluation, judgements=all_ten()[:2], by=leader, at=NOW)

    assert CriterionRating.objects.count() == 10
    assert CriterionRating.objects.get(criterion=Criterion.TIMING).rating == Rating.INSUFFICIENT
    events = AuditEvent.objects.filter(event="evaluation.judged").order_by("pk")
    assert [len(event.data["criteria"]) for event in events] == [10, 1]


def test_reality_stands_beside_the_promise_once_per_line(
    project: Project, evaluation: Evaluation, leader: Actor
) -> None:
    line = PlanLineFactory.create(project=project)
    for level in (ParticipationLevel.INFORM, CONSULT):
        evaluations.realise(evaluation=evaluation, line=line, level=level, note=" Te laat ", by=leader, at=NOW)

    assert list(LineReality.objects.values_list("line", "level", "note")) == [(line.pk, "consult", "Te laat")]


def test_a_line_of_another_project_is_refused(evaluation: Evaluation, leader: Actor) -> None:
    with pytest.raises(evaluations.LineOfOther):
        evaluations.realise(evaluation=evaluation, line=PlanLineFactory(), level=CONSULT, note="", by=leader, at=NOW)


def test_closing_names_what_is_not_judged_yet(evaluation: Evaluation, leader: Actor) -> None:
    evaluations.judge(evaluation=evaluation, judgements=all_ten()[2:], by=leader, at=NOW)

    with pytest.raises(evaluations.NotAllRated, match="Participatieplan vooraf, Trekker en organisatie"):
        evaluations.close(evaluation=evaluation, by=leader, at=NOW)
    evaluation.refresh_from_db()
    assert evaluation.closed_at is None


def test_a_closed_evaluation_changes_no_more(project: Project, evaluation: Evaluation, leader: Actor) -> None:
    line = PlanLineFactory(project=project)
    evaluations.write(evaluation=evaluation, results="Kort", lessons="Eerder beginnen", by=leader, at=NOW)
    evaluations.judge(evaluation=evaluation, judgements=all_ten(), by=leader, at=NOW)
    evaluations.close(evaluation=evaluation, by=leader, at=NOW)

    for act in (
        lambda: evaluations.write(evaluation=evaluation, results="Anders", lessons="", by=leader, at=NOW),
        lambda: evaluations.judge(evaluation=evaluation, judgements=all_ten(Rating.GOOD), by=leader, at=NOW),
        lambda: evaluations.realise(evaluation=evaluation, line=line, level=CONSULT, note="", by=leader, at=NOW),
        lambda: evaluations.close(evaluation=evaluation, by=leader, at=NOW),
    ):
        with pytest.raises(evaluations.IsClosed):
            act()
    evaluation.refresh_from_db()
    assert (evaluation.results, evaluation.lessons) == ("Kort", "Eerder beginnen")
    assert set(CriterionRating.objects.values_list("rating", flat=True)) == {Rating.SUFFICIENT}
    assert not LineReality.objects.exists()


@pytest.mark.parametrize("part", ["other_leader", "director", "secretary", "privacy_officer", "administrator"])
def test_others_write_nothing(project: Project, evaluation: Evaluation, cast: Cast, part: str) -> None:
    by, line = Staff(getattr(cast, part)), PlanLineFactory(project=project)

    for act in (
        lambda: evaluations.begin(project=project, by=by, at=NOW, phase=PolicyPhase.EVALUATION),
        lambda: evaluations.write(evaluation=evaluation, results="x", lessons="x", by=by, at=NOW),
        lambda: evaluations.judge(evaluation=evaluation, judgements=all_ten(), by=by, at=NOW),
        lambda: evaluations.realise(evaluation=evaluation, line=line, level=CONSULT, note="", by=by, at=NOW),
        lambda: evaluations.close(evaluation=evaluation, by=by, at=NOW),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert Evaluation.objects.get().results == ""
    assert not CriterionRating.objects.exists()
