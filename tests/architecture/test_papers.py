"""The papers name what is there: files of docs/where.md, and a state and a day for each decision."""

import re

import pytest

from tests.services.environment import ROOT

pytestmark = pytest.mark.once
DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "adr").glob("*.md"))


def named_files(paper: str) -> set[str]:
    """What stands in backticks and looks like a place of the repository; NEW is what somebody is to make."""
    named = re.findall(r"`([A-Za-z0-9_.]+(?:/[A-Za-z0-9_.-]*)+)`", paper)
    return {place for place in named if "NEW" not in place and not place.startswith("var/")}


def test_every_file_that_the_paper_for_a_first_hour_names_is_there():
    named = named_files((DOCS / "where.md").read_text())
    assert len(named) > 30
    assert {place for place in named if not (ROOT / place).exists()} == set()


def test_a_file_that_is_not_there_would_be_found():
    assert named_files("`projects/services/nowhere.py` and `reports/render/NEW/`") == {"projects/services/nowhere.py"}


@pytest.mark.parametrize("paper", DECISIONS, ids=lambda path: path.stem)
def test_every_decision_has_its_number_a_state_and_a_day(paper):
    head = rf"# {paper.name[:4]} .+\n\n(Accepted|Superseded), 20\d\d-\d\d-\d\d[.:]"
    assert re.match(head, paper.read_text()), (
        "the title with the number of the file, and below it: Accepted, 2026-12-01."
    )
