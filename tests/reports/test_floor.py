"""What this floor must not do, read from its source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.figures.indicators import CURRENT, KNOWN
from tests.services.rooms import rooms

ROOT = Path(__file__).parents[2]
# Where live rows and counts of submissions live.
LIVE = {"Submission", "FormTally", "TallyCell", "OutboxEntry", "live_counts", "response_totals", "cells_of"}
SHOWN_TO_ALL = [
    *(
        str(room)
        for room in rooms("urls", "views", "forms", "queries", "render", "content")
        if room.parts[0] == "reports"
    ),
    "reports/queries.py",
]

pytestmark = pytest.mark.once


def sources(place: str) -> Iterator[Path]:
    path = ROOT / place
    assert path.exists(), f"{place} moved: say here where to"
    yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


@pytest.mark.parametrize("place", SHOWN_TO_ALL)
def test_nothing_on_dashboards_or_public_pages_touches_live_rows(place: str) -> None:
    for source in sources(place):
        for node in ast.walk(ast.parse(source.read_text())):
            names = {alias.name for alias in node.names} if isinstance(node, (ast.Import, ast.ImportFrom)) else set()
            assert not names & LIVE, f"{source}:{node.lineno} reads live rows: {names & LIVE}"  # type: ignore[attr-defined]
            if isinstance(node, ast.ImportFrom) and node.module:
                assert not node.module.startswith(
                    ("reports.figures.collect.rows", "reports.dashboard.collect", "participation.models")
                )


def test_templates_of_reports_show_no_rows_of_other_floors() -> None:
    for template in (ROOT / "templates" / "reports").rglob("*.html"):
        text = template.read_text()
        assert "submission" not in text, template
        assert "style=" not in text, template
        assert "<script" not in text, template


def test_every_definition_says_in_words_what_it_counts() -> None:
    for definition in KNOWN.values():
        assert len(definition.text) > 80
        assert definition.unit
        assert definition.title
    assert {key for key, _version in KNOWN} == set(CURRENT)


def test_every_definition_stands_in_a_file_of_its_own() -> None:
    files = {path.stem for path in (ROOT / "reports" / "figures" / "indicators").glob("*.py")} - {
        "__init__",
        "definition",
    }

    assert files == set(CURRENT)
