"""Promise beside reality, in words, at its boundaries."""

from datetime import date

import pytest

from reports.papers.content.promises import feedback_outcome, level_outcome, response_outcome
from samenkracht.core.values.dates import KnownDate

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("promised", "reached", "expected"),
    [
        ("consult", "consult", ("ok", "zoals beloofd")),
        ("consult", "advise", ("ok", "hoger dan beloofd")),
        ("advise", "consult", ("let", "lager dan beloofd")),
        ("self_organise", "inform", ("let", "lager dan beloofd")),
        ("advise", "", ("wacht", "nog niet ingevuld")),
        ("", "advise", ("leeg", "geen trede beloofd")),
        ("", "", ("leeg", "niet beloofd")),
    ],
)
def test_a_step_is_kept_lower_or_higher(promised: str, reached: str, expected: tuple[str, str]) -> None:
    outcome = level_outcome(promised, reached)

    assert (outcome.mark, outcome.words) == expected


@pytest.mark.parametrize(
    ("due", "given", "expected"),
    [
        ("12-10-2026", "12-10-2026", ("ok", "op tijd")),
        ("12-10-2026", "13-10-2026", ("let", "later dan beloofd")),
        ("oktober 2026", "31-10-2026", ("ok", "op tijd")),
        ("oktober 2026", "1-11-2026", ("let", "later dan beloofd")),
        ("12-10-2026", "oktober 2026", ("ok", "gegeven")),
        ("12-10-2026", "november 2026", ("let", "later dan beloofd")),
        ("19-11-2026", "", ("nood", "te laat, nog niet gegeven")),
        ("20-11-2026", "", ("wacht", "nog te gaan")),
        ("doorlopend", "", ("wacht", "nog te gaan")),
        ("doorlopend", "2026", ("ok", "gegeven")),
        ("2026", "doorlopend", ("ok", "gegeven")),
        ("", "12-10-2026", ("ok", "gegeven")),
        ("", "", ("leeg", "geen datum beloofd")),
    ],
)
def test_feedback_is_in_time_late_or_still_to_come(due: str, given: str, expected: tuple[str, str]) -> None:
    outcome = feedback_outcome(KnownDate.parse(due), KnownDate.parse(given), TODAY)

    assert (outcome.mark, outcome.words) == expected


@pytest.mark.parametrize(
    ("received", "target", "expected"),
    [
        (40, 40, ("ok", "gehaald")),
        (39, 40, ("let", "niet gehaald")),
        (0, None, ("leeg", "geen aantal gepland")),
    ],
)
def test_a_number_is_reached_or_not(received: int, target: int | None, expected: tuple[str, str]) -> None:
    outcome = response_outcome(received, target)

    assert (outcome.mark, outcome.words) == expected
