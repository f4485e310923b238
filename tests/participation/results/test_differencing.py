"""Tables beside each other: nobody may work out what a few people said from what is left over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.results.analysis import BreakdownTable, Rows, disclosive_groups, shared, size

pytestmark = pytest.mark.once


def over(first: int, last: int, **groups: int | None) -> BreakdownTable:
    return BreakdownTable([(first, last)], groups)


@pytest.mark.parametrize(
    ("before", "now", "tells"),
    [
        (over(1, 50, a=20, b=30), over(1, 51, a=21, b=30), {"a"}),  # one person, who chose a
        (over(1, 50, a=20, b=30), over(1, 74, a=29, b=45), {"a"}),  # nine of the newcomers chose a
        (over(1, 50, a=20, b=30), over(1, 75, a=30, b=45), set()),
        (over(1, 50, a=20, b=30), over(1, 60, a=20, b=40), set()),
        (over(1, 32, a=20, b=None), over(1, 32, a=20, b=12), set()),  # nobody saw how many there were before
        (over(1, 32, a=20, b=12), over(1, 32, a=20, b=None), set()),
        (over(1, 20, a=20), BreakdownTable([(1, 4), (6, 20)], {"a": 19}), {"a"}),  # somebody had their answers removed
        (over(1, 20, a=20), over(1, 35, a=20, c=15), set()),  # an option of a later version
        (over(1, 60, a=20, b=40), over(101, 160, a=21, b=39), set()),  # other people: nothing to subtract
        (over(1, 60, a=20, b=40), over(31, 90, a=21, b=39), set()),  # half of them: neither difference can be told
    ],
)
def test_a_shown_group_that_is_left_with_a_few_people_tells_of_them(
    before: BreakdownTable, now: BreakdownTable, tells: set[str]
) -> None:
    assert disclosive_groups(now, [before]) == tells


def test_a_part_tells_of_the_rest_of_a_whole_that_was_shown_before() -> None:
    year = over(1, 300, yes=120, no=180)

    # Who knows the year and reads these nine months knows that four of the other people said no.
    assert disclosive_groups(over(1, 250, yes=74, no=176), [year]) == {"no"}
    assert disclosive_groups(over(1, 250, yes=90, no=160), [year]) == frozenset()


def test_parts_together_tell_what_none_of_them_tells_alone() -> None:
    quarters = [over(1, 100, a=50, b=50), over(101, 200, a=60, b=40)]
    half_a_year = over(1, 203, a=112, b=91)

    assert not disclosive_groups(half_a_year, quarters[:1])
    assert disclosive_groups(half_a_year, quarters) == {"a", "b"}
    # So it is for the last of the parts, when the whole was there first.
    assert disclosive_groups(quarters[1], [half_a_year, quarters[0]]) == {"a", "b"}


def test_a_group_that_a_table_leaves_out_has_nobody() -> None:
    assert disclosive_groups(over(1, 40, web=28, paper=12), [over(1, 30, web=20)]) == {"web"}


def test_what_was_withdrawn_since_does_not_make_two_tables_strangers() -> None:
    before = over(1, 60, a=30, b=30)
    now = BreakdownTable([(1, 9), (11, 66)], {"a": 34, "b": 31})

    assert disclosive_groups(now, [before]) == {"a", "b"}


ids = st.frozensets(st.integers(1, 60))


def rows_of(numbers: frozenset[int]) -> Rows:
    rows: list[tuple[int, int]] = []
    for n in sorted(numbers):
        if rows and rows[-1][1] == n - 1:
            rows[-1] = (rows[-1][0], n)
        else:
            rows.append((n, n))
    return rows


@given(ids, ids)
def test_ranges_are_counted_as_sets_are(one: frozenset[int], other: frozenset[int]) -> None:
    assert size(rows_of(one)) == len(one)
    assert shared(rows_of(one), rows_of(other)) == len(one & other)
