"""The portal's clock."""

from datetime import date, timedelta

from django.utils import timezone

from samenkracht.core import clock


def test_the_clock_is_the_one_of_the_machine_unless_it_was_moved(settings):
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)


def test_a_moved_clock_moves_the_moment_and_the_day(settings):
    settings.CLOCK_OFFSET = timedelta(days=400)
    assert clock.now() - timezone.now() > timedelta(days=399)
    assert clock.today() == timezone.localdate(timezone.now() + timedelta(days=400))
    assert isinstance(clock.today(), date)
