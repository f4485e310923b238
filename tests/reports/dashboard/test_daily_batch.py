"""The daily stock: once a day, as of midnight in Amsterdam, small groups hidden when written."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import override_settings
from pytest_django.fixtures import DjangoAssertNumQueries

from reports import tasks
from reports.dashboard import services as daily_batch
from reports.dashboard.collect import daily
from reports.enums import Verdict
from reports.models import DailyBatch, DailyFigure
from reports.queries import overview
from reports.recount.collect import recount
from samenkracht.core.values.periods import midnight
from tests.factories.projects import ProjectFactory
from tests.factories.reports import send
from tests.moments import NOW
from tests.reports.conftest import Scene

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
TODAY = NOW.date()


def received() -> int:
    return DailyFigure.objects.order_by("-batch__day").filter(definition="response").first().value  # type: ignore[union-attr]


def test_the_stock_counts_until_midnight_in_amsterdam(scene: Scene) -> None:
    cut_off = midnight(TODAY)
    send(scene.version, cut_off - timedelta(microseconds=1))
    send(scene.version, cut_off)

    batch = daily_batch.create(at=NOW)

    assert batch is not None
    assert batch.as_of == datetime(2026, 11, 19, 23, 0, tzinfo=UTC)
    assert received() == 31


@pytest.mark.parametrize(
    ("at", "cut_off"),
    [
        (datetime(2027, 3, 28, 10, 0, tzinfo=UTC), datetime(2027, 3, 27, 23, 0, tzinfo=UTC)),
        (datetime(2027, 3, 29, 10, 0, tzinfo=UTC), datetime(2027, 3, 28, 22, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 23, 10, tzinfo=UTC), datetime(2026, 10, 25, 23, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 22, 10, tzinfo=UTC), datetime(2026, 10, 24, 22, 0, tzinfo=UTC)),
    ],
)
def test_midnight_follows_the_clock_of_amsterdam_on_days_that_it_changes(
    scene: Scene, at: datetime, cut_off: datetime
) -> None:
    batch = daily_batch.create(at=at)

    assert batch is not None
    assert batch.as_of == cut_off


def test_a_day_has_one_stock_however_often_it_is_asked(scene: Scene) -> None:
    daily_batch.create(at=NOW)

    assert daily_batch.create(at=NOW + timedelta(hours=2)) is None
    tasks.daily()
    tasks.daily()
    assert DailyBatch.objects.filter(day=TODAY).count() == 1


def test_two_stocks_at_once_leave_one(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    real = daily

    def other_is_faster(*, as_of: datetime) -> object:
        monkeypatch.setattr(daily_batch, "daily", real)
        assert daily_batch.create(at=NOW) is not None
        return real(as_of=as_of)

    monkeypatch.setattr(daily_batch, "daily", other_is_faster)

    assert daily_batch.create(at=NOW) is None
    assert DailyBatch.objects.count() == 1


def test_a_submission_changes_nothing_on_the_dashboard_before_the_next_stock(scene: Scene) -> None:
    daily_batch.create(at=NOW)
    before = overview(scene.coordinator, at=NOW)

    send(scene.version, NOW)

    assert overview(scene.coordinator, at=NOW) == before
    daily_batch.create(at=NOW + timedelta(days=1))
    assert overview(scene.coordinator, at=NOW).received == before.received + 1


def test_small_groups_are_hidden_in_what_is_written(scene: Scene) -> None:
    for _ in range(3):
        send(scene.version, NOW - timedelta(days=3), option="other", text="Iets anders")
    daily_batch.create(at=NOW)

    shown = {
        cell["value"]
        for figure in DailyFigure.objects.filter(definition="answers")
        for cell in figure.content["cells"]
        if cell["value"] is not None
    }
    assert all(value >= 10 for value in shown)
    assert {c["key"]: c["value"] for c in _figure("kchoice").content["cells"]}["other"] is None


def test_yesterday_beside_today_does_not_tell_what_one_person_chose(scene: Scene) -> None:
    daily_batch.create(at=NOW)
    send(scene.version, NOW, option="kgood")
    daily_batch.create(at=NOW + timedelta(days=1))
    few = _figure("kchoice", day=TODAY + timedelta(days=1)).content
    for _ in range(15):
        send(scene.version, NOW + timedelta(days=1), option="kgood")
    daily_batch.create(at=NOW + timedelta(days=2))
    many = _figure("kchoice", day=TODAY + timedelta(days=2)).content

    def chose(content: dict[str, Any]) -> int | None:
        return {cell["key"]: cell["value"] for cell in content["cells"]}["kgood"]

    # Who looked yesterday saw 18; 19 would tell what the one newcomer chose. Sixteen newcomers are a group.
    assert (chose(few), few["coverage"]["n"]) == (18, 30)
    assert (chose(many), many["coverage"]["n"]) == (34, 46)
    totals = DailyFigure.objects.filter(definition="response").order_by("batch__day").values_list("value", flat=True)
    assert list(totals) == [30, 31, 46]
    assert {finding.verdict for finding in recount()} == {Verdict.EQUAL}


def _figure(question: str, day: date = TODAY) -> DailyFigure:
    return DailyFigure.objects.get(definition="answers", part__endswith=question, batch__day=day)


def test_a_project_newer_than_the_stock_has_no_figure_yet(scene: Scene) -> None:
    daily_batch.create(at=NOW)
    ProjectFactory(title="Nieuw", is_public=True, created_at=NOW)

    standing = next(s for s in overview(scene.coordinator, at=NOW).standings if s.project.title == "Nieuw")

    assert standing.received is None


def test_the_database_refuses_to_change_a_daily_figure(scene: Scene) -> None:
    daily_batch.create(at=NOW)

    with pytest.raises(DatabaseError), transaction.atomic():
        DailyFigure.objects.update(value=99)


def test_the_database_refuses_a_second_batch_for_a_day(scene: Scene) -> None:
    batch = daily_batch.create(at=NOW)
    assert batch is not None

    with pytest.raises(IntegrityError), transaction.atomic():
        DailyBatch.objects.create(day=batch.day, as_of=NOW, made_at=NOW, digest="")


def test_in_the_demo_the_stock_of_today_can_be_taken_again_at_once(scene: Scene) -> None:
    daily_batch.create(at=NOW)
    send(scene.version, NOW - timedelta(minutes=1))

    with override_settings(DEMO=True):
        batch = daily_batch.refresh_demo(by=scene.coordinator, at=NOW)

    assert (batch.day, batch.as_of) == (TODAY, NOW)
    assert (DailyBatch.objects.count(), received()) == (1, 31)


def test_outside_the_demo_it_cannot(scene: Scene) -> None:
    with pytest.raises(daily_batch.OnlyInDemo):
        daily_batch.refresh_demo(by=scene.coordinator, at=NOW)


def test_the_stock_takes_the_same_number_of_queries_for_one_project_as_for_many(
    scene: Scene, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ProjectFactory.create_batch(5)

    with django_assert_num_queries(9):
        daily(as_of=NOW)
