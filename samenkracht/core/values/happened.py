"""Dates that say that something happened lie behind us."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from samenkracht.core.refused import Refused
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.periods import local_day


class StillToCome(Refused):
    """``field`` names the field in which the date was typed."""

    for_people = _("Deze datum moet nog komen. Leg het vast als het zover is.")

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NoMoment(StillToCome):
    for_people = _("Schrijf een dag, een maand of een jaar.")


def check_happened(when: KnownDate, *, field: str, at: datetime) -> None:
    """Nothing said is right too. Raises StillToCome for what surely lies in the future, NoMoment for "doorlopend"."""
    if when.is_ongoing:
        raise NoMoment(field)
    if when.first_day is not None and when.first_day > local_day(at):
        raise StillToCome(field)
