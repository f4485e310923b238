"""Days and moments as the command line takes them: a slip of the keys is refused before anything is done."""

from argparse import ArgumentTypeError
from datetime import date, datetime

from django.utils import timezone

from samenkracht.core.values.dates import FIRST_YEAR, LAST_YEAR


def a_day(text: str) -> date:
    """A day as 2026-07-01. Raises ArgumentTypeError, also for a year before 1900 or after 2100."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no day; write it as 2026-07-01") from error
    return _in_range(day, text)


def a_moment(text: str) -> datetime:
    """A moment as 2026-10-02T00:10+02:00; without an offset it is meant in Amsterdam. As strict as ``a_day``."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no moment; write it as 2026-10-02T00:10") from error
    _in_range(moment.date(), text)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _in_range(day: date, text: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ArgumentTypeError(f"{text!r} does not lie between {FIRST_YEAR} and {LAST_YEAR}")
    return day
