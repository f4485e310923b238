"""Jobs of this floor: they take ids, claim, call one function, and may come twice."""

from typing import Any

from celery import shared_task

from reports.dashboard import services as daily_batch
from reports.runs.services import compiling, runs
from samenkracht.core import clock

# A report that takes longer than the sweeper waits would be begun again beside itself, and keep all workers busy. So it
# is stopped before, with words; the hard limit is for code that does not listen.
LONGEST = int(runs.STALE_AFTER.total_seconds())


@shared_task(name="reports.compile_run", ignore_result=True, soft_time_limit=LONGEST - 20, time_limit=LONGEST)
def compile_run(*, run_id: int, **_later: Any) -> None:
    """Make one asked report."""
    run = runs.claim(run_id=run_id, at=clock.now())
    if run is not None:
        compiling.compile_claimed(run=run, clock=clock.now)


@shared_task(name="reports.sweep_runs", ignore_result=True)
def sweep_runs(**_later: Any) -> None:
    """Move on what stands still."""
    runs.sweep_stale(at=clock.now())


@shared_task(name="reports.daily", ignore_result=True)
def daily(**_later: Any) -> None:
    """Today's figures, unless they are there."""
    daily_batch.create(at=clock.now())
