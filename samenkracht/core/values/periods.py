"""Half-open periods of local days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from samenkracht.core.values.dates import MONTHS

LOCAL = ZoneInfo("Europe/Amsterdam")


def midnight(day: date) -> datetime:
    """The instant at which ``day`` begins in Amsterdam."""
    return datetime.combine(day, time(), tzinfo=LOCAL)


def local_day(at: datetime) -> date:
    """The day in Amsterdam at the instant ``at``."""
    return at.astimezone(LOCAL).date()


def day_in_words(day: date) -> str:
    """Such as "7 januari 2027"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def whole_days_until(closes_at: datetime) -> date | None:
    """The last whole day before this midnight; None when it is no midnight, and a day alone would say too much."""
    first_without = local_day(closes_at)
    return first_without - timedelta(days=1) if closes_at == midnight(first_without) else None


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` until, not including, ``until``. Raises ValueError when empty or backwards."""

    start: date
    until: date

    def __post_init__(self) -> None:
        if self.until <= self.start:
            raise ValueError("a period ends after it starts")

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.until

    def instants(self) -> tuple[datetime, datetime]:
        """The two local midnights that bound the period, half-open."""
        return midnight(self.start), midnight(self.until)

    def __str__(self) -> str:
        return f"{day_in_words(self.start)} tot en met {day_in_words(self.until - timedelta(days=1))}"


def is_open(*, opens_at: datetime | None, closes_at: datetime | None, at: datetime) -> bool:
    """THE meaning of "open": from ``opens_at``, until and not including ``closes_at``; None is no limit."""
    return (opens_at is None or opens_at <= at) and (closes_at is None or at < closes_at)
