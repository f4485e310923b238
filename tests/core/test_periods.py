from datetime import UTC, date, datetime, timedelta

import pytest

from samenkracht.core.values.periods import Period, is_open, local_day, midnight


def test_a_period_is_half_open_and_says_its_last_day():
    period = Period(date(2026, 7, 1), date(2026, 10, 1))
    assert date(2026, 7, 1) in period
    assert date(2026, 10, 1) not in period
    assert str(period) == "1 juli 2026 tot en met 30 september 2026"


def test_an_empty_period_is_refused():
    with pytest.raises(ValueError, match="ends after"):
        Period(date(2026, 7, 1), date(2026, 7, 1))


def test_midnights_follow_the_clock_of_amsterdam_over_both_changes():
    assert midnight(date(2027, 3, 28)).astimezone(UTC) == datetime(2027, 3, 27, 23, tzinfo=UTC)
    assert midnight(date(2027, 3, 29)).astimezone(UTC) == datetime(2027, 3, 28, 22, tzinfo=UTC)
    assert midnight(date(2027, 11, 1)).astimezone(UTC) == datetime(2027, 10, 31, 23, tzinfo=UTC)
    assert local_day(datetime(2027, 3, 28, 22, tzinfo=UTC)) == date(2027, 3, 29)


def test_open_starts_at_the_opening_and_ends_just_before_the_closing():
    opening, closing = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
    tick = timedelta(microseconds=1)
    assert [is_open(opens_at=opening, closes_at=closing, at=at) for at in (
        opening - tick, opening, closing - tick, closing,
    )] == [False, True, True, False]  # fmt: skip
    assert is_open(opens_at=None, closes_at=None, at=closing)
