"""A recount names exactly what no longer stands."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from participation.builder.services import forms
from participation.models import Submission, TallyCell
from participation.results import services as tallies
from reports.dashboard import services as daily_batch
from reports.enums import Verdict
from reports.figures.indicators import CURRENT, KNOWN, response
from reports.models import DailyFigure, Report, ReportFile
from reports.recount.collect import Finding, recount
from reports.runs.services import compiling, runs
from samenkracht.accounts.actors import System
from tests.factories.reports import a_questionnaire, send
from tests.moments import NOW
from tests.reports.conftest import ASKING, RECEIVED, Scene, clock

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def counted(scene: Scene) -> Scene:
    """A report, a day's figures and folded tallies: everything that a recount looks at."""
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)
    claimed = runs.claim(run_id=run.pk, at=NOW)
    assert claimed is not None
    assert compiling.compile_claimed(run=claimed, clock=clock) is not None
    assert daily_batch.create(at=NOW) is not None
    tallies.aggregate_all(form_id=scene.version.form_id)
    return scene


def behind_the_back(table: str) -> None:
    """Take the lock off a table, as somebody with the database in hands could."""
    on = "" if connection.vendor == "sqlite" else f" ON {table}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_no_update{on}")


def verdicts(which: Verdict) -> list[Finding]:
    return [finding for finding in recount() if finding.verdict is which]


def test_what_nobody_touched_is_equal(counted: Scene) -> None:
    found = list(recount())

    assert {finding.verdict for finding in found} == {Verdict.EQUAL}
    assert len(found) > 10


def test_a_changed_daily_figure_is_named(counted: Scene) -> None:
    behind_the_back("reports_dailyfigure")
    stored = DailyFigure.objects.get(definition="response")
    DailyFigure.objects.filter(pk=stored.pk).update(value=31)

    assert [f.about for f in verdicts(Verdict.DIFFERS)] == ["figures of 2026-11-20, Hulp bij het huishouden, response"]


def test_a_daily_figure_whose_content_is_changed_is_named_with_both_counts(counted: Scene) -> None:
    behind_the_back("reports_dailyfigure")
    stored = DailyFigure.objects.get(definition="response")
    DailyFigure.objects.filter(pk=stored.pk).update(value=31, content={**stored.content, "value": 31})

    found = {f.about: f.note for f in verdicts(Verdict.DIFFERS)}
    assert found["figures of 2026-11-20, Hulp bij het huishouden, response"] == "stored 31, counted 30"


def test_a_changed_fact_of_the_register_is_found_by_the_digest_of_its_day(counted: Scene) -> None:
    behind_the_back("reports_dailyfigure")
    stored = DailyFigure.objects.get(definition="target")
    DailyFigure.objects.filter(pk=stored.pk).update(content={**stored.content, "value": 1}, value=1)

    assert [f.about for f in verdicts(Verdict.DIFFERS)] == ["figures of 2026-11-20"]


def test_a_changed_figure_in_a_report_is_named_and_so_is_the_report(counted: Scene) -> None:
    behind_the_back("reports_report")
    report = Report.objects.get()
    content = report.content
    content["chapters"][0]["received"]["value"] = 31
    Report.objects.filter(pk=report.pk).update(content=content)

    assert [f.about for f in verdicts(Verdict.DIFFERS)] == [
        "report 2026/voortgang-alle-projecten-derde-kwartaal, content",
        "report 2026/voortgang-alle-projecten-derde-kwartaal, Hulp bij het huishouden, response",
    ]


def test_a_changed_group_of_a_breakdown_is_named(counted: Scene) -> None:
    behind_the_back("reports_dailyfigure")
    stored = DailyFigure.objects.get(definition="answers", part__endswith="kchoice")
    cells = [{**cell, "value": 19 if cell["key"] == "kgood" else cell["value"]} for cell in stored.content["cells"]]
    DailyFigure.objects.filter(pk=stored.pk).update(content={**stored.content, "cells": cells})

    assert any("the groups come out otherwise" in f.note for f in verdicts(Verdict.DIFFERS))


def test_a_row_deleted_behind_the_ledgers_back_is_named_by_number(counted: Scene) -> None:
    gone = Submission.objects.order_by("pk")[3]
    number = gone.pk
    Submission.objects.filter(pk=number).delete()

    found = verdicts(Verdict.DIFFERS)
    assert f"gone without an entry in the erasure ledger: row {number}" in {f.note for f in found}
    assert any(f.about.startswith("tally of") and "stored 30, counted 29" in f.note for f in found)
    assert verdicts(Verdict.GONE) == []


def test_a_changed_answer_is_named(counted: Scene) -> None:
    row = Submission.objects.order_by("pk")[3]
    answers = {**row.answers, "a": {**row.answers["a"], "kplace": "0376"}}
    Submission.objects.filter(pk=row.pk).update(answers=answers)

    assert "the counted rows have changed" in {f.note for f in verdicts(Verdict.DIFFERS)}


def test_a_lawful_erasure_makes_figures_no_longer_countable_and_nothing_differ(counted: Scene) -> None:
    row = Submission.objects.order_by("pk")[3]
    tallies.erase(submission=row, by=System("test"), at=NOW)

    assert verdicts(Verdict.DIFFERS) == []
    assert {f.note for f in verdicts(Verdict.GONE)} == {"1 erased since"}


def test_what_came_in_later_and_a_next_version_of_the_form_change_nothing(counted: Scene) -> None:
    send(counted.version, RECEIVED)
    forms.publish(form=counted.version.form, definition=a_questionnaire(), by=counted.coordinator, at=NOW)

    assert verdicts(Verdict.DIFFERS) == []


def test_a_figure_of_an_old_definition_is_counted_by_that_definition(
    counted: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = type(response.RESPONSE)(key="response", version=2, title="x", text="x", unit="x")
    monkeypatch.setitem(KNOWN, ("response", 2), newer)
    monkeypatch.setitem(CURRENT, "response", newer)

    replaced = verdicts(Verdict.REPLACED)
    assert len(replaced) == 3
    assert "version 1, now 2; by its own definition it is equal" in replaced[0].note
    assert verdicts(Verdict.DIFFERS) == []


def test_a_changed_file_is_named(counted: Scene) -> None:
    behind_the_back("reports_reportfile")
    ReportFile.objects.filter(format="pdf").update(content=b"%PDF-1.7 something else")

    assert [f.note for f in verdicts(Verdict.DIFFERS)] == ["the file is not what was drawn"]


def test_a_changed_tally_is_named(counted: Scene) -> None:
    cell = TallyCell.objects.filter(option="kgood").first()
    assert cell is not None
    TallyCell.objects.filter(pk=cell.pk).update(n=cell.n + 1)

    assert [f.about for f in verdicts(Verdict.DIFFERS)] == ["tally of wat-vindt-u-van-de-hulp, cells"]


def test_the_command_ends_with_1_when_something_differs_and_with_0_otherwise(counted: Scene) -> None:
    out = StringIO()
    call_command("recount", "--brief", stdout=out)
    assert out.getvalue().count("\n") == 1

    Submission.objects.order_by("pk")[3].delete()
    with pytest.raises(SystemExit) as ended:
        call_command("recount", stdout=out)
    assert ended.value.code == 1
    assert "differs: " in out.getvalue()
