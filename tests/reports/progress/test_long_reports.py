"""A report that takes too long or too much is stopped in time, and says so; the next job finds its worker free."""

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from reports import tasks
from reports.enums import RunStatus
from reports.models import Report, ReportRun
from reports.progress import services as kind
from reports.runs.services import compiling, runs
from samenkracht.celery import app
from tests.moments import NOW
from tests.reports.conftest import ASKING, Scene


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trouble", "words"), [(SoftTimeLimitExceeded, compiling.TOO_LONG), (MemoryError, compiling.TOO_LARGE)]
)
def test_a_report_that_takes_too_much_ends_with_words_and_can_be_asked_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, trouble: type[Exception], words: str
) -> None:
    def collecting(*_args: object, **_named: object) -> None:
        raise trouble

    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)
    with monkeypatch.context() as patched:
        patched.setattr(kind, "collect", collecting)
        tasks.compile_run(run_id=run.pk)
    run.refresh_from_db()
    assert (run.status, run.failure) == (RunStatus.FAILED, str(words))
    assert not Report.objects.exists()

    runs.retry(run=run, by=scene.coordinator, at=NOW)
    tasks.compile_run(run_id=run.pk)
    assert ReportRun.objects.get().status == RunStatus.DONE


def test_a_worker_stops_before_the_sweeper_takes_it_for_dead() -> None:
    task = app.tasks[tasks.compile_run.name]
    soft, hard = task.soft_time_limit or 0, task.time_limit or 0
    assert 0 < soft < hard <= runs.STALE_AFTER.total_seconds()
