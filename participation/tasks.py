"""Jobs of this floor. A message is a notification; what is to be counted stands in rows."""

from typing import Any

from celery import shared_task

from participation.models.submission import PENDING
from samenkracht.core import clock
from samenkracht.core.jobs import work


@shared_task(name="participation.fold_form", ignore_result=True)
def fold_form(*, form_id: int, **_later: Any) -> None:
    """Count what waits for one form."""
    work.do_now(kind=PENDING, group_id=form_id, at=clock.now())


@shared_task(name="participation.sweep", ignore_result=True)
def sweep(**_later: Any) -> None:
    """Do all that waits. Messages of releases that had no ``core.sweep_outbox`` ask for it by this name."""
    work.sweep(at=clock.now())
