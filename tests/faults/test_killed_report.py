"""A worker is killed while it makes a report: the report comes once, whole, without anybody's help."""

import psycopg
import pytest

from tests.services import processes

pytestmark = [pytest.mark.processes, pytest.mark.once]

AGAIN = """
import django; django.setup()
from celery import current_app
for _ in range(2):
    current_app.send_task("reports.compile_run", kwargs={"run_id": %d})
"""


def test_a_report_whose_worker_was_killed_comes_once_and_whole(installation):
    here = installation.fresh()
    with psycopg.connect(here.postgresql.url(here.database).replace("postgres:", "postgresql:")) as blocker:
        # Nobody can store a report now, so the worker is caught with everything made and nothing stored.
        blocker.execute("LOCK TABLE reports_report IN EXCLUSIVE MODE")
        run_id = here.ask_for_report()
        processes.wait_until(lambda: here.run(run_id)[:2] == ("busy", 4), what="a report in hand", seconds=120)
        processes.kill_group(here.processes["worker"])
        blocker.rollback()
    assert here.run(run_id)[0] == "busy"
    assert here.reports(run_id) == []

    here.start("worker")
    here.sql("UPDATE reports_reportrun SET touched_at = touched_at - interval '4 minutes' RETURNING id")
    took = processes.wait_until(lambda: here.run(run_id)[0] == "done", what="the report", seconds=150)
    here.forget_jobs()  # what the killed worker had in hand
    here.command("-c", AGAIN % run_id)
    processes.wait_until(lambda: here.jobs_waiting() == 0, what="an empty queue", seconds=120)

    assert here.run(run_id)[2] == 2
    [(_id, start, size)] = here.reports(run_id)
    assert bytes(start) == b"%PDF"
    assert size > 10_000
    print(f"\nkilled with the report in hand; there once and whole {took:.1f} s after the sweep could see it")
