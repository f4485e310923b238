"""Outbox, snapshot, housekeeping, hooks, health."""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import ProgrammingError, connection, transaction

from samenkracht.core.db import restore_lock
from samenkracht.core.db.snapshot import snapshot
from samenkracht.core.hooks import Hook
from samenkracht.core.jobs import health, housekeeping, outbox
from samenkracht.core.models import OutboxEntry, ProbeResult
from tests.moments import NOW


@pytest.mark.django_db(transaction=True)
def test_work_written_outside_the_transaction_of_its_cause_is_refused():
    with pytest.raises(RuntimeError):
        outbox.enqueue(kind="fold", subject_id=1, group_id=1, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_work_of_a_rolled_back_cause_is_gone_with_it():
    with transaction.atomic():
        outbox.enqueue(kind="fold", subject_id=1, group_id=1, at=NOW)
        transaction.set_rollback(True)
    assert not OutboxEntry.objects.exists()


@pytest.mark.django_db
def test_the_same_work_twice_is_one_row():
    for _ in range(2):
        outbox.enqueue(kind="fold", subject_id=1, group_id=1, at=NOW)
    assert OutboxEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
def test_a_snapshot_sees_one_moment_while_others_go_on_writing():
    ProbeResult.objects.create(worker="a", finished_at=NOW)
    with snapshot():
        assert ProbeResult.objects.count() == 1
        ProbeResult.objects.using("default").bulk_create([ProbeResult(worker="b", finished_at=NOW)])
        assert ProbeResult.objects.count() == 1
    assert ProbeResult.objects.count() == 2


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
def test_a_snapshot_refuses_to_write():
    with pytest.raises(RuntimeError), snapshot():
        ProbeResult.objects.create(worker="a", finished_at=NOW)


@pytest.mark.django_db
def test_a_snapshot_inside_a_transaction_is_refused_outside_wrapped_tests(settings):
    settings.SNAPSHOT_INSIDE_TRANSACTION = False
    with pytest.raises(RuntimeError), snapshot():
        pass


@pytest.mark.django_db
def test_housekeeping_removes_what_is_past_its_term_and_nothing_else():
    ProbeResult.objects.create(worker="old", finished_at=NOW - timedelta(days=8))
    ProbeResult.objects.create(worker="new", finished_at=NOW - timedelta(days=6))
    removed = housekeeping.sweep(at=NOW)
    assert removed["core.proberesult"] == 1
    assert [probe.worker for probe in ProbeResult.objects.all()] == ["new"]


def test_a_hook_calls_all_in_order_and_an_error_stops_the_verb():
    def signature(number: int) -> int: ...

    hook = Hook("test_only", signature)
    try:
        hook.add(lambda number: number + 1)
        hook.add(lambda number: number * 2)
        assert hook.call(3) == [4, 6]
        hook.add(lambda number: number // 0)
        with pytest.raises(ZeroDivisionError):
            hook.call(3)
    finally:
        del Hook.known["test_only"]


@pytest.mark.django_db
def test_a_worker_that_finished_no_probe_for_a_minute_is_called_deaf():
    assert health.check(at=NOW).worker == "no probe task was finished yet"
    health.note_probe(worker="w", at=NOW)
    assert health.check(at=NOW + timedelta(seconds=59)).worker == "ok"
    assert "ago" in health.check(at=NOW + timedelta(seconds=61)).worker


@pytest.mark.django_db
def test_health_says_what_does_not_work_and_answers_503(client):
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "ok"
    assert answer.json()["worker"] == "no probe task was finished yet"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "broken", "error"),
    [
        ("worker", "samenkracht.core.models.ProbeResult.objects.order_by", ProgrammingError("no such table")),
        ("broker", "celery.current_app.connection_for_read", ModuleNotFoundError("No module named 'packaging'")),
        ("broker", "celery.current_app.connection_for_read", ValueError("an address that cannot be read")),
        ("database", "django.db.connection.cursor", RuntimeError("nobody foresaw this")),
    ],
)
def test_whatever_is_broken_in_a_part_is_said_as_the_state_of_that_part(part, broken, error, client, caplog):
    with mock.patch(broken, side_effect=error):
        answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()[part] == f"broken: {type(error).__name__}, see the log"
    assert f"health.{part}" in caplog.text


@pytest.mark.django_db
def test_database_without_tables_is_no_closed_one_and_health_says_so(client, caplog):
    restore_lock.forget()
    missing = ProgrammingError("no table")

    with (
        mock.patch.object(restore_lock.Opening.objects, "values_list", side_effect=missing),
        mock.patch.object(ProbeResult.objects, "order_by", side_effect=missing),
    ):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["worker"]) == (503, "broken: ProgrammingError, see the log")


@pytest.mark.django_db
def test_the_database_keeps_foreign_keys_and_waits_for_writers():
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)
        return
    with connection.cursor() as cursor:
        facts = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "synchronous")]
    assert facts == [1, 2]
