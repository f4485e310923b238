"""Small groups cannot be found: not by subtraction, and not by who knows how they are hidden."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from participation.results.analysis import HIDDEN, THRESHOLD, WIDTH, suppress, suppress_overlapping

counts = st.lists(
    st.one_of(st.integers(0, 14), st.integers(0, 60), st.sampled_from([0, 9, 10, 11, 5_000])), min_size=1, max_size=8
)


def cells_of(numbers):
    return {f"antwoord {place}": n for place, n in enumerate(numbers)}


def hidden_keys(result):
    return [key for key, shown in result.cells.items() if shown is HIDDEN]


def shown(numbers, **options):
    return list(suppress(cells_of(numbers), **options).cells.values())


# --- examples -------------------------------------------------------------------------------------------------------


def test_large_groups_are_shown_as_they_are():
    assert shown([120, 80, 30]) == [120, 80, 30]


def test_a_group_of_exactly_the_threshold_is_shown():
    assert shown([10, 30]) == [10, 30]


def test_one_small_group_takes_the_next_one_with_it():
    assert shown([120, 80, 30, 4]) == [120, 80, HIDDEN, HIDDEN]


def test_small_groups_that_are_many_together_hide_each_other():
    assert shown([120, 80, 30, 4, 5, 3]) == [120, 80, 30, HIDDEN, HIDDEN, HIDDEN]


def test_small_groups_that_are_few_together_take_another_one_with_them():
    assert shown([120, 80, 30, 4, 0]) == [120, 80, HIDDEN, HIDDEN, HIDDEN]


def test_two_groups_of_nine_would_be_known_to_be_nine_so_another_one_goes_with_them():
    # 18 together and both below 10: only 9 and 9.
    assert shown([300, 40, 9, 9]) == [300, HIDDEN, HIDDEN, HIDDEN]


def test_a_nine_does_not_hide_behind_a_ten():
    assert shown([300, 40, 10, 9]) == [300, HIDDEN, HIDDEN, HIDDEN]


def test_everybody_gave_the_same_answer_is_not_said():
    assert shown([50, 0, 0]) == [HIDDEN, HIDDEN, HIDDEN]


def test_nobody_gave_this_answer_is_not_said():
    assert shown([50, 40, 0]) == [50, HIDDEN, HIDDEN]


def test_of_fewer_than_ten_answers_only_the_total_is_shown():
    result = suppress({"ja": 6, "nee": 3})

    assert list(result.cells.values()) == [HIDDEN, HIDDEN]
    assert result.total == 9


def test_equal_groups_are_hidden_or_shown_together():
    assert shown([100, 12, 12, 3]) == [100, HIDDEN, HIDDEN, HIDDEN]


def test_a_set_of_one_group_says_no_more_than_its_total():
    assert shown([50]) == [50]
    assert shown([9]) == [HIDDEN]


def test_without_cells_there_is_nothing_to_hide():
    result = suppress({})

    assert (dict(result.cells), result.total, result.hides) == ({}, 0, False)


def test_where_no_total_is_known_only_the_small_groups_are_hidden():
    assert shown([120, 30, 4], total_known=False) == [120, 30, HIDDEN]
    assert shown([120], total_known=False) == [120]
    assert shown([5], total_known=False) == [HIDDEN]


def test_a_hidden_cell_holds_no_number_and_has_no_share():
    result = suppress({"ja": 90, "nee": 60, "weet niet": 3})

    assert result.share("ja") == pytest.approx(90 / 153)
    assert result.share("weet niet") is HIDDEN
    assert "3" not in repr(result.cells["weet niet"])
    assert str(HIDDEN) == "te weinig om te tonen"


def test_a_negative_count_is_an_error():
    with pytest.raises(ValueError, match="negative"):
        suppress({"ja": -1})


def test_keys_of_a_two_way_table_fit():
    assert suppress({("Huizen", "ja"): 40, ("Huizen", "nee"): 30}).cells == {
        ("Huizen", "ja"): 40,
        ("Huizen", "nee"): 30,
    }


# --- promises -------------------------------------------------------------------------------------------------------


def assert_promised(cells, hide):
    """The promises about one set of cells, kept by ``hide`` (which the tests below also give a worse one)."""
    result = hide(cells)
    hidden = hidden_keys(result)
    visible = {key: n for key, n in result.cells.items() if n is not HIDDEN}
    assert visible == {key: cells[key] for key in visible}
    assert result.total == sum(cells.values())
    if not visible:
        return
    assert all(n >= THRESHOLD for n in visible.values())
    assert len(cells) == 1 or result.total not in visible.values()
    assert len(hidden) != 1
    # All that is known: the hidden cells are not negative and add up to what the total leaves.
    together = result.total - sum(visible.values())
    if hidden:
        lowest, highest = (0, together) if len(hidden) > 1 else (together, together)
        assert highest - lowest >= WIDTH
        assert highest >= THRESHOLD


@settings(max_examples=2_000, deadline=None)
@given(counts)
def test_who_knows_the_total_and_all_shown_cells_cannot_pin_a_hidden_one(numbers):
    assert_promised(cells_of(numbers), suppress)


def worlds(together, cells):
    """All ways to divide a number over so many cells."""
    for part in product(range(together + 1), repeat=cells - 1):
        if sum(part) <= together:
            yield (*part, together - sum(part))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.integers(0, 12), st.integers(0, 40)), min_size=2, max_size=5))
def test_who_also_knows_this_program_cannot_pin_a_hidden_one(numbers):
    cells = cells_of(numbers)
    result = suppress(cells)
    hidden = hidden_keys(result)
    together = sum(cells[key] for key in hidden)
    assume(hidden and len(hidden) < len(cells))
    assume(len(hidden) <= 3 and together <= 70)

    possible = [
        world
        for world in worlds(together, len(hidden))
        if suppress(cells | dict(zip(hidden, world, strict=True))).cells == result.cells
    ]

    for place in range(len(hidden)):
        found = [world[place] for world in possible]
        assert max(found) - min(found) >= WIDTH


@settings(deadline=None)
@given(counts, st.randoms(use_true_random=False))
def test_the_same_cells_are_hidden_whatever_their_order(numbers, random):
    cells = cells_of(numbers)
    order = list(cells)
    random.shuffle(order)

    again = suppress({key: cells[key] for key in order})

    assert dict(again.cells) == dict(suppress(cells).cells)
    assert list(again.cells) == order


@settings(deadline=None)
@given(counts, st.integers(1, 40))
def test_another_threshold_is_kept_as_well(numbers, threshold):
    result = suppress(cells_of(numbers), threshold=threshold)

    assert all(n is HIDDEN or n >= threshold for n in result.cells.values())


# --- control: the test above sees a rule that is not good enough ------------------------------------------------------


class Naive:
    """Hides small cells and nothing else."""

    def __init__(self, cells):
        self.cells = {key: HIDDEN if n < THRESHOLD else n for key, n in cells.items()}
        self.total = sum(cells.values())


@pytest.mark.parametrize("numbers", [[120, 80, 30, 4], [120, 80, 30, 4, 0], [50, 0, 0]])
def test_a_rule_that_only_hides_small_cells_would_be_caught(numbers):
    with pytest.raises(AssertionError):
        assert_promised(cells_of(numbers), Naive)


# --- several choices each -------------------------------------------------------------------------------------------


def shown_choices(numbers, givers, others=None):
    return tuple(suppress_overlapping(cells_of(numbers), givers=givers, others=others).cells.values())


def test_choices_of_many_are_shown_and_those_of_few_are_not():
    assert shown_choices([60, 50, 40, 4], 100) == (60, 50, 40, HIDDEN)


def test_a_choice_of_almost_everybody_says_who_did_not_make_it_and_is_hidden():
    assert shown_choices([95, 60, 50], 100) == (HIDDEN, 60, 50)


def test_what_the_others_leave_over_takes_the_next_choice_with_it():
    assert shown_choices([60, 35, 5], 100) == (60, HIDDEN, HIDDEN)
    assert shown_choices([46, 45, 9], 100) == (HIDDEN, HIDDEN, HIDDEN)


def test_how_many_gave_no_answer_cannot_be_read_from_which_choice_is_shown():
    # 89 of 99 would be shown if the one person without an answer did not have to be kept out of it.
    assert shown_choices([89, 80, 60], 99, others=1) == (HIDDEN, 80, 60)
    assert shown_choices([89, 80, 60], 99, others=20) == (89, 80, 60)


@given(counts, st.integers(0, 60), st.one_of(st.none(), st.integers(0, 30)))
def test_no_shown_choice_is_of_few_or_leaves_few(numbers, more, others):
    givers = max(numbers) + more
    for shown_count in shown_choices(numbers, givers, others):
        if shown_count is not HIDDEN:
            assert THRESHOLD <= shown_count <= givers - THRESHOLD


@pytest.mark.parametrize("givers", [20, 23, 26])
def test_who_knows_this_program_cannot_pin_a_hidden_choice(givers):
    worlds = {}
    for numbers in product(range(givers + 1), repeat=3):
        if sum(numbers) >= givers:
            worlds.setdefault(shown_choices(numbers, givers), []).append(numbers)
    for seen, possible in worlds.items():
        for place, shown_count in enumerate(seen):
            if shown_count is HIDDEN:
                values = {numbers[place] for numbers in possible}
                assert max(values) - min(values) >= WIDTH
                assert min(values) <= THRESHOLD - WIDTH or min(values) >= THRESHOLD
