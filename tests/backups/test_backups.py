"""The drill: fill, back up, destroy, restore, compare. And each way in which it must say no."""

import json
import resource
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from samenkracht.backups import erasures, services
from samenkracht.backups import manifest as papers
from samenkracht.backups.services import LEFT_EMPTY
from tests.moments import NOW
from tests.services import processes
from tests.services.environment import ROOT, here
from tests.services.portal import Portal
from tests.upgrade.dumps import dumps

pytestmark = pytest.mark.processes
DUMP = dumps(here.database)[-1]
KEYS = DUMP.known["keys"]
SESSION = "session-key-of-somebody-logged-in"
# Three people have what they sent erased, after the backup; prints their keys.
ERASES = """
from samenkracht.core import clock
from participation.models import Submission
from participation.results import services as tallies
from samenkracht.accounts.actors import System
rows = list(Submission.objects.order_by("pk")[::Submission.objects.count() // 3][:3])
print([str(row.key) for row in rows])
for row in rows: tallies.erase(submission=row, by=System("drill"), at=clock.now())
"""
LEFT = "print(Submission.objects.filter(key__in={}).count())"
# Every row of every table, by the ORM and not by what the backup counts with. Erasing again is told anew, and later.
EVERY_ROW = """
import hashlib
from django.apps import apps
others = ("core.CacheEntry", "sessions.Session", "audit.AuditEvent", "participation.Erasure")
for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label):
    if model._meta.label in others: continue
    rows = list(model._base_manager.order_by("pk").values_list())
    print(model._meta.label, len(rows), hashlib.sha256(repr(rows).encode()).hexdigest())
"""
LOGS_IN = """
from django.test import Client
from samenkracht.demo.cast import PASSWORD
client = Client(HTTP_HOST="127.0.0.1")
print(client.post("/inloggen/", {"login": "redacteur@demo.example", "password": PASSWORD}).status_code,
      client.get("/werkplek/").status_code)
"""
CHANGES_HISTORY = """
from django.db import DatabaseError
from samenkracht.audit.models import AuditEvent
try:
    print("changed", AuditEvent.objects.update(event="nothing.happened"))
except DatabaseError as error:
    print("refused:", error)
"""
OPEN_FORM = """
from samenkracht.core import clock
from participation.models import Form
at = clock.now()
print(Form.objects.filter(published_version__isnull=False, opens_at__lte=at, closes_at__gt=at).earliest("pk").slug)
"""


def empty_portal(name: str) -> Portal:
    """An installation whose database is there and empty, on the kind of database of this run."""
    portal = Portal(database_url=here.postgresql.create_database(name) if here.postgresql else "")
    portal.env |= KEYS
    if here.postgresql is None:
        destroy(portal)  # its file is migrated
    return portal


def destroy(portal: Portal) -> None:
    """The database is gone; an empty one has its name."""
    if here.postgresql is None:
        file = Path(portal.database_url.removeprefix("sqlite:///"))
        for path in file.parent.glob(f"{file.name}*"):
            path.unlink()
        return
    name = portal.database_url.rpartition("/")[2]
    place = ["-h", "127.0.0.1", "-p", str(here.postgresql.port), "-U", "samenkracht"]
    subprocess.run([str(here.postgresql.binaries / "dropdb"), *place, name], check=True)
    here.postgresql.create_database(name)


# Of the session: pytest-django puts tests with a database before the others, and would have it made for both groups.
@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """The example region as an earlier release left it, brought up to date, with somebody logged in."""
    portal = Portal(database_url=DUMP.load(var=tmp_path_factory.mktemp("drill"), server=here.postgresql))
    portal.env |= KEYS
    portal.manage("migrate", "--verbosity", "0")
    portal.python(
        "from django.contrib.sessions.models import Session; from samenkracht.core import clock;"
        f"Session.objects.create(session_key={SESSION!r}, session_data='x', expire_date=clock.now())"
    )
    yield portal
    portal.remove()


