"""When a worker or beat is deaf, and when it only has a reason to hear nothing."""

import socket
import threading
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from celery.signals import worker_shutting_down
from celery.worker import state

from samenkracht.core import tasks
from samenkracht.core.jobs import health, watchdog
from samenkracht.core.jobs.watchdog import DEAF_LOOKS, BeatsEar, Watchdog, WorkersEar

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Job:
    """As much of Celery's request as is looked at."""

    def __init__(self, job: str, name: str = "reports.compile_run") -> None:
        self.id, self.name = job, name


@pytest.fixture(autouse=True)
def worker_of_its_own(monkeypatch):
    """Nothing runs in it, and its database and broker answer."""
    monkeypatch.setattr(state, "active_requests", set())
    monkeypatch.setattr(state, "successful_requests", set())
    monkeypatch.setattr(health, "database_state", lambda: "ok")
    monkeypatch.setattr(health, "broker_state", lambda: "ok")


@pytest.fixture
def ear(monkeypatch) -> WorkersEar:
    ear = WorkersEar(queue="echo.test", slots=2)
    monkeypatch.setattr(ear, "_call", lambda: None)
    return ear


def looks_until_deaf(hears, most: int = 1000) -> int:
    dog = Watchdog(who="the worker", hears=hears, end=lambda: None)
    return next((number for number in range(1, most + 1) if not dog.look()), 0)


def test_a_minute_of_looks_that_hear_nothing_is_deaf(ear):
    assert DEAF_LOOKS * watchdog.LOOK_EVERY == 60
    assert looks_until_deaf(ear.hears) == DEAF_LOOKS


def test_one_echo_in_a_minute_is_enough(ear):
    looks = iter(range(1000))

    def hears() -> bool:
        if next(looks) % DEAF_LOOKS == 0:
            ear.note(f"echo {next(looks)}")
            state.successful_requests.add(ear.taken[-1])
        return ear.hears()

    assert looks_until_deaf(hears, most=300) == 0


def test_an_echo_that_was_taken_and_never_finished_is_not_heard(ear):
    def hears() -> bool:
        ear.note("one that hangs")
        return ear.hears()

    assert looks_until_deaf(hears) == DEAF_LOOKS


@pytest.mark.parametrize("part", ["database_state", "broker_state"])
def test_without_database_or_broker_nobody_is_deaf_and_the_minute_begins_when_it_is_back(ear, part, monkeypatch):
    dog = Watchdog(who="the worker", hears=ear.hears, end=lambda: None)
    with monkeypatch.context() as away:
        away.setattr(health, part, lambda: "does not answer")
        assert all(dog.look() for _ in range(100))

    assert [dog.look() for _ in range(DEAF_LOOKS)] == [True] * (DEAF_LOOKS - 1) + [False]


def test_worker_with_a_long_report_in_every_slot_is_busy_and_with_one_slot_free_it_is_deaf(ear):
    state.active_requests.update({Job("one"), Job("two")})
    assert looks_until_deaf(ear.hears, most=60) == 0  # ten minutes

    state.active_requests.pop()
    assert looks_until_deaf(ear.hears) == DEAF_LOOKS


def test_job_that_runs_longer_than_a_job_may_is_no_excuse(ear, settings):
    state.active_requests.update({Job("one"), Job("two")})

    looks = looks_until_deaf(ear.hears)

    assert settings.CELERY_TASK_TIME_LIMIT < looks * watchdog.LOOK_EVERY <= settings.CELERY_TASK_TIME_LIMIT + 130


def test_a_look_that_fails_is_one_that_heard_nothing(caplog):
    assert looks_until_deaf(lambda: 1 / 0) == DEAF_LOOKS
    assert "looking after the worker failed" in caplog.text


def test_beat_that_sent_no_probe_is_deaf_unless_the_broker_takes_none(monkeypatch):
    ear = BeatsEar()
    ear.note()

    assert ear.hears()
    assert not ear.hears()
    monkeypatch.setattr(health, "broker_state", lambda: "the broker does not answer")
    assert ear.hears()


def test_beat_does_not_wait_for_a_clock_that_was_set_back_to_catch_up():
    ahead = SimpleNamespace(last_run_at=NOW + timedelta(hours=1), default_now=lambda: NOW)
    before = SimpleNamespace(last_run_at=NOW - timedelta(hours=1), default_now=lambda: NOW)

    watchdog._forget_times_to_come([ahead, before])

    assert (ahead.last_run_at, before.last_run_at) == (NOW, NOW - timedelta(hours=1))


def test_manager_that_asked_is_told_that_all_is_well(tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        watchdog.tell_manager("WATCHDOG=1")
        assert manager.recv(64) == b"WATCHDOG=1"

    watchdog.tell_manager("WATCHDOG=1")  # nobody listens any more: that is the manager's affair
    monkeypatch.delenv("NOTIFY_SOCKET")
    watchdog.tell_manager("WATCHDOG=1")


def test_deaf_process_ends_itself_and_one_that_was_asked_to_end_is_left_alone(monkeypatch):
    monkeypatch.setattr(watchdog, "LOOK_EVERY", 0.001)
    ended = threading.Event()
    dog = Watchdog(who="beat", hears=lambda: False, end=ended.set)
    monkeypatch.setattr(dog, "end", lambda: (ended.set(), dog.over.set()))
    watchdog._start(dog)
    assert ended.wait(30)

    waiting = Watchdog(who="the worker", hears=lambda: True, end=lambda: None)
    watchdog._start(waiting)
    worker_shutting_down.send(sender="worker@test", sig="TERM", how="Warm", exitcode=0)
    waiting.join(30)
    assert not waiting.is_alive()


@pytest.mark.django_db
def test_echo_uses_the_database(django_assert_num_queries):
    with django_assert_num_queries(1):
        tasks.echo()
