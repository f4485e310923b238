"""The one moment at which the tests play, whatever day it is.

In the tests' own process the portal's clock stands still at ``NOW``; the fixture ``portal_clock`` moves it. A portal of
real processes (tests/services/portal.py) starts with an offset, so that its time begins at ``NOW`` and runs on. Tests
do not ask the machine what time it is (tests/architecture/test_clock.py).
"""

from datetime import UTC, date, datetime, timedelta

from django.utils.duration import duration_string

from samenkracht.core import clock

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def day(days: int) -> date:
    """The day so many days after today."""
    return TODAY + timedelta(days=days)


def offset(now: datetime = NOW) -> str:
    """What CLOCK_OFFSET must say to a process that is started at this moment, to let its time begin at ``now``."""
    return duration_string(now - datetime.now(UTC))


class StandingClock:
    """Stands in for ``samenkracht.core.clock.now``."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at

    def move(self, **how: float) -> datetime:
        """Let time pass: ``move(days=3)``."""
        self.at += timedelta(**how)
        return self.at


standing = StandingClock()
clock_of_the_portal = clock.now


def stand() -> None:
    """Let the portal's clock stand, for the whole run: worlds of a whole module are made outside every test."""
    clock.now = standing
