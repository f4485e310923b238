"""Without a broker residents get their receipt at once, and the work is done when it is back."""

import argparse
import json
import os
import signal

import psutil
import pytest

from tests.faults.client import Crowd, Resident
from tests.services import processes

pytestmark = [pytest.mark.processes, pytest.mark.once, pytest.mark.alone]


@pytest.fixture(scope="module")
def portal(installation):
    return installation.fresh()


def seconds_to_receipt(here, number):
    """One resident fills in the form and sends; the seconds from the click on send to the whole receipt page."""
    journal = here.folder / f"one-{here.number}-{number}.jsonl"
    crowd = Crowd(
        argparse.Namespace(
            port=here.port, form=here.world["slug"], questions=here.questions, journal=journal, seed=number,
            board=here.folder / "one-board",
        )
    )  # fmt: skip
    Resident(number, "plain", crowd).run()
    assert crowd.surprises == []
    events = [json.loads(line) for line in journal.read_text().splitlines()]
    assert [event["event"] for event in events] == ["intent", "sent", "acknowledged"]
    return events[-1]["ms"] / 1000


def counted(here):
    return here.sql("SELECT n FROM participation_formtally")[0][0]


def test_with_the_broker_stopped_a_receipt_comes_within_a_second_and_the_work_is_done_later(portal):
    seconds_to_receipt(portal, 1)
    usual = seconds_to_receipt(portal, 5)
    processes.wait_until(lambda: counted(portal) == 2, what="the first count", seconds=120)
    portal.redis.stop()

    waits = [seconds_to_receipt(portal, number) for number in (2, 3, 4)]

    # A machine that is busy with something else is slow with a broker too; that comes on top.
    assert max(waits) < 1 + usual
    assert (counted(portal), portal.waiting()[0]) == (2, 3)
    portal.redis.start()
    took = processes.wait_until(lambda: counted(portal) == 5, what="the count", seconds=120)
    print(f"\nreceipts after {waits} s without broker; counted {took:.1f} s after it came back")
    assert portal.fallen() == []


def test_with_the_broker_frozen_a_receipt_comes_within_a_second_and_a_half(portal):
    before = counted(portal) + 1
    usual = seconds_to_receipt(portal, 10)
    broker = psutil.Process(portal.redis.process.pid)
    os.kill(broker.pid, signal.SIGSTOP)
    try:
        waits = [seconds_to_receipt(portal, number) for number in (11, 12, 13)]
    finally:
        os.kill(broker.pid, signal.SIGCONT)

    assert max(waits) < 1.5 + usual
    took = processes.wait_until(lambda: counted(portal) == before + 3, what="the count", seconds=120)
    print(f"\nreceipts after {waits} s with a frozen broker; counted {took:.1f} s after it went on")


def test_a_job_in_hand_goes_on_to_its_end_when_the_broker_dies_and_its_worker_lives(installation):
    here = installation.fresh(sabotage="slow")

    def said(words):
        return [
            row[0] for row in here.sql("SELECT worker FROM core_proberesult WHERE worker LIKE %s", f"slow {words}%")
        ]

    here.command("-m", "celery", "-A", "tests.faults.sabotage", "call", "faults.slow", "--args", "[6]")
    processes.wait_until(lambda: bool(said("began")), what="the job", seconds=120)
    (began,) = said("began")
    here.redis.kill()
    here.redis.start()

    processes.wait_until(lambda: bool(said("ended")), what="its end", seconds=120, log=here.log("worker"))
    assert said("ended") == [began.replace("began", "ended")]
    here.wait_for_probe(since=here.last_probe())
    assert here.fallen() == []
