"""Jobs of this floor. A message is a nudge; what is to be counted stands in rows."""

from typing import Any

from celery import shared_task

from participation.services import tallies


@shared_task(name="participation.fold_form", ignore_result=True)
def fold_form(*, form_id: int, **_later: Any) -> None:
    """Count what waits for one form."""
    tallies.fold_all(form_id=form_id)


@shared_task(name="participation.sweep", ignore_result=True)
def sweep(**_later: Any) -> None:
    """Count what a nudge missed."""
    for form_id in tallies.waiting_forms():
        tallies.fold_all(form_id=form_id)
