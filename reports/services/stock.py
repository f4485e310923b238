"""The daily stock of figures ("de stand"): what everybody but the team sees."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from participation.analysis.differences import tells_of_few
from reports.collect.daily import Placed, daily
from reports.content.figures import Figure
from reports.indicators import ANSWERS
from reports.models import DailyBatch, DailyFigure
from samenkracht.accounts.actors import Actor, System
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.json import digest
from samenkracht.core.periods import local_day, midnight
from samenkracht.core.refused import Refused


class OnlyInDemo(Refused):
    for_people = _("Dit kan alleen in de demo. Hier komt elke nacht een nieuwe stand.")


NIGHT = System("reports.daily")


def take(*, at: datetime, by: Actor = NIGHT) -> DailyBatch | None:
    """The batch of the day of ``at``: all that was received before its midnight in Amsterdam.

    Once a day, whoever asks: None when there is one already.
    """
    day = local_day(at)
    if DailyBatch.objects.filter(day=day).exists():
        return None
    cut_off = midnight(day)
    figures = steady(daily(as_of=cut_off), day=day)
    try:
        return _write(figures, as_of=cut_off, by=by, at=at)
    except IntegrityError:
        return None


def refresh_demo(*, by: Actor, at: datetime) -> DailyBatch:
    """In the demo nobody waits for midnight: today's batch again, as of this moment. Raises OnlyInDemo elsewhere."""
    if not settings.DEMO:
        raise OnlyInDemo
    if not isinstance(by, System):
        require(by, Permission.FIGURES_PUBLISHED)
    figures = steady(daily(as_of=at), day=local_day(at))
    with transaction.atomic():
        DailyBatch.objects.filter(day__gte=local_day(at)).delete()
        return _write(figures, as_of=at, by=by, at=at)


def steady(figures: Sequence[Placed], *, day: date) -> list[Placed]:
    """The figures with each breakdown as it was in the stock before, while the change would tell of a few people.

    Totals are always those of the day; a breakdown carries its own number of submissions. One query.
    """
    latest = DailyBatch.objects.filter(day__lt=day).order_by("-day").first()
    if latest is None:
        return list(figures)
    stored = latest.figures.filter(definition=ANSWERS.key, version=ANSWERS.version)
    before = {(one.project_id, one.part): Figure.from_json(one.content) for one in stored}
    return [held(placed, before.get((placed.project_id, placed.part))) for placed in figures]


def held(placed: Placed, before: Figure | None) -> Placed:
    """The earlier breakdown instead of this one, when the two together would tell of a few people."""
    now = placed.figure
    if before is None or now.definition != ANSWERS.key or now.version != before.version:
        return placed
    if not tells_of_few(shown(before), shown(now)):
        return placed
    return replace(placed, figure=before)


def shown(figure: Figure) -> dict[str, int | None]:
    return {cell.key: cell.value for cell in figure.cells}


@transaction.atomic
def _write(figures: Sequence[Placed], *, as_of: datetime, by: Actor, at: datetime) -> DailyBatch:
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
    audit.record(event="figures.taken", target=batch, by=by, at=at, figures=len(figures))
    return batch
