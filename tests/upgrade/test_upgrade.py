"""The databases of earlier releases, upgraded: nothing that stood there is lost, and everything opens as it did then.

Each folder beside this file that holds a dump is one of them. It is loaded by the database's own means, migrated by the
present code as docs/runbook.md tells, and walked through (tests/upgrade/page_walk.py) with the clock at the dump's
moment.
"""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest

from samenkracht.settings import RELEASE
from tests.services.environment import OURS, ROOT, here
from tests.upgrade.dumps import DATABASE, Dump, Table, dumps, lost, raw_bytes, tables

# The first test of a dump waits for loading, migrating and walking through it.
# Each dump is migrated and walked through by programs of its own: minutes, not for the inner loop.
pytestmark = [pytest.mark.processes, pytest.mark.timeout(900)]

# What a migration changed of what earlier releases wrote: by table, or by table.column, with the reason. Rows and
# columns that came since need no line. Whatever else differs after a migration is lost, and fails.
CHANGED: dict[str, str] = {
    "account_emailaddress": "allauth's own rows about addresses; one of them kept a colleague out (accounts 0004)",
}
# What a recount may say otherwise of an upgraded database than it said when the dump was made: how the line begins
# (verdict, figure), and the reason. A line that is not said any more stands here too.
RECOUNTED: dict[str, str] = {}


@dataclass
class Upgraded:
    """One dump after the migration, with what stood there before, and what the walk found."""

    dump: Dump
    url: str
    env: dict[str, str]
    before: Mapping[str, Table]
    after: Mapping[str, Table]
    bytes_before: bytes
    bytes_after: bytes
    walked: dict[str, dict[str, Any]]

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        return run(self.env, "manage.py", *words)

    def found(self, name: str, *, at_least: int) -> list[str]:
        """What is wrong in one part of the walk, which looked at as many things as it should."""
        part = self.walked[name]
        assert part["seen"] >= at_least, f"{name}: only {part['seen']} seen"
        wrong: list[str] = part["wrong"]
        return wrong


def run(env: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, *words], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(
            f"{' '.join(words)} ended with {done.returncode}.\n{done.stdout[-3000:]}{done.stderr[-6000:]}"
        )
    return done


@pytest.fixture(scope="module", params=dumps(here.database), ids=lambda dump: dump.name)
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    """Loaded, migrated and walked through, once for all tests of this file."""
    dump: Dump = request.param
    var = tmp_path_factory.mktemp(dump.name)
    url = dump.load(var=var, server=here.postgresql)
    env = {name: value for name, value in os.environ.items() if name not in OURS} | dump.environment(var=var, url=url)
    before, bytes_before = tables(url), raw_bytes(url, here.postgresql)
    run(env, "manage.py", "migrate", "--verbosity", "0")
    after, bytes_after = tables(url), raw_bytes(url, here.postgresql)
    walk = run(env, "-m", "tests.upgrade.page_walk", str(dump.folder / "known.json"))
    print(walk.stderr[-6000:])
    walked = json.loads(walk.stdout.splitlines()[-1])
    return Upgraded(dump, url, env, before, after, bytes_before, bytes_after, walked)


def test_there_is_a_dump_of_each_release_on_both_databases():
    assert "ca7565b" in [dump.name for dump in dumps("sqlite")]
    assert [dump.name for dump in dumps("sqlite")] == [dump.name for dump in dumps("postgresql")]


def test_no_row_of_an_earlier_release_is_lost_by_the_migration(upgraded: Upgraded):
    assert sum(len(table.rows) for table in upgraded.before.values()) > 2000
    assert lost(upgraded.before, upgraded.after, but=CHANGED) == []


def test_no_migration_is_left_over_or_missing(upgraded: Upgraded):
    upgraded.manage("migrate", "--check")
    upgraded.manage("makemigrations", "--check", "--dry-run")


def test_every_sealed_answer_draft_and_second_factor_opens(upgraded: Upgraded):
    assert upgraded.found("sealed", at_least=90) == []


def test_every_report_opens_in_every_format_with_the_bytes_that_were_frozen(upgraded: Upgraded):
    kinds = {(known["kind"], known["status"]) for known in upgraded.dump.known["reports"]}
    assert len(kinds) == 9
    assert upgraded.found("reports", at_least=9 * 8) == []


def test_recount_says_the_same_of_every_figure_or_what_is_listed_beforehand(upgraded: Upgraded):
    then, now = upgraded.dump.known["recount"], upgraded.found("recount", at_least=300)
    # What was erased after a report was made, it said then.
    assert {line.split(":")[0] for line in then} == {"equal", "no longer countable"}
    assert surprises(then, now) == []


def surprises(then: Iterable[str], now: Iterable[str]) -> list[str]:
    """What a recount said then and does not say now; and what it says now of a figure that is not equal."""
    otherwise = [line for line in sorted(set(now) - set(then)) if not line.startswith("equal: ")]
    gone = sorted(set(then) - set(now))
    return [line for line in gone + otherwise if not line.startswith(tuple(RECOUNTED))]


