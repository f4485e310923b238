"""The daily stock of figures ("de stand"): what everybody but the team sees."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from reports.dashboard.collect import Placed, daily
from reports.models import DailyBatch, DailyFigure
from reports.runs.services.disclosure import StaleDisclosureCheck, record_shown
from samenkracht.accounts.actors import Actor, System
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.refused import Refused
from samenkracht.core.values.json import digest
from samenkracht.core.values.periods import local_day, midnight

logger = logging.getLogger(__name__)


class OnlyInDemo(Refused):
    for_people = _("Dit kan alleen in de demo. Hier komt elke nacht een nieuwe stand.")


ATTEMPTS = 3
NIGHT = System("reports.daily")


def create(*, at: datetime, by: Actor = NIGHT) -> DailyBatch | None:
    """The batch of the day of ``at``: all that was received before its midnight in Amsterdam.

    Once a day, whoever asks: None when there is one already.
    """
    day = local_day(at)
    if DailyBatch.objects.filter(day=day).exists():
        return None
    cut_off = midnight(day)
    try:
        return _counted(cut_off, by=by, at=at)
    except IntegrityError:
        return None


def refresh_demo(*, by: Actor, at: datetime) -> DailyBatch:
    """In the demo nobody waits for midnight: today's batch again, as of this moment. Raises OnlyInDemo elsewhere."""
    if not settings.DEMO:
        raise OnlyInDemo
    if not isinstance(by, System):
        require(by, Permission.FIGURES_PUBLISHED)
    return _counted(at, by=by, at=at, instead=True)


def _counted(as_of: datetime, *, by: Actor, at: datetime, instead: bool = False) -> DailyBatch:
    """Count and write. A report that shows figures meanwhile may make it count again."""
    for attempt in range(ATTEMPTS):
        figures = daily(as_of=as_of)
        try:
            return _write(figures, as_of=as_of, by=by, at=at, instead=instead)
        except StaleDisclosureCheck:
            logger.info("stock.overtaken attempt=%s", attempt)
    raise StaleDisclosureCheck


@transaction.atomic
def _write(figures: Sequence[Placed], *, as_of: datetime, by: Actor, at: datetime, instead: bool) -> DailyBatch:
    if instead:
        DailyBatch.objects.filter(day__gte=local_day(as_of)).delete()
    documents = [placed.document() for placed in figures]
    batch = DailyBatch.objects.create(day=local_day(as_of), as_of=as_of, made_at=at, digest=digest(documents))
    DailyFigure.objects.bulk_create(
        (
            DailyFigure(
                batch=batch,
                project_id=placed.project_id,
                definition=placed.figure.definition,
                version=placed.figure.version,
                part=placed.part,
                position=position,
                value=placed.figure.value,
                content=documents[position],
            )
            for position, placed in enumerate(figures)
        ),
        batch_size=500,
    )
    record_shown([(placed.project_id, placed.figure) for placed in figures], as_of=as_of, at=at)
    audit.record(event="figures.taken", target=batch, by=by, at=at, figures=len(figures))
    return batch
