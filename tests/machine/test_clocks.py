"""The table of clocks: which work on which day, and what is kept of it."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scripts import run_clocks, run_tests
from scripts.run_clocks import CLOCKS, FULL_AT, Row
from tests.moments import NOW

pytestmark = pytest.mark.once
ROW = Row("new-year", "2026-12-31 23:59:50 CET", "fast", 10, 0, 60, "abc1234", "2026-11-20")


@pytest.fixture
def proof(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setattr(run_clocks, "PROOF", tmp_path / "clocks.json")
    monkeypatch.setattr(run_tests, "FOLDER", tmp_path)
    return tmp_path / "clocks.json"


def test_every_process_is_told_how_far_its_clock_is_from_that_of_the_machine(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(run_clocks, "present", lambda: NOW)
    monkeypatch.setenv("FAKETIME", "of somebody else")

    told = {days: run_clocks.moved(NOW + timedelta(days=days), tmp_path)["FAKETIME"] for days in (-1, 0, 40)}

    assert told == {-1: "-86400s", 0: "+0s", 40: "+3456000s"}


def test_new_row_takes_the_place_of_the_old_one_and_leaves_those_of_other_clocks(proof: Path):
    run_clocks.keep(ROW)
    run_clocks.keep(replace(ROW, clock="day"))

    rows = run_clocks.keep(replace(ROW, failed=3))

    assert [(row.clock, row.failed) for row in rows] == [("day", 0), ("new-year", 3)]
    assert len(json.loads(proof.read_text())) == 2
    assert (
        "| new-year | 2026-12-31 23:59:50 CET | make test-fast | 10 | 3 | 60 |" in proof.with_suffix(".md").read_text()
    )


def test_work_that_counted_nothing_failed(proof: Path, monkeypatch):
    monkeypatch.setitem(run_clocks.WORKS, "fast", lambda *given: (0, 0, ""))
    assert run_clocks.row_of("day", "fast", []).failed == 1


def test_whole_table_has_every_clock_and_all_tests_on_two_of_them(proof: Path, monkeypatch):
    done = []

    def row_of(clock, what, words):
        done.append((clock, what))
        return replace(ROW, clock=clock, what=what)

    monkeypatch.setattr(run_clocks, "row_of", row_of)
    monkeypatch.setattr(run_clocks, "library", lambda: Path("libfaketime"))
    monkeypatch.setattr("sys.argv", ["run_clocks.py"])

    assert run_clocks.main() == 0

    assert [clock for clock, what in done if what == "full"] == list(FULL_AT)
    for what in ("fast", "demo", "bench"):
        assert [clock for clock, one in done if one == what] == list(CLOCKS)


def test_without_libfaketime_that_is_said(proof: Path, monkeypatch, capsys):
    monkeypatch.setattr(run_clocks, "library", lambda: None)
    monkeypatch.setattr("sys.argv", ["run_clocks.py"])

    assert run_clocks.main() == 1

    assert "apt-get install faketime" in capsys.readouterr().err
    assert not proof.exists()
