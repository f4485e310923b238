"""The way of one person through a questionnaire."""

import pytest

from participation.formbuilder.path import Path, path
from participation.formbuilder.schema import Definition, Step
from tests.participation.formbuilder.questionnaire import ANSWERS, DEFINITION


def steps(*indexes: int) -> Path:
    """A way over these steps of a questionnaire of five."""
    return Path(tuple((index, Step(key=f"s{index}", title="", intro="", questions=())) for index in indexes))


def test_everybody_gets_every_step_and_every_question():
    for answers in ({}, ANSWERS):
        way = path(DEFINITION, answers)
        assert list(way) == list(enumerate(DEFINITION.steps))
        assert list(way.questions()) == list(DEFINITION.questions())


def test_a_single_step_has_no_overview():
    assert not path(Definition(steps=DEFINITION.steps[:1]), {}).has_overview
    assert path(Definition(steps=DEFINITION.steps[:1]), {}).pages == 1
    assert steps(0, 1).has_overview
    assert steps(0, 1).pages == 3


@pytest.mark.parametrize(("index", "before", "nearest", "after"), [(0, 0, 0, 2), (2, 0, 2, 3), (3, 2, 3, None)])
def test_a_step_that_is_left_out_is_passed_over_in_both_directions(index, before, nearest, after):
    way = steps(0, 2, 3)
    assert (way.before(index), way.nearest(index), way.after(index)) == (before, nearest, after)
    assert way.last == 3


@pytest.mark.parametrize(("index", "nearest"), [(-1, 0), (1, 0), (999_999_999, 3)])
def test_an_address_of_no_step_leads_to_the_one_before_it(index, nearest):
    assert steps(0, 2, 3).nearest(index) == nearest
