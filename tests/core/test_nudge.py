"""A nudge costs its caller next to nothing, whatever state the broker is in."""

import os
import signal
import time

import pytest
from celery import current_app

from samenkracht.core import health, outbox
from tests.services.redis import Redis

pytestmark = [pytest.mark.processes, pytest.mark.once, pytest.mark.alone]


@pytest.fixture
def redis(monkeypatch):
    server = Redis().start()
    monkeypatch.setattr(current_app.conf, "broker_url", server.url)
    monkeypatch.setattr(outbox, "_rest_until", 0.0)
    yield server
    server.remove()


def seconds_of_a_nudge() -> float:
    began = time.monotonic()
    outbox._publish("core.probe", {})
    return time.monotonic() - began


def test_a_frozen_broker_costs_less_than_half_a_second_and_then_nothing_for_a_while(redis):
    seconds_of_a_nudge()
    os.kill(redis.process.pid, signal.SIGSTOP)
    try:
        first, second = seconds_of_a_nudge(), seconds_of_a_nudge()
    finally:
        os.kill(redis.process.pid, signal.SIGCONT)

    assert 0.1 < first < 0.8
    assert second < 0.05


def test_a_dead_broker_costs_less_than_half_a_second(redis):
    seconds_of_a_nudge()
    redis.kill()

    assert seconds_of_a_nudge() < 0.5


def test_health_names_a_frozen_broker_within_two_seconds(redis):
    os.kill(redis.process.pid, signal.SIGSTOP)
    began = time.monotonic()
    try:
        answer = health._broker()
    finally:
        os.kill(redis.process.pid, signal.SIGCONT)

    assert answer == "the broker does not answer"
    assert time.monotonic() - began < 2
