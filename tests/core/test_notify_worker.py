"""A notification costs its caller next to nothing, whatever state the broker is in."""

import os
import signal
import time
from collections.abc import Callable

import pytest
from celery import current_app

from samenkracht.core.jobs import health, outbox
from tests.services.redis import Redis

pytestmark = [pytest.mark.processes, pytest.mark.once, pytest.mark.alone]


@pytest.fixture
def redis(monkeypatch):
    """A broker, and the settings of an installation with Redis."""
    server, conf = Redis().start(), current_app.conf
    before = conf.broker_url, conf.broker_transport_options
    conf.broker_url = server.url
    conf.broker_transport_options = {"socket_connect_timeout": 0.4, "socket_timeout": 10.0, "max_retries": 0}
    monkeypatch.setattr(outbox, "_rest_until", 0.0)
    yield server
    conf.broker_url, conf.broker_transport_options = before
    server.remove()


def costs_less_than(limit: float, act: Callable[[], object]) -> bool:
    """One time in three: a machine that was busy with something else is not held against the portal."""
    took = []
    for _try in range(3):
        began = time.monotonic()
        act()
        took.append(time.monotonic() - began)
        if took[-1] < limit:
            return True
    print(f"seconds: {took}")
    return False


def a_notification_while_resting() -> None:
    outbox._publish("core.probe", {})


def a_notification() -> None:
    outbox._rest_until = 0.0
    outbox._publish("core.probe", {})


def test_a_frozen_broker_costs_less_than_half_a_second_and_then_nothing_for_a_while(redis):
    a_notification()
    os.kill(redis.process.pid, signal.SIGSTOP)
    try:
        assert costs_less_than(0.8, a_notification)
        assert outbox._rest_until > 0, "nobody took it"
        assert costs_less_than(0.05, a_notification_while_resting)
    finally:
        os.kill(redis.process.pid, signal.SIGCONT)


def test_a_dead_broker_costs_less_than_half_a_second(redis):
    a_notification()
    redis.kill()

    assert costs_less_than(0.5, a_notification)
    assert outbox._rest_until > 0, "nobody took it"


def test_health_names_a_frozen_broker_within_two_seconds(redis):
    os.kill(redis.process.pid, signal.SIGSTOP)
    answers: list[str] = []
    try:
        assert costs_less_than(2, lambda: answers.append(health._broker()))
    finally:
        os.kill(redis.process.pid, signal.SIGCONT)

    assert set(answers) == {"the broker does not answer"}
