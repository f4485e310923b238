"""A worker is killed while it makes a report: the report comes once, whole, without anybody's help."""

import psycopg
import pytest

from tests.services import processes

pytestmark = [pytest.mark.processes, pytest.mark.once, pytest.mark.alone]

ASK = """
import django; django.setup()
from datetime import date
from django.utils import timezone
from reports.collect.progress import Asking
from reports.services import runs
from samenkracht.accounts.actors import System
from samenkracht.core.periods import Period
asking = Asking(period=Period(date(2026, 1, 1), date(2026, 7, 1)))
print(runs.request(asking=asking, by=System("test"), at=timezone.now()).pk)
"""
AGAIN = """
import django; django.setup()
from celery import current_app
for _ in range(2):
    current_app.send_task("reports.compile_run", kwargs={"run_id": %d})
"""


def run_of(here, run_id):
    return here.sql("SELECT status, step, attempts FROM reports_reportrun WHERE id = %s", run_id)[0]


def reports_of(here, run_id):
    return here.sql(
        "SELECT r.id, substr(f.content, 1, 4), f.size FROM reports_report r "
        "JOIN reports_reportfile f ON f.report_id = r.id AND f.format = 'pdf' WHERE r.run_id = %s",
        run_id,
    )


def test_a_report_whose_worker_was_killed_comes_once_and_whole(installation):
    here = installation.fresh()
    with psycopg.connect(here.postgresql.url(here.database).replace("postgres:", "postgresql:")) as blocker:
        # Nobody can store a report now, so the worker is caught with everything made and nothing stored.
        blocker.execute("LOCK TABLE reports_report IN EXCLUSIVE MODE")
        run_id = int(here.command("-c", ASK).splitlines()[-1])
        processes.wait_until(lambda: run_of(here, run_id)[:2] == ("busy", 4), what="a report in hand", seconds=120)
        processes.kill_group(here.processes["worker"])
        blocker.rollback()
    assert run_of(here, run_id)[0] == "busy"
    assert reports_of(here, run_id) == []

    here.start("worker")
    here.sql("UPDATE reports_reportrun SET touched_at = touched_at - interval '4 minutes' RETURNING id")
    took = processes.wait_until(lambda: run_of(here, run_id)[0] == "done", what="the report", seconds=150)
    here.forget_jobs()  # what the killed worker had in hand
    here.command("-c", AGAIN % run_id)
    processes.wait_until(lambda: here.jobs_waiting() == 0, what="an empty queue", seconds=120)

    assert run_of(here, run_id)[2] == 2
    [(_id, start, size)] = reports_of(here, run_id)
    assert bytes(start) == b"%PDF"
    assert size > 10_000
    print(f"\nkilled with the report in hand; there once and whole {took:.1f} s after the sweep could see it")
