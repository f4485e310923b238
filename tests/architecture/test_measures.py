"""What docs/house.md says of the code: measured anew, and nothing got worse."""

import ast

import pytest

from scripts import measure_house as house

pytestmark = pytest.mark.once


def test_nothing_that_is_measured_of_the_code_got_worse():
    assert house.worse(house.measured(), house.written(house.PAPER.read_text())) == [], "make house"


def test_the_paper_has_every_measure():
    assert list(house.written(house.PAPER.read_text())) == [one.name for one in house.MEASURES]


def test_what_is_written_is_what_is_read_again():
    now = {one.name: float(number) for number, one in enumerate(house.MEASURES, start=1)}
    assert house.written(house.paper(now)) == now


def test_a_number_may_get_worse_as_long_as_it_is_no_worse_than_its_goal():
    one = next(one for one in house.MEASURES if one.goal == 15)
    assert house.worse({one.name: 15}, {one.name: 12}) == []
    assert house.worse({one.name: 16}, {one.name: 12}) == [f"{one.name}: 16, and 12 is what stands in the paper"]
    assert house.worse({one.name: 20}, {one.name: 20}) == []


def test_what_is_told_and_not_held_may_grow():
    one = next(one for one in house.MEASURES if one.goal is None)
    assert house.worse({one.name: 2}, {one.name: 1}) == []


def test_files_that_import_each_other_are_a_circle(monkeypatch):
    pairs = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"e"}, "e": {"d"}, "f": {"a", "g"}, "g": set()}
    monkeypatch.setattr(house, "imports", lambda: pairs)
    assert house.import_cycles() == 2


def test_a_question_type_that_is_named_outside_its_own_file_is_found():
    named = 'if question.kind == "scale": pass\nmatch kind:\n    case "number": pass\nWIDE = {"long_text"}\n'
    assert sorted(house.kinds_in(ast.parse(named))) == [1, 3, 4]
    columns = 'rows.order_by("number").values_list("municipality")\n'
    assert house.kinds_in(ast.parse(columns)) == []
