"""The total of the self-assessment over every boundary of its rule."""

import pytest

from reports.enums import Criterion, Rating
from reports.evaluation.content.assessment import total

G, S, I = Rating.GOOD, Rating.SUFFICIENT, Rating.INSUFFICIENT  # noqa: E741 - a table of letters reads best


def rated(good: int, sufficient: int, insufficient: int) -> dict[Criterion, Rating]:
    given = [G] * good + [S] * sufficient + [I] * insufficient
    return dict(zip(Criterion, given, strict=False))


@pytest.mark.parametrize(
    ("good", "sufficient", "insufficient", "expected", "reason"),
    [
        (10, 0, 0, S, "Geen enkel criterium is onvoldoende."),
        (0, 10, 0, S, "Geen enkel criterium is onvoldoende."),
        (1, 9, 0, S, "Geen enkel criterium is onvoldoende."),
        (0, 9, 1, I, "Eén criterium is onvoldoende, en geen enkel criterium is goed om dat goed te maken."),
        (1, 8, 1, S, "Eén criterium is onvoldoende; dat wordt goedgemaakt, want één criterium is goed."),
        (2, 7, 1, S, "Eén criterium is onvoldoende; dat wordt goedgemaakt, want twee criteria zijn goed."),
        (9, 0, 1, S, "Eén criterium is onvoldoende; dat wordt goedgemaakt, want negen criteria zijn goed."),
        (0, 8, 2, I, "Twee criteria zijn onvoldoende; hoogstens één mag dat zijn."),
        (8, 0, 2, I, "Twee criteria zijn onvoldoende; hoogstens één mag dat zijn."),
        (1, 7, 2, I, "Twee criteria zijn onvoldoende; hoogstens één mag dat zijn."),
        (0, 0, 10, I, "Tien criteria zijn onvoldoende; hoogstens één mag dat zijn."),
    ],
)
def test_the_total_follows_the_rule_at_its_boundaries(
    good: int, sufficient: int, insufficient: int, expected: Rating, reason: str
) -> None:
    found = total(rated(good, sufficient, insufficient))

    assert (found.rating, found.reason) == (expected, reason)


def test_every_way_to_rate_ten_criteria_is_sufficient_exactly_when_the_frame_says_so() -> None:
    """All 66 ways; the right-hand side is the frame's own sentence."""
    for good in range(11):
        for insufficient in range(11 - good):
            found = total(rated(good, 10 - good - insufficient, insufficient))
            at_most_one, made_up_for = insufficient <= 1, good >= 1 or insufficient == 0
            assert (found.rating == S) == (at_most_one and made_up_for), (good, insufficient)
            assert found.rating != G
            assert (found.good, found.insufficient, found.missing) == (good, insufficient, ())


@pytest.mark.parametrize("missing", list(Criterion))
def test_one_missing_judgement_leaves_no_total_and_is_named(missing: Criterion) -> None:
    ratings = dict.fromkeys(Criterion, Rating.GOOD)
    del ratings[missing]

    found = total(ratings)

    assert (found.rating, found.missing) == (None, (missing,))
    assert found.reason == "Er is nog geen totaal: één criterium heeft nog geen oordeel."


def test_nothing_rated_names_all_ten_in_the_order_of_the_frame() -> None:
    found = total({})

    assert found.rating is None
    assert found.missing == tuple(Criterion)
    assert found.reason == "Er is nog geen totaal: tien criteria hebben nog geen oordeel."


def test_two_insufficient_give_no_total_either_while_one_is_missing() -> None:
    assert total(rated(0, 7, 2)).rating is None
