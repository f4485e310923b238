"""Municipalities through the years, and what a postcode suggests."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from projects import queries
from projects.models import Municipality, PostcodeArea, Programme
from tests.moments import NOW


def names(pc4, at=NOW):
    return [municipality.name for municipality in queries.municipality_suggestions(pc4, at)]


@pytest.fixture
def merged(db):
    """Wijdemeren went up in Hilversum on the first of January."""
    heir = Municipality.objects.get(name="Hilversum")
    Municipality.objects.filter(name="Wijdemeren").update(valid_until=date(2027, 1, 1), successor=heir)


def test_the_region_has_seven_municipalities_of_which_one_partly(db):
    found = queries.municipalities_at(NOW)

    assert [municipality.name for municipality in found] == [
        "Blaricum",
        "Eemnes",
        "Gooise Meren",
        "Hilversum",
        "Huizen",
        "Laren",
        "Wijdemeren",
    ]
    assert [municipality.name for municipality in found if municipality.membership == "partial"] == ["Eemnes"]


def test_eemnes_did_not_take_part_before_2016(db):
    day_before = datetime(2015, 12, 31, 22, 59, tzinfo=UTC)
    midnight_here = datetime(2015, 12, 31, 23, 0, tzinfo=UTC)

    assert "Eemnes" not in [m.name for m in queries.municipalities_at(day_before)]
    assert "Eemnes" in [m.name for m in queries.municipalities_at(midnight_here)]


def test_there_are_programmes(db):
    assert list(Programme.objects.values_list("slug", flat=True))[:2] == [
        "gezondheid-en-ondersteuning",
        "jeugd-en-onderwijs",
    ]


def test_a_postcode_that_lies_in_one_municipality_suggests_that_one(db):
    assert names("1271") == ["Huizen"]


@pytest.mark.parametrize("pc4", ["1213", "1215", "1216", "1217"])
def test_a_postcode_on_a_border_suggests_both_by_name(db, pc4):
    assert names(pc4) == ["Hilversum", "Wijdemeren"]


def test_the_other_postcodes_on_borders_suggest_both(db):
    assert (names("1222"), names("1272"), names("1403")) == (
        ["Gooise Meren", "Hilversum"],
        ["Blaricum", "Huizen"],
        ["Gooise Meren", "Hilversum"],
    )


@pytest.mark.parametrize("pc4", ["1012", "1382", "0000", "", "abcd"])
def test_a_postcode_outside_the_region_suggests_nothing(db, pc4):
    assert names(pc4) == []


def test_after_a_merger_the_successor_is_suggested_once(merged):
    after = datetime(2027, 1, 1, 10, 0, tzinfo=UTC)

    assert names("1231") == ["Wijdemeren"]
    assert names("1231", after) == ["Hilversum"]
    assert names("1213", after) == ["Hilversum"]
    assert len(queries.municipalities_at(after)) == 6


def test_a_municipality_that_left_without_successor_is_no_longer_suggested(db):
    Municipality.objects.filter(name="Eemnes").update(valid_until=date(2026, 1, 1))

    assert names("3755") == []


def test_municipalities_that_succeed_each_other_in_a_circle_do_not_hang(db):
    blaricum, laren = Municipality.objects.filter(name__in=["Blaricum", "Laren"]).order_by("name")
    Municipality.objects.filter(pk=blaricum.pk).update(valid_until=date(2026, 1, 1), successor=laren)
    Municipality.objects.filter(pk=laren.pk).update(valid_until=date(2026, 1, 1), successor=blaricum)

    assert names("1261") == []


def test_the_map_of_postcodes_costs_two_queries(db, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = queries.postcode_map(NOW)

    assert found["1213"] == ("0402", "1696")


def test_the_database_refuses_an_end_before_the_start(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.filter(name="Eemnes").update(valid_until=date(2010, 1, 1))


def test_the_database_refuses_a_postcode_that_is_none(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        PostcodeArea.objects.create(pc4="0123", municipality=Municipality.objects.first())
