"""Frozen content: written down, read back, recognised by its digest."""

import json
from datetime import date
from pathlib import Path

import pytest

from reports.figures.content import beside_others, bounds_of, ranges_of
from reports.papers.content.document import UnreadableContent
from reports.papers.content.naming import edition_label, in_groups, period_name
from reports.progress.content import ProgressReport
from samenkracht.core.values.json import digest
from samenkracht.core.values.periods import Period
from tests.factories.reports import a_progress_report

GOLDEN = Path(__file__).parents[2] / "golden" / "reports" / "progress-1.json"
GOLDEN_2 = GOLDEN.with_name("progress-2.json")
GOLDEN_3 = GOLDEN.with_name("progress-3.json")


def test_content_survives_being_written_down() -> None:
    content = a_progress_report()

    assert ProgressReport.from_json(json.loads(json.dumps(content.to_json()))) == content


def test_the_golden_document_of_schema_1_is_still_read_the_same() -> None:
    document = json.loads(GOLDEN.read_text())

    content = ProgressReport.from_json(document)

    old, new = beside_others(document)["chapters"][0], content.to_json()["chapters"][0]
    assert [goal["text"] for goal in new["goals"]] == old["goals"]
    assert {name: new[name] for name in old if name not in {"goals", "plan_lines"}} == {
        name: old[name] for name in old if name not in {"goals", "plan_lines"}
    }
    assert [figure.value for _where, figure in content.figures()] == [273, 212, 212, 61]


def test_the_golden_document_of_schema_2_is_still_read_the_same() -> None:
    document = json.loads(GOLDEN_2.read_text())

    assert ProgressReport.from_json(document).to_json() == beside_others(document) | {"schema": 3}


def test_the_golden_document_of_schema_3_is_still_read_the_same() -> None:
    document = json.loads(GOLDEN_3.read_text())

    assert digest(ProgressReport.from_json(document).to_json()) == digest(document)


@pytest.mark.parametrize(
    "change", [{"schema": 4}, {"schema": None}, {"kind": "evaluation"}, {"chapters": [{}]}, {"chapters": 3}]
)
def test_a_document_that_is_no_progress_report_is_refused_in_words(change: dict[str, object]) -> None:
    with pytest.raises(UnreadableContent):
        ProgressReport.from_json(a_progress_report().to_json() | change)


def test_every_figure_of_a_report_is_named() -> None:
    assert [where for where, _figure in a_progress_report().figures()] == [
        "totaal",
        "Hulp bij het huishouden",
        "Hulp bij het huishouden, planregel Ervaringen met hulp",
        "Hulp bij het huishouden: Hoe tevreden bent u?",
        "Eén loket voor werk",
        "Eén loket voor werk, planregel Ervaringen met hulp",
    ]


@pytest.mark.parametrize(
    ("start", "until", "name"),
    [
        ("2026-07-01", "2026-10-01", "derde kwartaal 2026"),
        ("2026-10-01", "2027-01-01", "vierde kwartaal 2026"),
        ("2026-01-01", "2027-01-01", "2026"),
        ("2026-12-01", "2027-01-01", "december 2026"),
        ("2026-02-01", "2026-05-01", "1 februari 2026 tot en met 30 april 2026"),
        ("2026-07-02", "2026-07-03", "2 juli 2026 tot en met 2 juli 2026"),
    ],
)
def test_a_period_is_called_what_people_call_it(start: str, until: str, name: str) -> None:
    assert period_name(Period(date.fromisoformat(start), date.fromisoformat(until))) == name


def test_a_quarter_numbers_the_report() -> None:
    assert edition_label(Period(date(2026, 10, 1), date(2027, 1, 1))) == "Voortgangsrapportage 2026-4"


@pytest.mark.parametrize("ids", [[], [7], [1, 2, 3], [1, 3, 4, 9], list(range(5, 2000, 2))])
def test_ranges_hold_exactly_the_ids(ids: list[int]) -> None:
    assert [n for first, last in bounds_of(ranges_of(ids)) for n in range(first, last + 1)] == ids


def test_a_run_of_ids_is_one_range() -> None:
    assert ranges_of([1, 2, 3, 7, 9, 10]) == "1-3,7,9-10"


def test_a_digest_is_read_in_groups_of_four() -> None:
    assert in_groups("7f3a91c2e40b" + "0" * 52) == "7f3a 91c2 e40b"
