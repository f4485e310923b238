"""From a request to one frozen report, whatever happens on the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from pytest_django.fixtures import DjangoAssertNumQueries

from participation.models import Submission
from projects.models import Funding, GoalValue
from reports import tasks
from reports.enums import ReportStatus, RunStatus
from reports.models import Report, ReportFile, ReportRun
from reports.progress import services as kind
from reports.progress.collect import progress as collect_progress
from reports.progress.content import ProgressReport
from reports.runs.services import compiling, reports, runs
from samenkracht.accounts.actors import Staff, System
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.json import digest
from samenkracht.core.values.periods import Period
from tests.cast import Cast
from tests.factories.projects import GoalFactory, PlanLineFactory, ProjectFactory
from tests.factories.reports import a_published_form, send, send_many
from tests.moments import NOW
from tests.reports.conftest import ASKING, MADE, QUARTER, RECEIVED, Scene, clock

pytestmark = pytest.mark.django_db


def made(scene: Scene) -> Report:
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)
    claimed = runs.claim(run_id=run.pk, at=NOW)
    assert claimed is not None
    report = compiling.compile_claimed(run=claimed, clock=clock)
    assert report is not None
    return report


def test_a_request_becomes_one_frozen_report_with_its_figures(scene: Scene) -> None:
    report = made(scene)

    content = ProgressReport.from_json(report.content)
    assert report.digest == digest(report.content)
    assert report.as_of == NOW
    assert (content.received.value, content.target) == (30, 40)
    assert content.title == "Voortgang van alle projecten, derde kwartaal 2026"
    # 18 and 12 of 30: the third answer was given by nobody, and "nobody" is not said; nor can it be worked out.
    assert {c.label: c.value for c in content.chapters[0].questions[0].cells}["Anders, namelijk"] is None
    run = ReportRun.objects.get()
    assert (run.status, run.step) == (RunStatus.DONE, run.steps)
    assert (report.year, report.slug) == (2026, "voortgang-alle-projecten-derde-kwartaal")


def test_a_report_has_a_file_of_every_format(scene: Scene) -> None:
    report = made(scene)

    begins = {file.format: bytes(file.content)[:4] for file in ReportFile.objects.filter(report=report)}
    assert begins == {"pdf": b"%PDF", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04"}
    assert all(file.is_intact for file in report.files.all())


def test_only_what_was_received_in_the_period_and_before_the_moment_counts(scene: Scene) -> None:
    start, until = QUARTER.instants()
    for at in (start - timedelta(microseconds=1), until, NOW + timedelta(seconds=1)):
        send(scene.version, at)
    send(scene.version, start)

    assert ProgressReport.from_json(made(scene).content).received.value == 31


def test_of_a_period_that_still_runs_only_what_came_before_the_moment_counts(scene: Scene) -> None:
    moment = RECEIVED + timedelta(days=1)
    send(scene.version, moment - timedelta(microseconds=1))
    send(scene.version, moment)

    assert collect_progress.progress(ASKING, as_of=moment).received.value == 31


def test_the_second_report_about_the_same_is_a_next_edition(scene: Scene) -> None:
    made(scene)

    second = made(scene)

    assert (second.edition, second.slug) == (2, "voortgang-alle-projecten-derde-kwartaal-versie-2")


def test_a_run_delivered_twice_gives_one_report(scene: Scene) -> None:
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)

    tasks.compile_run(run_id=run.pk)
    tasks.compile_run(run_id=run.pk)

    assert Report.objects.count() == 1


def test_a_worker_that_was_given_up_on_throws_its_work_away(scene: Scene) -> None:
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)
    slow = runs.claim(run_id=run.pk, at=NOW)
    assert slow is not None
    runs.sweep_stale(at=NOW + runs.STALE_AFTER + timedelta(seconds=1))
    fast = runs.claim(run_id=run.pk, at=NOW)
    assert fast is not None

    assert compiling.compile_claimed(run=slow, clock=clock) is None
    report = compiling.compile_claimed(run=fast, clock=clock)

    assert list(Report.objects.all()) == [report]
    run.refresh_from_db()
    assert (run.status, run.claim) == (RunStatus.DONE, 2)


def test_a_worker_that_loses_its_run_while_drawing_stores_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)
    claimed = runs.claim(run_id=run.pk, at=NOW)
    assert claimed is not None
    real = reports.draw

    def stolen(*args: object, **values: object) -> object:
        runs.retry(run=run, by=scene.coordinator, at=NOW)
        return real(*args, **values)  # type: ignore[arg-type]

    monkeypatch.setattr(reports, "draw", stolen)

    assert compiling.compile_claimed(run=claimed, clock=clock) is None
    assert Report.objects.count() == 0
    run.refresh_from_db()
    assert run.status == RunStatus.QUEUED


def test_a_report_whose_place_is_always_taken_is_given_up_after_three_goes(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(**_kwargs: object) -> Report:
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr(reports, "store", taken)
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)
    for _ in range(5):
        if claimed := runs.claim(run_id=run.pk, at=NOW):
            assert compiling.compile_claimed(run=claimed, clock=clock) is None

    run.refresh_from_db()
    assert (run.status, run.attempts) == (RunStatus.FAILED, 3)
    assert run.failure


def test_a_failure_says_why_and_can_be_tried_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)
    claimed = runs.claim(run_id=run.pk, at=NOW)
    assert claimed is not None
    with monkeypatch.context() as broken:
        broken.setattr(reports, "draw", lambda *_args, **_values: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            compiling.compile_claimed(run=claimed, clock=clock)
    run.refresh_from_db()
    assert (run.status, run.failure) == (RunStatus.FAILED, str(compiling.WENT_WRONG))

    runs.retry(run=run, by=scene.coordinator, at=NOW)
    tasks.compile_run(run_id=run.pk)

    run.refresh_from_db()
    assert (run.status, run.failure) == (RunStatus.DONE, "")


@pytest.mark.parametrize("lost", [{"role": "director"}, {"is_active": False}], ids=["other role", "closed"])
def test_whoever_lost_the_right_meanwhile_gets_no_report(scene: Scene, cast: Cast, lost: dict[str, Any]) -> None:
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)
    type(cast.coordinator).objects.filter(pk=cast.coordinator.pk).update(**lost)

    tasks.compile_run(run_id=run.pk)

    run.refresh_from_db()
    assert (run.status, run.failure) == (RunStatus.FAILED, str(compiling.RequesterGone.for_people))
    assert Report.objects.count() == 0


def test_nobody_but_the_coordinator_and_the_portal_may_ask(cast: Cast) -> None:
    for actor in cast.actors.values():
        if actor == Staff(cast.coordinator):
            continue
        with pytest.raises(NotPermitted):
            runs.request(parameters=ASKING, by=actor, at=NOW)
    assert runs.request(parameters=ASKING, by=System("test"), at=NOW).requested_by_id is None


def test_a_period_that_has_not_begun_is_refused_and_nothing_is_written(cast: Cast) -> None:
    start = NOW.date() + timedelta(days=1)
    later = collect_progress.ProgressParameters(period=Period(start, start + timedelta(days=1)))

    with pytest.raises(kind.PeriodNotBegun):
        runs.request(parameters=later, by=Staff(cast.coordinator), at=NOW)

    assert ReportRun.objects.count() == AuditEvent.objects.count() == 0


@pytest.mark.parametrize("status", [RunStatus.QUEUED, RunStatus.BUSY, RunStatus.FAILED])
def test_a_retry_works_from_every_state_that_is_not_done(scene: Scene, status: RunStatus) -> None:
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)
    failure = "Daarom." if status == RunStatus.FAILED else ""
    ReportRun.objects.filter(pk=run.pk).update(status=status, attempts=3, failure=failure)

    runs.retry(run=run, by=scene.coordinator, at=NOW)
    tasks.compile_run(run_id=run.pk)

    run.refresh_from_db()
    assert run.status == RunStatus.DONE


def test_a_finished_run_is_not_made_again(scene: Scene) -> None:
    report = made(scene)
    assert report.run is not None

    with pytest.raises(runs.AlreadyMade):
        runs.retry(run=report.run, by=scene.coordinator, at=NOW)


def test_the_sweeper_takes_a_run_back_twice_and_then_gives_up(scene: Scene) -> None:
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)
    at = NOW
    for _ in range(runs.MOST_ATTEMPTS):
        assert runs.claim(run_id=run.pk, at=at) is not None
        at += runs.STALE_AFTER + timedelta(seconds=1)
        runs.sweep_stale(at=at)

    run.refresh_from_db()
    assert (run.status, run.failure, run.attempts) == (RunStatus.FAILED, str(runs.GIVEN_UP), 3)


def test_the_sweeper_leaves_a_living_worker_alone(scene: Scene) -> None:
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)
    runs.claim(run_id=run.pk, at=NOW)

    assert runs.sweep_stale(at=NOW + runs.STALE_AFTER) == {"given_up": 0, "taken_back": 0, "notified": 0}


def test_the_sweeper_sends_a_message_again_for_a_run_whose_message_was_lost_and_not_too_often(scene: Scene) -> None:
    runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)

    later = NOW + runs.NUDGE_AFTER
    assert runs.sweep_stale(at=later)["notified"] == 1
    assert runs.sweep_stale(at=later + timedelta(seconds=1))["notified"] == 0


def test_two_reports_for_one_run_are_refused_by_the_database(scene: Scene) -> None:
    report = made(scene)

    copy = Report.objects.get(pk=report.pk)
    copy.pk, copy.slug = None, "anders"

    with pytest.raises(DatabaseError), transaction.atomic():
        copy.save(force_insert=True)


@pytest.mark.parametrize("column", ["content", "digest", "as_of", "slug"])
def test_the_database_refuses_to_change_what_was_frozen(scene: Scene, column: str) -> None:
    report = made(scene)
    values = {"content": {"schema": 1}, "digest": "x", "as_of": RECEIVED, "slug": "anders"}

    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**{column: values[column]})


def test_approving_and_publishing_draw_the_paper_again_with_the_new_state(scene: Scene) -> None:
    report = made(scene)

    reports.approve(report=report, by=scene.coordinator, at=NOW)
    reports.publish(report=report, by=scene.coordinator, at=NOW)

    assert report.status == ReportStatus.PUBLISHED
    assert set(report.files.values_list("status", flat=True)) == set(ReportStatus.values)


def test_a_draft_is_not_published_and_an_approved_one_not_approved_again(scene: Scene) -> None:
    report = made(scene)
    with pytest.raises(reports.NotApproved):
        reports.publish(report=report, by=scene.coordinator, at=NOW)
    reports.approve(report=report, by=scene.coordinator, at=NOW)

    with pytest.raises(reports.NotDraft):
        reports.approve(report=report, by=scene.coordinator, at=NOW)


def test_a_report_about_a_project_without_a_public_page_is_not_published(scene: Scene) -> None:
    report = made(scene)
    reports.approve(report=report, by=scene.coordinator, at=NOW)
    type(scene.project).objects.filter(pk=scene.project.pk).update(is_public=False)

    with pytest.raises(reports.TellsOfDrafts):
        reports.publish(report=report, by=scene.coordinator, at=NOW)


def test_the_collector_asks_the_same_number_of_queries_for_one_project_as_for_many(
    scene: Scene, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def told_about() -> None:
        project = ProjectFactory(is_public=True)
        goal = GoalFactory(project=project)
        GoalFactory(project=project, parent=goal)
        GoalValue.objects.create(goal=goal, measured_on=KnownDate("2026-06"), value=71)
        Funding.objects.create(project=project, position=1, source="Projectgeld", ends=KnownDate("2027"))
        PlanLineFactory(project=project)
        send_many(a_published_form(project, scene.coordinator, MADE), RECEIVED, 3)

    told_about()
    with django_assert_num_queries(14):
        collect_progress.progress(ASKING, as_of=NOW)
    for _ in range(4):
        told_about()
    with django_assert_num_queries(14):
        content = collect_progress.progress(ASKING, as_of=NOW)
    assert Submission.objects.count() == 45
    assert sum(len(chapter.money) for chapter in content.chapters) == 5
