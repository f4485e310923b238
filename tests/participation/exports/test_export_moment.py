"""A file is of one moment, however long it takes to send; with real commits."""

import csv
import io

import pytest
from django.db import connections

from participation.enums import ExportFormat, ExportGround
from participation.exports import collect as collected
from participation.exports import services as exports
from participation.exports.collect import ExportSelection
from participation.models import Submission
from participation.results import services as tallies
from tests.factories.participation import coordinator, make_form, send, send_many
from tests.moments import NOW

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])


def numbers(content: bytes) -> list[int]:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    return [int(row[0]) for row in list(rows)[1:]]


def test_what_comes_in_or_is_erased_meanwhile_changes_nothing_of_the_file(real_commits, monkeypatch):
    monkeypatch.setattr(collected, "AT_ONCE", 2)
    monkeypatch.setattr("participation.exports.render.csv.ROWS_AT_ONCE", 4)
    form = make_form()
    send_many(form, 12)
    before = list(Submission.objects.order_by("pk").values_list("pk", flat=True))
    by = coordinator()
    told = exports.make(
        form=form, selection=ExportSelection(), file_format=ExportFormat.CSV, ground=ExportGround.CHECK, by=by, at=NOW
    )

    parts = told.parts()
    first = next(parts)
    send(form)
    tallies.erase(submission=Submission.objects.get(pk=before[-1]), by=by, at=NOW)
    # Between two pieces this process reads what is there now.
    assert Submission.objects.count() == 12
    assert not Submission.objects.filter(pk=before[-1]).exists()

    assert numbers(first + b"".join(parts)) == before
    assert not connections["snapshot"].in_atomic_block


def test_a_file_that_nobody_reads_to_its_end_leaves_no_transaction_open(real_commits):
    form = make_form()
    send_many(form, 3)
    told = exports.make(
        form=form,
        selection=ExportSelection(),
        file_format=ExportFormat.XLSX,
        ground=ExportGround.CHECK,
        by=coordinator(),
        at=NOW,
    )
    parts = told.parts()
    next(parts)
    assert connections["snapshot"].in_atomic_block
    parts.close()
    assert not connections["snapshot"].in_atomic_block
