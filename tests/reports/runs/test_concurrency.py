"""Several at once, on real connections: workers after one run, and residents who send while a report is made."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from participation.models import Form, Submission
from reports.dashboard import services as daily_batch
from reports.enums import RunStatus, Verdict
from reports.figures.collect import rows
from reports.figures.content import bounds_of
from reports.models import DailyBatch, Report, ReportRun
from reports.progress.collect import progress as progress_module
from reports.progress.collect.progress import progress
from reports.recount.collect import figure_findings
from reports.runs.services import compiling, runs
from tests.factories.projects import PlanLineFactory
from tests.factories.reports import send
from tests.moments import NOW
from tests.reports.conftest import ASKING, RECEIVED, Scene, clock

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "snapshot"]),
    pytest.mark.usefixtures("real_commits"),
]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all at one instant, each on a connection of its own; gives their results, errors too."""
    barrier, results = threading.Barrier(len(acts)), list[object]()

    def run(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results.append(act())
        except Exception as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_many_workers_one_makes_the_report(scene: Scene) -> None:
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW, notify=False)

    def work() -> object:
        claimed = runs.claim(run_id=run.pk, at=NOW)
        return compiling.compile_claimed(run=claimed, clock=clock) if claimed else None

    results = at_once(*[work] * 6)

    assert [type(result).__name__ for result in results if result is not None] == ["Report"]
    run.refresh_from_db()
    assert (Report.objects.count(), run.status, run.claim) == (1, RunStatus.DONE, 1)


def test_a_retry_pressed_while_a_worker_is_busy_leaves_one_report(scene: Scene) -> None:
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW, notify=False)
    first = runs.claim(run_id=run.pk, at=NOW)
    assert first is not None

    def again() -> object:
        runs.retry(run=run, by=scene.coordinator, at=NOW)
        second = runs.claim(run_id=run.pk, at=NOW)
        return compiling.compile_claimed(run=second, clock=clock) if second else None

    at_once(lambda: compiling.compile_claimed(run=first, clock=clock), again)

    assert Report.objects.count() == 1
    assert ReportRun.objects.get().status == RunStatus.DONE


def test_of_two_schedulers_one_takes_the_stock_of_a_day(scene: Scene) -> None:
    results = at_once(*[lambda: daily_batch.create(at=NOW)] * 4)

    assert [type(result).__name__ for result in results if result is not None] == ["DailyBatch"]
    assert DailyBatch.objects.count() == 1


def test_what_is_committed_while_a_report_is_collected_is_in_none_of_it(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rows.count

    def in_between(**values: Any) -> object:
        # After the first reads, before the rows are counted: somebody sends, and the plan promises more.
        results = at_once(
            lambda: send(scene.version, RECEIVED),
            lambda: PlanLineFactory(project=scene.project, target_number=1000),
        )
        assert not any(isinstance(result, Exception) for result in results), results
        return real(**values)

    monkeypatch.setattr(progress_module, "count", in_between)

    content = progress(ASKING, as_of=NOW)

    assert (content.received.value, content.target) == (30, 40)
    assert Submission.objects.count() == 31


@pytest.fixture
def busy(scene: Scene) -> Iterator[threading.Event]:
    """Somebody who keeps sending; set the event to let them stop."""
    stop = threading.Event()

    def keep_sending() -> None:
        moment = RECEIVED
        while not stop.is_set():
            moment += timedelta(seconds=1)
            send(scene.version, moment)
        connections.close_all()

    senders = [threading.Thread(target=keep_sending) for _ in range(2)]
    for sender in senders:
        sender.start()
    yield stop
    stop.set()
    for sender in senders:
        sender.join()


def test_every_figure_of_a_report_is_of_one_moment_while_answers_come_in(scene: Scene, busy: threading.Event) -> None:
    # The form of the plan's one line, so that the line counts what its project counts.
    Form.objects.filter(project=scene.project).update(plan_line=scene.project.plan.lines.get())
    contents = [progress(ASKING, as_of=datetime(2026, 11, 20, 10, 0, n, tzinfo=UTC)) for n in range(6)]
    busy.set()

    for content in contents:
        chapter = content.chapters[0]
        lines = [line.received.value for line in chapter.plan_lines if line.received]
        counts = {content.received.value, chapter.received.value, *lines}
        counts |= {figure.value for figure in chapter.questions}
        assert len(counts) == 1
        figures = list(content.figures())
        assert len({figure.coverage.digest for _where, figure in figures}) == 1
        found = figure_findings(figures, as_of=content.moment)
        assert {finding.verdict for finding in found} == {Verdict.EQUAL}
    first, last = bounds_of(contents[-1].received.coverage.ranges)[0][0], Submission.objects.count()
    assert contents[0].received.value <= contents[-1].received.value <= last + first
