"""Papers and stocks beside each other: what is left after subtracting one from another never tells of a few people."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reports.dashboard import services as daily_batch
from reports.dashboard.collect import daily
from reports.enums import ReportKind, Verdict
from reports.evaluation.collect.evaluation import EvaluationParameters as Evaluated
from reports.evaluation.services import evaluations
from reports.figures.collect import disclosure
from reports.figures.content import Figure
from reports.models import DailyFigure, Evaluation, Report, ShownBreakdown
from reports.papers.content.kinds import read
from reports.papers.render.formatting import question_note
from reports.progress.collect.progress import ProgressParameters
from reports.recount.collect import recount
from reports.runs.services import compiling, runs
from reports.runs.services.disclosure import StaleDisclosureCheck, record_shown
from samenkracht.core.values.periods import Period
from tests.factories.reports import send_many
from tests.moments import NOW
from tests.reports.conftest import ASKING, RECEIVED, Scene

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
SUMMER = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=2)
YEAR = ProgressParameters(period=Period(date(2026, 1, 1), date(2027, 1, 1)))


def made(
    scene: Scene, parameters: object = ASKING, *, at: datetime = NOW, kind: ReportKind = ReportKind.PROGRESS
) -> Report:
    run = runs.request(kind=kind, parameters=parameters, by=scene.coordinator, at=at, notify=False)
    claimed = runs.claim(run_id=run.pk, at=at)
    assert claimed is not None
    report = compiling.compile_claimed(run=claimed, clock=lambda: at)
    assert report is not None
    return report


def question(report: Report, key: str = "kchoice") -> Figure:
    return next(f for _where, f in read(report.content).figures() if f.parameters.get("question") == key)


def groups(figure: Figure) -> dict[str, int | None]:
    return {cell.key: cell.value for cell in figure.cells}


def evaluated(scene: Scene, at: datetime) -> Figure:
    found = Evaluation.objects.first() or evaluations.begin(project=scene.project, by=scene.coordinator, at=at)
    report = made(scene, Evaluated(scene.project.slug, found.number), at=at, kind=ReportKind.EVALUATION)
    return next(f for _where, f in read(report.content).figures() if f.definition == "reach_municipality")


def test_a_next_edition_repeats_a_breakdown_while_only_a_few_people_came_between(scene: Scene) -> None:
    now = made(scene, at=SUMMER)
    send_many(scene.version, SUMMER, 3, option="kgood")
    few = made(scene, at=SUMMER + timedelta(days=2))
    send_many(scene.version, SUMMER + timedelta(days=2), 20, option="kgood")
    many = made(scene, at=SUMMER + timedelta(days=4))

    assert (groups(question(now))["kgood"], groups(question(few))["kgood"], groups(question(many))["kgood"]) == (
        18,
        18,
        41,
    )
    # The total is always that of the moment, and the reader is told that the breakdown is older.
    assert [read(report.content).figures().__next__()[1].value for report in (now, few, many)] == [30, 33, 53]
    assert "Stand van 1 september 2026" in question_note(question(few))
    assert question(many).as_of == ""
    assert {finding.verdict for finding in recount()} == {Verdict.EQUAL}


def test_a_year_beside_a_quarter_does_not_tell_what_the_few_outside_the_quarter_said(scene: Scene) -> None:
    send_many(scene.version, RECEIVED, 25, option="other", text="Iets anders")
    quarter = made(scene)
    send_many(scene.version, NOW - timedelta(days=9), 4, option="kbad")
    send_many(scene.version, NOW - timedelta(days=9), 40, option="kgood")
    send_many(scene.version, NOW - timedelta(days=9), 30, option="other", text="Iets anders")
    year = made(scene, YEAR)

    # With 16 for "kbad" in the year everybody would know that 4 of those after the quarter were not content.
    assert groups(question(quarter)) == {"kgood": 18, "kbad": 12, "other": 25}
    assert groups(question(year)) == {"kgood": 58, "kbad": None, "other": None}
    assert {finding.verdict for finding in recount()} == {Verdict.EQUAL}


def test_a_report_is_held_against_the_stock_and_the_stock_against_reports(scene: Scene) -> None:
    daily_batch.create(at=NOW)
    send_many(scene.version, NOW, 2, option="kgood")
    report = made(scene, YEAR, at=NOW + timedelta(hours=1))
    daily_batch.create(at=NOW + timedelta(days=1))

    shown = DailyFigure.objects.filter(part__endswith="kchoice").order_by("batch__day")
    assert groups(question(report))["kgood"] is None
    assert [{c["key"]: c["value"] for c in one.content["cells"]}["kgood"] for one in shown] == [18, 18]


def test_an_evaluation_is_held_against_what_was_told_of_municipalities_before(scene: Scene) -> None:
    made(scene)
    send_many(scene.version, NOW - timedelta(days=3), 5, place="1942")

    found = evaluated(scene, NOW)

    assert groups(found)["1942"] is None
    # Whoever looks without what was told before would show it: the rule has something to hold back here.
    ShownBreakdown.objects.all().delete()
    assert groups(evaluated(scene, LATER))["1942"] == 23


def test_what_is_counted_beside_figures_that_were_shown_meanwhile_is_counted_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    daily_batch.create(at=NOW)
    send_many(scene.version, NOW, 2, option="kgood")
    unaware = disclosure.DisclosureGuard.shown
    monkeypatch.setattr(disclosure.DisclosureGuard, "shown", lambda _guard, _project, breakdown: breakdown.at(10))
    figures = [(one.project_id, one.figure) for one in daily(as_of=LATER)]
    monkeypatch.setattr(disclosure.DisclosureGuard, "shown", unaware)

    with pytest.raises(StaleDisclosureCheck):
        record_shown(figures, as_of=LATER, at=LATER)
    assert daily_batch.create(at=LATER) is not None


def test_without_the_rule_the_few_are_told(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure, "disclosive_groups", lambda _new, _earlier: frozenset())
    send_many(scene.version, RECEIVED, 25, option="other", text="Iets anders")
    made(scene)
    send_many(scene.version, NOW - timedelta(days=9), 1, option="kgood")

    assert groups(question(made(scene, YEAR)))["kgood"] == 19
