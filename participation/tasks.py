"""Jobs of this floor. A message is a notification; what is to be counted stands in rows."""

import logging
from typing import Any

from celery import shared_task

from participation.results import services as tallies

logger = logging.getLogger(__name__)


@shared_task(name="participation.fold_form", ignore_result=True)
def fold_form(*, form_id: int, **_later: Any) -> None:
    """Count what waits for one form."""
    tallies.aggregate_all(form_id=form_id)


@shared_task(name="participation.sweep", ignore_result=True)
def sweep(**_later: Any) -> None:
    """Count what a notification missed. A form that cannot be counted is logged and keeps no other waiting."""
    for form_id in tallies.pending_forms():
        try:
            tallies.aggregate_all(form_id=form_id)
        except Exception as error:
            # Not with its trace: a refusal of the database carries values of the row.
            logger.error("fold.failed form=%s error=%s", form_id, type(error).__name__)  # noqa: TRY400  # see above
