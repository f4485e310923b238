"""Jobs of this floor: they take ids, claim, call one function, and may come twice."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from reports.services import compiling, runs, stock


@shared_task(name="reports.compile_run", ignore_result=True)
def compile_run(*, run_id: int, **_later: Any) -> None:
    """Make one asked report."""
    run = runs.claim(run_id=run_id, at=timezone.now())
    if run is not None:
        compiling.compile_claimed(run=run, clock=timezone.now)


@shared_task(name="reports.sweep_runs", ignore_result=True)
def sweep_runs(**_later: Any) -> None:
    """Move on what stands still."""
    runs.sweep_stale(at=timezone.now())


@shared_task(name="reports.daily", ignore_result=True)
def daily(**_later: Any) -> None:
    """Today's figures, unless they are there."""
    stock.take(at=timezone.now())