def test_three_pages_of_every_role_open(upgraded: Upgraded):
    assert upgraded.found("pages", at_least=9 * 3) == []


def test_people_come_in_as_before_and_who_was_kept_out_still_is(upgraded: Upgraded):
    assert upgraded.found("people", at_least=9) == []


def test_half_filled_forms_go_on_where_they_were(upgraded: Upgraded):
    assert upgraded.found("drafts", at_least=3) == []


def test_sensitive_answers_leave_in_an_export_in_words(upgraded: Upgraded):
    assert upgraded.found("exports", at_least=20) == []


def test_codes_of_old_submissions_find_and_erase_them(upgraded: Upgraded):
    assert upgraded.found("codes", at_least=60) == []


def test_upgraded_portal_takes_answers_and_approves_old_drafts(upgraded: Upgraded):
    assert upgraded.found("goes on", at_least=3) == []


def test_old_key_can_be_rotated_out_after_the_upgrade(upgraded: Upgraded):
    assert upgraded.found("rotated", at_least=90) == []


@pytest.mark.parametrize("moment", ["bytes_before", "bytes_after"])
def test_what_was_erased_stands_in_no_byte(upgraded: Upgraded, moment: str):
    content: bytes = getattr(upgraded, moment)
    erased = upgraded.dump.known["erased"]["texts"]
    left = [known["text"] for known in upgraded.dump.known["codes"] if known["text"] not in erased]
    looked_in = content + b"".join(unpacked(upgraded.after))

    assert len(erased) >= 4
    assert [text for text in erased if text.encode() in looked_in] == []
    # It would be found: what was not erased is.
    assert [text for text in left if text.encode() not in looked_in] == []


def unpacked(found: Mapping[str, Table]) -> Iterator[bytes]:
    """The parts of files of reports that are archives, in which words stand packed."""
    table = found["reports_reportfile"]
    place = table.columns.index("content")
    for row in table.rows:
        content = bytes(row[place])
        if content.startswith(b"PK"):
            with zipfile.ZipFile(BytesIO(content)) as archive:
                yield from map(archive.read, archive.namelist())


# --- that it would see ------------------------------------------------------------------------------------------------

ROWS = Table(("id", "text", "at"), [(1, "een", None), (2, "twee", None), (3, "drie", None)])


def test_a_figure_that_differs_or_is_counted_no_more_is_seen():
    then = ["equal: one", "equal: two", "no longer countable: three (1 erased since)"]
    now = ["equal: one", "differs: two (value)", "no longer countable: three (1 erased since)", "equal: four"]
    assert surprises(then, now) == ["equal: two", "differs: two (value)"]
    assert surprises(then, then[1:]) == ["equal: one"]
    assert surprises(then, [*then, "equal: four"]) == []


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ({}, "t is gone"),
        ({"t": Table(("id", "text"), [row[:2] for row in ROWS.rows])}, "t: at gone"),
        ({"t": Table(ROWS.columns, ROWS.rows[:2])}, "t: 1 of 3 rows gone or changed (in id, text, at)"),
        ({"t": Table(ROWS.columns, [*ROWS.rows[:2], (3, "3", None)])}, "t: 1 of 3 rows gone or changed (in text)"),
        ({"t": Table(ROWS.columns, [(1, "twee", None), (2, "een", None), ROWS.rows[2]])}, "t: 2 of 3 rows"),
    ],
)
def test_a_loss_is_seen(after, said):
    found = lost({"t": ROWS}, after, but={})
    assert len(found) == 1
    assert found[0].startswith(said)


def test_what_is_listed_or_new_is_no_loss():
    wider = Table(("new", *ROWS.columns), [("x", row[0], row[1].upper(), row[2]) for row in ROWS.rows] + [("x",) * 4])
    assert lost({"t": ROWS, "u": ROWS}, {"t": wider, "v": ROWS}, but={"t.text": "in capitals", "u": "not used"}) == []


def test_each_dump_is_small_and_holds_no_path_of_a_machine():
    for dump in dumps("sqlite") + dumps("postgresql"):
        assert (dump.folder / DATABASE).stat().st_size < 3_000_000
        assert not re.search(r"/(home|root|work|tmp)/", (dump.folder / "known.json").read_text())


def test_this_release_has_a_name_of_its_own():
    """Pages of forms are kept in the database under the name of the release that drew them; so a name is used once."""
    same = {dump.name for dump in dumps("sqlite") if dump.known["release"] == RELEASE}
    assert same <= {RELEASE}, "name the release anew: settings.RELEASE, publiccode.yml, pyproject.toml"
    assert f"softwareVersion: {RELEASE}\n" in (ROOT / "publiccode.yml").read_text()
    assert f'version = "{RELEASE}"\n' in (ROOT / "pyproject.toml").read_text()
