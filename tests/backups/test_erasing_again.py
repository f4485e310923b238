"""Whoever had their answers erased does not come back with a backup, and until that is sure nothing is served."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from participation.models import Erasure, Submission
from participation.models.submission import PENDING
from participation.results import services as tallies
from samenkracht.accounts.actors import System
from samenkracht.backups import erasures, services
from samenkracht.core import tasks
from samenkracht.core.db import restore_lock
from samenkracht.core.jobs import outbox
from samenkracht.core.models import Opening
from tests.factories.participation import make_form
from tests.moments import NOW
from tests.participation.fill_in import Walk, to_receipt

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return make_form(opens_at=NOW - timedelta(days=400))


def sent(form) -> Submission:
    to_receipt(Walk(form.slug))
    return Submission.objects.latest("pk")


def comes_back(row: Submission) -> None:
    """As a restored backup has it: the row is there again, to be counted, and its erasure is not."""
    Erasure.objects.all().delete()
    row.save(force_insert=True)
    outbox.enqueue(kind=PENDING, subject_id=row.pk, group_id=row.form_id, at=NOW)


def test_erasing_again_takes_who_withdrew_and_nobody_who_got_the_number_since(form, tmp_path):
    withdrawn, stays = sent(form), sent(form)
    kept = Submission.objects.get(pk=withdrawn.pk)
    tallies.erase(submission=withdrawn, by=System("test"), at=NOW)
    call_command("erasures", "--out", str(tmp_path / "list"), stdout=StringIO())
    number = kept.pk
    kept.pk = stays.pk + 50
    comes_back(kept)
    Submission.objects.filter(pk=stays.pk).delete()
    stays.pk = number
    comes_back(stays)

    for said in ("erased again: 1", "erased again: 0"):
        out = StringIO()
        call_command("erasures", "--again", str(tmp_path / "list"), stdout=out)
        assert out.getvalue().strip() == said

    assert list(Submission.objects.values_list("key", flat=True)) == [stays.key]
    assert list(tallies.marks()) == [tallies.mark_of(kept.key)], "the next list must name it too"


def test_list_names_nobody(form, tmp_path):
    row = sent(form)
    key, receipt = row.key, row.receipt_hash
    tallies.erase(submission=row, by=System("test"), at=NOW)
    erasures.write(tmp_path / "list", at=NOW)
    content = (tmp_path / "list").read_text()
    assert tallies.mark_of(key) in content
    assert not any(word in content for word in (str(key), key.hex, receipt, form.slug, "familie"))
    assert (tmp_path / "list").stat().st_mode & 0o077 == 0


def test_list_that_was_changed_or_is_none_is_refused(form, tmp_path):
    path = tmp_path / "list"
    erasures.write(path, at=NOW)
    path.write_bytes(path.read_bytes().replace(b'"submission":[]', b'"submission":["x"]'))
    with pytest.raises(CommandError, match="its sum differs"):
        call_command("erasures", "--again", str(path))
    path.write_text("{}")
    with pytest.raises(CommandError, match="no list of erasures"):
        call_command("erasures", "--again", str(path))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("erasures", "--again", str(tmp_path / "nowhere"))


def test_restored_database_is_closed_until_what_was_erased_is_erased_again(client, form, tmp_path):
    Opening.objects.all().delete()
    restore_lock.forget()
    for place in ("/", "/inloggen/", f"/formulieren/{form.slug}/", "/healthz"):
        answer = client.get(place)
        assert (answer.status_code, "nog even dicht" in answer.content.decode()) == (503, True), place
    with pytest.raises(SystemExit, match="not opened yet"):
        tasks.refuse_closed_database()
    erasures.write(tmp_path / "list", at=NOW)
    call_command("erasures", "--again", str(tmp_path / "list"), stdout=StringIO())
    restore_lock.forget()
    assert client.get("/").status_code == 200
    tasks.refuse_closed_database()


def test_no_backup_holds_what_opens_a_database():
    assert Opening._meta.db_table in services.LEFT_EMPTY
