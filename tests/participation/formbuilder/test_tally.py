"""Counting answers: every submission counts once at every question."""

from hypothesis import given
from hypothesis import strategies as st

from participation.formbuilder import tally
from tests.participation.formbuilder.questionnaire import CONTEXT, DEFINITION

answer_sets = st.lists(
    st.fixed_dictionaries(
        {"waar": st.sampled_from(["GM0402", "GM1942", "not_said"]), "goed": st.just("Veel")},
        optional={
            "reis": st.sampled_from([{"option": "bus"}, {"option": "other", "text": "te voet"}]),
            "hulp": st.sampled_from([{"option": "ja"}, {"option": "nee"}]),
        },
    ),
    max_size=30,
)


def test_answers_are_counted_per_option_with_zeros_in_the_order_of_the_question():
    counted = tally.count(
        DEFINITION,
        [
            {"waar": "GM0402", "reis": {"option": "bus"}, "goed": "a"},
            {"waar": "GM0402", "reis": {"option": "other", "text": "te voet"}, "goed": "b", "hulp": {"option": "ja"}},
        ],
        CONTEXT,
    )

    assert list(counted["reis"].cells.items()) == [("fiets", 0), ("bus", 1), ("taxi", 0), ("other", 1)]
    assert counted["hulp"].cells == {"ja": 1, "nee": 0, "no_answer": 1}
    assert (counted["hulp"].total, counted["hulp"].answered) == (2, 1)
    assert counted["goed"].cells == {"answered": 2}
    assert counted["waar"].cells["GM0402"] == 2


def test_a_municipality_of_another_year_is_not_dropped():
    counted = tally.count(DEFINITION, [{"waar": "GM0417"}], CONTEXT)["waar"]

    assert counted.cells["GM0417"] == 1
    assert [option.label for option in counted.options][-1] == "GM0417"


@given(answer_sets)
def test_the_cells_of_each_question_add_up_to_all_submissions(submissions):
    counted = tally.count(DEFINITION, submissions, CONTEXT)

    assert {key: one.total for key, one in counted.items()} == dict.fromkeys(counted, len(submissions))


@given(answer_sets)
def test_counts_kept_as_cells_give_the_same_tallies(submissions):
    cells = {}
    for answers in submissions:
        for pair in tally.keys(DEFINITION, answers):
            cells[pair] = cells.get(pair, 0) + 1

    assert tally.from_cells(DEFINITION, cells, CONTEXT) == tally.count(DEFINITION, submissions, CONTEXT)
