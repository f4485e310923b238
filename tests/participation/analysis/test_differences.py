"""Yesterday's table beside today's: nobody may work out what the few said that came in between."""

import pytest

from participation.analysis.differences import tells_of_few

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("before", "now", "tells"),
    [
        ({"a": 20, "b": 30}, {"a": 21, "b": 30}, True),  # one person, who chose a
        ({"a": 20, "b": 30}, {"a": 29, "b": 45}, True),  # nine of the newcomers chose a
        ({"a": 20, "b": 30}, {"a": 30, "b": 45}, False),
        ({"a": 20, "b": 30}, {"a": 20, "b": 40}, False),
        ({"a": 20, "b": None}, {"a": 20, "b": 12}, False),  # nobody saw how many there were before
        ({"a": 20, "b": 12}, {"a": 20, "b": None}, False),
        ({"a": 20}, {"a": 19}, True),  # somebody had their answers removed
        ({"a": 20}, {"a": 20, "c": 15}, False),  # an option of a later version
        ({}, {"a": 20}, False),
    ],
)
def test_a_shown_group_that_changed_by_a_few_tells_of_them(
    before: dict[str, int | None], now: dict[str, int | None], tells: bool
) -> None:
    assert tells_of_few(before, now) is tells
