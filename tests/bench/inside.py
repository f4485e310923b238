"""Runs inside the portal: what is measured without a web server. Prints one line of JSON.

``python -m tests.bench.inside export FORM csv|xlsx|floor-csv|floor-xlsx``, ``... counts FORM``, ``... dashboard USER``.
"""

import csv
import json
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import django
import psutil
from django.db import connection

from samenkracht.core import clock
from tests.bench.floor.questions import QUESTIONS

COLUMNS = ("pk", "received_at", "channel", "municipality", "answers")


def export(form_id: int, kind: str) -> dict[str, float]:
    """One file of all submissions of a form: by the portal, or in the fewest lines that do the same."""
    from participation.models import Form

    form = Form.objects.select_related("project").get(pk=form_id)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        before, cpu, began = psutil.Process().memory_info().rss, time.process_time(), time.perf_counter()
        if kind.startswith("floor-"):
            {"floor-csv": floor_csv, "floor-xlsx": floor_xlsx}[kind](form, path)
        else:
            portal_file(form, kind, path)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        return {"seconds": seconds, "cpu": cpu, "growth": (highest - before) / 1e6, "bytes": path.stat().st_size}


def portal_file(form: Any, kind: str, path: Path) -> None:
    from participation.enums import ExportFormat, ExportGround
    from participation.exports import services as exports
    from participation.exports.collect import ExportSelection
    from samenkracht.accounts.actors import System

    made = exports.make(
        form=form,
        selection=ExportSelection(),
        file_format=ExportFormat(kind),
        ground=next(iter(ExportGround)),
        by=System("bench"),
        at=clock.now(),
        most=10**9,
    )
    with path.open("wb") as file:
        file.writelines(made.parts())


def rows(form: Any) -> Iterator[list[Any]]:
    from participation.models import Submission

    keys = [(asked.key, asked.kind) for asked in QUESTIONS]
    for pk, at, channel, place, document in Submission.objects.filter(form=form).values_list(*COLUMNS).iterator():
        given = document["a"]
        told = (given[key]["option"] if kind == "choice" else given[key] for key, kind in keys)
        yield [pk, at.date().isoformat(), channel, place, *told]


def floor_csv(form: Any, path: Path) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(rows(form))


def floor_xlsx(form: Any, path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows(form)):
        sheet.write_number(number, 0, row[0])
        for column, text in enumerate(row[1:], 1):
            sheet.write_string(number, column, text)
    book.close()


def counts(form_id: int) -> dict[str, Any]:
    """The exact counts as the team sees them, timed, and compared with a count of every row."""
    from participation import queries
    from participation.models import Form, Submission, TallyCell
    from samenkracht.accounts.actors import Staff
    from samenkracht.accounts.models import User
    from samenkracht.core.models import OutboxEntry

    form = Form.objects.select_related("project").get(pk=form_id)
    by = Staff(User.objects.get(email="coordinator@test.example"))
    took = []
    for _number in range(6):
        began = time.perf_counter()
        live = queries.live_counts(project=form.project, actor=by, at=clock.now())
        took.append((time.perf_counter() - began) * 1e3)
    waiting = OutboxEntry.objects.filter(group_id=form_id).values_list("subject_id", flat=True)
    tail = list(Submission.objects.filter(pk__in=list(waiting)))
    began = time.perf_counter()
    full = queries.cells_of(Submission.objects.filter(form=form).iterator())
    full_ms = (time.perf_counter() - began) * 1e3
    cells = TallyCell.objects.filter(form=form).values_list("question", "option", "municipality", "channel", "n")
    told = Counter({tuple(cell[:4]): cell[4] for cell in cells}) + queries.cells_of(tail)
    total = next(one.total for one in live if one.form.pk == form_id)
    return {
        "ms": median(took[1:]), "full_ms": full_ms, "tail": len(tail), "total": total,
        "equal": told == full and total == Submission.objects.filter(form=form).count(),
    }  # fmt: skip


def dashboard(user_id: int) -> dict[str, Any]:
    """SQL of the director's dashboard: statements and milliseconds, and all of it with Python."""
    from reports import queries
    from samenkracht.accounts.actors import Staff
    from samenkracht.accounts.models import User

    by = Staff(User.objects.get(pk=user_id))
    seen: list[tuple[int, float, float]] = []
    for _number in range(6):
        spent: list[float] = []

        def clocked(execute: Any, *statement: Any, spent: list[float] = spent) -> Any:
            began = time.perf_counter()
            result = execute(*statement)
            spent.append((time.perf_counter() - began) * 1e3)
            return result

        began = time.perf_counter()
        with connection.execute_wrapper(clocked):
            found = queries.overview(by, at=clock.now())
        seen.append((len(spent), sum(spent), (time.perf_counter() - began) * 1e3))
    return {
        "statements": seen[-1][0], "sql_ms": median(one[1] for one in seen[1:]),
        "ms": median(one[2] for one in seen[1:]), "projects": len(found.standings),
    }  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenkracht.settings")
    django.setup()
    match sys.argv[1:]:
        case ["export", form, kind]:
            print(json.dumps(export(int(form), kind)))
        case ["counts", form]:
            print(json.dumps(counts(int(form))))
        case ["dashboard", user]:
            print(json.dumps(dashboard(int(user))))
