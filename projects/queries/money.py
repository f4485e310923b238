"""What projects are paid from, and whether that ends."""

import calendar
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from projects.models import Funding, Project

# So many months before the end of the money somebody should arrange what comes after it.
MONTHS_AHEAD = 6


@dataclass(frozen=True, slots=True)
class Money:
    """All sources of money of a project; ``ends`` is the last day of the last of them, None when one goes on."""

    rows: tuple[Funding, ...]
    ends: date | None
    is_ending: bool
    is_over: bool

    @property
    def total(self) -> int | None:
        """In whole euros, of the sources whose amount is known; None when there is none."""
        known = [row.amount for row in self.rows if row.amount is not None]
        return sum(known) if known else None


def money_of(project: Project, *, day: date) -> Money:
    """The money of one project, seen from ``day``; one query."""
    return seen_on(project.fundings.all(), day)


def seen_on(fundings: Iterable[Funding], day: date) -> Money:
    """These sources as they stand on ``day``."""
    rows = tuple(fundings)
    ends = last_day_of(rows)
    return Money(
        rows=rows,
        ends=ends,
        is_ending=ends is not None and ends <= months_after(day, MONTHS_AHEAD),
        is_over=ends is not None and ends < day,
    )


def last_day_of(rows: Collection[Funding]) -> date | None:
    """The last day on which there is money; None without any, and when a source has no end that anybody knows."""
    days = [None if row.is_structural else row.ends.last_day for row in rows]
    return None if None in days else max((day for day in days if day is not None), default=None)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
