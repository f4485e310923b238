"""Breaks one thing on purpose, to show that the ledger turns red. Served in place of the portal's own entrances.

S1  a commit is acknowledged before it is on the disk (synchronous_commit=off)
S2  the database does not refuse a second row with the same key, and nobody looks whether it came before
S3  work goes straight to the broker, not through a row in the transaction of its cause
slow  breaks nothing: adds a job that takes as long as a large report
deaf  beat's loop stands still after its first rounds, as it would on a lock that nobody gives back
"""

import contextlib
import itertools
import os
import time
from datetime import datetime
from typing import Any

import psycopg

STATEMENTS = {
    "S1": ["ALTER DATABASE {database} SET synchronous_commit = off"],
    "S2": ["ALTER TABLE participation_submission DROP CONSTRAINT participation_submission_key_key"],
    "S3": [],
    "slow": [],
    "deaf": [],
}


def sabotage_database(connection: "psycopg.Connection[Any]", name: str, database: str) -> None:
    """The part of a sabotage that is done to the database of a run."""
    for statement in STATEMENTS[name]:
        connection.execute(statement.format(database=database))


def nobody_looks() -> None:
    """S2: what was received before is not found."""
    from participation.intake.services import submissions

    submissions.received = lambda **_key: None


def straight_to_the_broker() -> None:
    """S3: the message is the only trace of the work. It carries the id; the worker counts that one submission."""
    from celery import current_app
    from django.db import transaction
    from kombu.exceptions import KombuError

    from participation.intake.services import submissions

    def enqueue(*, kind: str, subject_id: int, group_id: int, at: datetime) -> None:
        def send() -> None:
            with contextlib.suppress(OSError, KombuError):
                current_app.send_task("sabotage.count", kwargs={"submission_id": subject_id}, retry=False)

        transaction.on_commit(send)

    class Straight:
        notify_worker_once_a_second = staticmethod(lambda *_names, **_ids: None)

    Straight.enqueue = staticmethod(enqueue)  # type: ignore[attr-defined]  # a stand-in for the module
    submissions._write = submissions._write_in_turn  # one statement would write the work by itself
    submissions.outbox = Straight  # type: ignore[assignment,attr-defined]  # a stand-in for the module


def count_one(submission_id: int) -> None:
    """S3, in the worker: count this submission."""
    from django.db import transaction

    from participation.models import Submission
    from participation.results import services as tallies
    from samenkracht.core import clock
    from samenkracht.core.jobs import outbox

    submission = Submission.objects.get(pk=submission_id)
    with transaction.atomic():
        outbox.enqueue(kind="submission.count", subject_id=submission_id, group_id=submission.form_id, at=clock.now())
        tallies.aggregate(form_id=submission.form_id)


def work_slowly(seconds: float) -> None:
    """Say that it began, work, say that it ended."""
    from samenkracht.core import clock
    from samenkracht.core.jobs import health

    health.note_probe(worker=f"slow began in {os.getpid()}", at=clock.now())
    time.sleep(seconds)
    health.note_probe(worker=f"slow ended in {os.getpid()}", at=clock.now())


def stand_still() -> None:
    """Deaf: the process lives, and nothing comes from it."""
    from celery.beat import Scheduler

    rounds, tick = itertools.count(), Scheduler.tick

    def tick_a_few_times(scheduler: Any, *words: Any, **more: Any) -> Any:
        while next(rounds) >= 5:
            time.sleep(3600)
        return tick(scheduler, *words, **more)

    Scheduler.tick = tick_a_few_times  # type: ignore[method-assign]  # that is the sabotage


def prepare() -> tuple[Any, Any]:
    """The entrances for web server and worker, with the sabotage of this process in place."""
    from samenkracht.celery import app as celery_app
    from samenkracht.wsgi import application as wsgi_application

    match os.environ["SABOTAGE"]:
        case "S2":
            nobody_looks()
        case "S3":
            celery_app.task(name="sabotage.count", ignore_result=True)(count_one)
            straight_to_the_broker()
        case "deaf":
            stand_still()
        case "slow":
            celery_app.task(name="faults.slow", ignore_result=True)(work_slowly)
    return wsgi_application, celery_app


if os.environ.get("SABOTAGE"):
    application, app = prepare()
