"""The parameters of a run: stored as JSON, read back as what the collector understands."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.models import Programme
from reports.collect.progress import Asking
from reports.models import Report
from samenkracht.core.periods import Period, local_day
from samenkracht.core.refused import Refused

SCHEMA = 1


class PeriodNotBegun(Refused):
    for_people = _("Deze periode is nog niet begonnen. Er is nog niets te vertellen.")


class ProgrammeUnknown(Refused):
    for_people = _("Dit programma bestaat niet.")


def check(asking: Asking, *, at: datetime) -> None:
    """Raise PeriodNotBegun or ProgrammeUnknown for what cannot be reported about."""
    if asking.period.start > local_day(at):
        raise PeriodNotBegun
    if asking.programme and not Programme.objects.filter(slug=asking.programme).exists():
        raise ProgrammeUnknown


def to_json(asking: Asking) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "from": asking.period.start.isoformat(),
        "until": asking.period.until.isoformat(),
        "programme": asking.programme,
        "reference": asking.reference,
        "foreword": asking.foreword,
    }


def from_json(document: Mapping[str, Any]) -> Asking:
    """What a run was asked. Its edition is the next one of this period and programme."""
    period = Period(date.fromisoformat(document["from"]), date.fromisoformat(document["until"]))
    return Asking(
        period=period,
        programme=document["programme"],
        reference=document["reference"],
        foreword=document["foreword"],
        edition=next_edition(period, document["programme"]),
    )


def next_edition(period: Period, programme: str) -> int:
    same = Report.objects.filter(period_start=period.start, period_until=period.until, programme=programme)
    latest = same.order_by("-edition").values_list("edition", flat=True).first()
    return (latest or 0) + 1