@pytest.fixture(scope="session")
def backup(filled: Portal, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("backups") / "tonight"
    filled.manage("backup", "--out", str(folder))
    return folder


@pytest.fixture
def copy(backup: Path, tmp_path: Path, settings) -> Path:
    """A backup to spoil. What looks at it has the keys of the installation that made it."""
    settings.FIELD_KEYS = KEYS["FIELD_KEYS"]
    shutil.copytree(backup, tmp_path / "copy")
    return tmp_path / "copy"


def part(folder: Path) -> Path:
    return next(path for path in folder.iterdir() if path.name != papers.NAME)


def claim(folder: Path, **changed) -> None:
    """A manifest whose own sum is right, with something else in it."""
    known = papers._read_manifest(folder / papers.NAME)
    papers.write(replace(known, **{"part": papers.part_of(part(folder))} | changed), folder)


def test_what_was_destroyed_is_back_row_by_row_and_what_was_erased_since_is_not(filled: Portal, backup: Path, tmp_path):
    erased, before = filled.python(ERASES + EVERY_ROW).split("\n", 1)
    filled.manage("erasures", "--out", str(tmp_path / "erasures.json"))
    counted = filled.manage("recount").stdout
    destroy(filled)

    words = ["restore", "--from", str(backup), "--into-empty"]
    silent = filled.manage(*words, check=False)
    said = filled.manage(*words, "--erasures", str(tmp_path / "erasures.json")).stdout

    assert (silent.returncode, "say what was erased since the backup" in silent.stderr) == (1, True)
    assert "every table holds what the backup was made of" in said
    assert "erased again: 3" in said
    assert filled.python(EVERY_ROW) == before
    assert filled.python(f"from participation.models import Submission\n{LEFT.format(erased)}").strip() == "0"
    assert filled.manage("recount").stdout == counted
    assert " 0 differs" in counted.splitlines()[-1]
    filled.manage("migrate", "--check")
    # It is a portal again: people log in, numbers go on where they were, history is closed to changes.
    assert filled.python(LOGS_IN).split() == ["302", "200"]
    filled.manage("load_submissions", "--form", filled.python(OPEN_FORM).strip(), "--count", "2", "--seed", "9")
    filled.manage("recount")
    assert filled.python(CHANGES_HISTORY).startswith("refused:")


@pytest.mark.postgresql  # what is asked of a backup is the same; how each database is copied, other tests show
def test_nothing_that_stands_somewhere_is_overwritten(filled: Portal, backup: Path):
    before = filled.python(EVERY_ROW)

    again = filled.manage("restore", "--from", str(backup), "--into-empty", "--nothing-erased-since", check=False)
    twice = filled.manage("backup", "--out", str(backup), check=False)

    assert again.returncode == 1
    assert "not empty" in again.stderr or "is there already" in again.stderr
    assert (twice.returncode, twice.stderr.count("is there already")) == (1, 1)
    assert filled.python(EVERY_ROW) == before


def test_backup_holds_no_key_and_nobody_who_is_logged_in(filled: Portal, backup: Path):
    content = part(backup).read_bytes() + (backup / papers.NAME).read_bytes()
    if here.postgresql is not None:
        tool = str(here.postgresql.binaries / "pg_restore")
        content += subprocess.run([tool, "--file=-", str(part(backup))], capture_output=True, check=True).stdout

    assert b"coordinator@demo.example" in content  # a search that finds what is there
    secrets = [part.partition(":")[2] or part for value in KEYS.values() for part in value.split(",")]
    for secret in (*secrets, SESSION):
        assert secret.encode() not in content
    assert {path.stat().st_mode & 0o077 for path in (backup, *backup.iterdir())} == {0}


def cut(folder: Path) -> None:
    path = part(folder)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])


def cut_and_swear(folder: Path) -> None:
    cut(folder)
    claim(folder)


def turn_one_bit(folder: Path) -> None:
    content = bytearray(part(folder).read_bytes())
    content[len(content) // 2] ^= 1
    part(folder).write_bytes(content)


def lose_the_part(folder: Path) -> None:
    part(folder).unlink()


def other_heads(folder: Path) -> None:
    state = papers._read_manifest(folder / papers.NAME).state
    claim(folder, state=replace(state, heads=state.heads | {"projects": "0999_of_next_year"}))


def other_kind(folder: Path) -> None:
    claim(folder, kind="postgresql" if here.postgresql is None else "sqlite")


def change_the_manifest(folder: Path) -> None:
    content = json.loads((folder / papers.NAME).read_bytes())
    content["state"]["tables"]["projects_project"]["rows"] -= 1
    (folder / papers.NAME).write_text(json.dumps(content))


def lose_the_manifest(folder: Path) -> None:
    (folder / papers.NAME).unlink()


def other_shape(folder: Path) -> None:
    (folder / papers.NAME).write_text(json.dumps(["not", asdict(papers.TableChecksum(1, ""))]))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (cut, "bytes, and must have"),
        (cut_and_swear, "ended with 1|no whole SQLite database"),
        (turn_one_bit, "is not what was written: its sum differs"),
        (lose_the_part, "is missing"),
        (other_heads, "whose projects ends with 0999_of_next_year; here it ends with"),
        (other_kind, "this is a backup of"),
        (change_the_manifest, "manifest.json is not what was written"),
        (lose_the_manifest, "cannot be read"),
        (other_shape, "is no manifest"),
    ],
)
def test_spoilt_backup_is_refused_with_its_reason(spoil, words, copy: Path):
    call_command("restore", "--from", str(copy), "--check", verbosity=0)
    spoil(copy)

    with pytest.raises(CommandError, match=words):
        call_command("restore", "--from", str(copy), "--check")


