"""The portal's clock, and the one that stands in for it in the tests."""

from datetime import UTC, date, datetime, timedelta

import pytest

from samenkracht.core import clock
from tests import moments


@pytest.fixture
def machine(monkeypatch):
    """The portal's own clock, on a machine whose clock stands where the test says."""

    def set_to(at):
        monkeypatch.setattr(clock, "now", moments.clock_of_the_portal)
        monkeypatch.setattr(clock, "of_the_machine", lambda: at)

    return set_to


def test_the_clock_is_the_one_of_the_machine_unless_it_was_moved(machine):
    at = datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)
    machine(at)
    assert (clock.now(), clock.today()) == (at, date(2026, 12, 31))


def test_a_moved_clock_moves_the_moment_and_the_day(machine, settings):
    settings.CLOCK_OFFSET = timedelta(days=400, seconds=1)
    machine(datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC))
    assert (clock.now(), clock.today()) == (datetime(2028, 2, 4, 23, tzinfo=UTC), date(2028, 2, 5))


def test_in_the_tests_the_clock_stands_until_one_moves_it(portal_clock):
    assert (clock.now(), clock.today()) == (moments.NOW, moments.TODAY)
    portal_clock.move(days=30)
    assert (clock.now(), clock.today()) == (moments.NOW + timedelta(days=30), moments.day(30))
