import contextlib
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from samenkracht.core.values.dates import KnownDate, KnownDateFormField, YearOutside


@pytest.mark.parametrize(
    ("typed", "iso", "shown"),
    [
        ("januari 2017", "2017-01", "januari 2017"),
        ("12 juni 2024", "2024-06-12", "12 juni 2024"),
        ("12-06-2024", "2024-06-12", "12 juni 2024"),
        ("12-6-24", "2024-06-12", "12 juni 2024"),
        ("2018", "2018", "2018"),
        ("  Doorlopend ", "ongoing", "doorlopend"),
        ("", "", "nog niet bekend"),
        ("mrt 2027", "2027-03", "maart 2027"),
        ("٢٠٢٧", "2027", "2027"),
        ("۱۲-۰۶-۲۰۲۷", "2027-06-12", "12 juni 2027"),
        ("１２ juni ２０２７", "2027-06-12", "12 juni 2027"),
        ("1900", "1900", "1900"),
        ("31-12-2100", "2100-12-31", "31 december 2100"),
    ],
)
def test_a_date_is_read_in_the_precision_in_which_it_is_known(typed, iso, shown):
    known = KnownDate.parse(typed)
    assert (known.iso, str(known)) == (iso, shown)


@pytest.mark.parametrize("typed", ["1899", "2101", "1-1-0202", "juni 9999", "31-12-1899", "0202-01", "٠٢٠٢"])
def test_year_that_nobody_means_is_refused_and_says_between_which_years(typed):
    with pytest.raises(YearOutside):
        KnownDate.parse(typed)
    with pytest.raises(ValidationError, match="tussen 1900 en 2100"):
        KnownDateFormField(required=False).clean(typed)


@pytest.mark.parametrize("typed", ["²⁰²⁷", "二〇二七", "MMXXVII", "2O27", "½027"])
def test_signs_that_only_look_like_digits_are_refused_in_words(typed):
    with pytest.raises(ValidationError, match="Schrijf een datum"):
        KnownDateFormField(required=False).clean(typed)


@given(st.text(max_size=10) | st.from_regex(r"\d{4}(-\d{2}){0,2}", fullmatch=True))
def test_whatever_is_stored_can_be_shown_sorted_and_judged(text):
    known = KnownDate.stored(text)
    assert str(known)
    assert known.words
    assert known.is_late(date(2027, 1, 1)) in (True, False)
    assert sorted([known, KnownDate("2027"), KnownDate("")], key=lambda one: one.sort_key)
    assert known.is_unreadable or known == KnownDate(known.iso)


def test_what_cannot_be_read_says_so_stays_as_stored_and_comes_back_in_the_form_to_be_mended():
    known = KnownDate.stored("2027-13")
    assert (str(known), known.iso, known.is_unreadable, known.first_day) == ("niet te lezen", "2027-13", True, None)
    assert KnownDateFormField().prepare_value(known) == "2027-13"
    assert sorted([known, KnownDate("ongoing"), KnownDate("")], key=lambda one: one.sort_key)[-1] is known


@pytest.mark.parametrize("typed", ["31-02-2027", "ma 2027", "ooit", "2027-13", "12 jui 2024 x", "0", "\x00"])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValueError, match="."):
        KnownDate.parse(typed)


@given(st.text(max_size=50))
def test_any_text_is_a_date_or_a_value_error(text):
    with contextlib.suppress(ValueError):
        known = KnownDate.parse(text)
        assert KnownDate.parse(str(known)) == known


def test_a_month_is_late_only_when_its_last_day_is_behind_us():
    known = KnownDate("2027-02")
    assert not known.is_late(date(2027, 2, 28))
    assert known.is_late(date(2027, 3, 1))


def test_unknown_and_ongoing_are_never_late():
    assert not KnownDate("").is_late(date(2999, 1, 1))
    assert not KnownDate("ongoing").is_late(date(2999, 1, 1))


def test_dates_sort_in_time_with_ongoing_and_unknown_last():
    shuffled = ["", "2018", "2017-03", "ongoing", "2017-03-04", "2017"]
    assert [k.iso for k in sorted(map(KnownDate, shuffled), key=lambda k: k.sort_key)] == [
        "2017-03-04", "2017-03", "2017", "2018", "ongoing", "",
    ]  # fmt: skip


def test_a_required_date_field_says_what_to_write_when_it_cannot_read_it():
    field = KnownDateFormField(required=True)
    with pytest.raises(Exception, match="Schrijf een datum"):
        field.clean("ooit eens")
    with pytest.raises(Exception, match="verplicht"):
        field.clean("")