def test_without_the_key_that_sealed_it_a_backup_is_refused_before_anything_is_filled(copy: Path, settings):
    settings.FIELD_KEYS = "1:" + "QUFB" * 10 + "QUE="

    with pytest.raises(CommandError, match="FIELD_KEYS here lack the key"):
        call_command("restore", "--from", str(copy), "--check")


@pytest.mark.postgresql  # what is asked of a backup is the same; how each database is copied, other tests show
def test_list_of_erasures_older_than_the_backup_is_refused_before_anything_is_filled(copy: Path, tmp_path: Path, db):
    erasures.write(tmp_path / "list", at=NOW - timedelta(days=4000))
    with pytest.raises(papers.Unusable, match="older than the backup"):
        services.restore(copy, erased=erasures.read(tmp_path / "list"), at=NOW)


def dump_again(filled: Portal, folder: Path, *, table: str, rows_only: bool) -> None:
    """A dump that went wrong and is sure of itself: a table or its rows are not in it, and all sums are right."""
    if here.postgresql is None:
        with sqlite3.connect(part(folder)) as database:
            database.execute(f"{'DELETE FROM' if rows_only else 'DROP TABLE'} {table}")
    else:
        words = [f"--exclude-table-data={name}" for name in LEFT_EMPTY]
        words.append(f"--exclude-table{'-data' if rows_only else ''}={table}")
        url = filled.database_url.replace("postgres://", "postgresql://", 1)
        tool = str(here.postgresql.binaries / "pg_dump")
        subprocess.run([tool, "-Fc", *words, f"--file={part(folder)}", url], check=True)
    claim(folder)


@pytest.mark.postgresql  # what is asked of a backup is the same; how each database is copied, other tests show
@pytest.mark.parametrize(("rows_only", "words"), [(False, "is missing"), (True, "holds 0 rows, and must hold")])
def test_table_or_rows_that_are_not_there_after_restoring_are_named(rows_only, words, filled, tmp_path):
    filled.manage("backup", "--out", str(tmp_path / "copy"))
    dump_again(filled, tmp_path / "copy", table="projects_progressitem", rows_only=rows_only)
    target = empty_portal(f"lacking_{rows_only}".lower())
    try:
        command = ["restore", "--from", str(tmp_path / "copy"), "--into-empty", "--nothing-erased-since"]
        said = target.manage(*command, check=False)
    finally:
        target.remove()

    assert (said.returncode, said.stdout) == (1, "")
    assert f"table projects_progressitem {words}" in said.stderr


def test_full_disk_leaves_nothing_that_looks_like_a_backup(filled: Portal, tmp_path: Path):
    command = [sys.executable, "manage.py", "backup", "--out", str(tmp_path / "tonight")]

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, 64 * 1024))

    done = subprocess.run(command, cwd=ROOT, env=filled.env, preexec_fn=small_disk, capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith("CommandError: no backup was made:")
    assert list(tmp_path.iterdir()) == []


NUMBER = "from participation.models import Submission; print(Submission.objects.count())"


def test_backup_made_while_residents_send_is_of_one_moment(filled: Portal, tmp_path: Path):
    words = ["load_submissions", "--form", filled.python(OPEN_FORM).strip(), "--count", "100000", "--seed", "3"]
    before = int(filled.python(NUMBER))
    crowd = processes.start(
        [sys.executable, str(ROOT / "manage.py"), *words], log=tmp_path / "log", env=filled.env, cwd=ROOT
    )
    processes.wait_until(lambda: int(filled.python(NUMBER)) > before, what="a submission", seconds=120, process=crowd)

    filled.manage("backup", "--out", str(tmp_path / "busy"))
    still_sending = crowd.poll() is None
    processes.stop(crowd)
    after = int(filled.python(NUMBER))

    target = empty_portal("busy")
    try:
        target.manage("restore", "--from", str(tmp_path / "busy"), "--into-empty", "--nothing-erased-since")
        target.manage("recount", "--brief")
        number = int(target.python(NUMBER))
    finally:
        target.remove()
    assert still_sending
    assert before < number < after
