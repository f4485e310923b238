"""Compares what residents were told with what the database holds.

A program of its own: it imports nothing of the portal, reads with its own SQL, and reckons keys, receipts, hashes
and counts from the documents alone (docs/architecture.md). Run it with ``python -I``, so that it cannot even find
the portal.

    python -I checker.py --database postgres://user@host:port/name --intents FILE... [--quiet] [--json FILE]

Findings, one line each:
  LOST         acknowledged, and there is no row
  DUPLICATE    more than one row for one intent, or more than one receipt
  GHOST        a row after a refusal, or a row that nobody meant
  CORRUPT      other answers, or another receipt, than were sent and shown
  CONTRADICTION  acknowledged and refused for the same answers
  UNRESOLVED   at the end somebody still does not know whether the answers arrived (with --quiet)
  MISSING JOB  a submission that is neither counted nor waiting to be counted; with --quiet: still waiting
  MISCOUNT     a stored count that differs from a recount out of the answers
Exit status: 0 nothing found, 1 findings, 2 could not check.
"""

import argparse
import hashlib
import json
import sqlite3
import sys
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SUBMISSIONS = (
    "SELECT id, form_id, version_id, key, answers, answers_hash, municipality, channel, receipt_hash"
    " FROM participation_submission"
)
FORMS = "SELECT id, slug FROM participation_form"
VERSIONS = "SELECT id, definition FROM participation_formversion"
TALLIES = "SELECT form_id, n FROM participation_formtally"
CELLS = "SELECT form_id, question, option, municipality, channel, n FROM participation_tallycell"
WAITING = "SELECT group_id, subject_id FROM core_outboxentry WHERE kind = 'submission.count'"


@dataclass
class Row:
    """One submission as it stands in the database."""

    id: int
    form: int
    version: int
    key: str
    answers: Any
    answers_hash: str
    municipality: str
    channel: str
    receipt_hash: str


@dataclass
class Told:
    """What one resident meant to send and was told, in the order of the file."""

    form: str = ""
    answers_hash: str = ""
    receipts: list[str] = field(default_factory=list)
    refusals: list[int] = field(default_factory=list)
    sent: int = 0
    unknown: int = 0


@dataclass
class Stored:
    """What was read from the database, in one snapshot."""

    rows: list[Row]
    forms: dict[str, int]
    kinds: dict[int, dict[str, str]]
    tallies: dict[int, int]
    cells: dict[tuple[int, str, str, str, str], int]
    waiting: set[tuple[int, int]]


class Findings:
    """Named findings and counts."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []
        self.counts: dict[str, int] = {}

    def add(self, name: str, text: str) -> None:
        self.lines.append((name, text))

    def as_json(self) -> dict[str, Any]:
        named = Counter(name for name, _ in self.lines)
        return {
            "clean": not self.lines,
            "counts": self.counts,
            "found": dict(sorted(named.items())),
            "findings": [{"name": name, "text": text} for name, text in self.lines[:200]],
        }


# --- what the documents say ---------------------------------------------------------------------------------------


def row_key(form: int, page_key: str) -> str:
    """The key of the row for the key that the page carried."""
    return hashlib.sha256(f"submission:{form}:{page_key}".encode()).digest()[:16].hex()


def shown_receipt_hash(receipt: str) -> str:
    """How a receipt code as shown is stored."""
    plain = "".join(sign for sign in receipt.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def digest(document: Any) -> str:
    """SHA-256 of JSON with sorted keys, no spaces, UTF-8."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def counted_under(kind: str, stored: Any) -> str:
    """The option under which one answer is counted."""
    if kind == "choice":
        return str(stored["option"])
    if kind == "municipality":
        return str(stored)
    return "answered"


# --- reading ------------------------------------------------------------------------------------------------------


def read_residents(paths: list[Path]) -> dict[str, Told]:
    """The files of the residents. A last line cut off by a kill is left out; any other bad line is an error."""
    told: dict[str, Told] = defaultdict(Told)
    for path in paths:
        lines = path.read_bytes().split(b"\n")
        for number, line in enumerate(lines, 1):
            if not line:
                continue
            try:
                event = json.loads(line)
            except ValueError:
                if number == len(lines):
                    continue
                raise
            note(told[event["key"]], event)
    return dict(told)


def note(told: Told, event: dict[str, Any]) -> None:
    match event["event"]:
        case "intent":
            told.form, told.answers_hash = event["form"], event["hash"]
        case "sent":
            told.sent += 1
        case "acknowledged":
            told.receipts.append(event["receipt"])
        case "refused":
            told.refusals.append(event["status"])
        case "unknown":
            told.unknown += 1


def plain_key(value: object) -> str:
    return uuid.UUID(str(value)).hex


def as_document(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str | bytes) else value


def read_database(url: str) -> Stored:
    """All that is compared, from one snapshot."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        connection: Any = sqlite3.connect(
            f"{Path(unquote(parts.path)).as_uri()}?mode=ro", uri=True, isolation_level=None
        )
        connection.execute("BEGIN")
    else:
        import psycopg

        connection = psycopg.connect(url.replace("postgres://", "postgresql://", 1), autocommit=True)
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        return Stored(
            rows=[
                Row(r[0], r[1], r[2], plain_key(r[3]), as_document(r[4]), r[5], r[6], r[7], r[8])
                for r in connection.execute(SUBMISSIONS).fetchall()
            ],
            forms={row[1]: row[0] for row in connection.execute(FORMS).fetchall()},
            kinds={row[0]: question_kinds(as_document(row[1])) for row in connection.execute(VERSIONS).fetchall()},
            tallies=dict(connection.execute(TALLIES).fetchall()),
            cells={tuple(row[:5]): row[5] for row in connection.execute(CELLS).fetchall()},
            waiting=set(map(tuple, connection.execute(WAITING).fetchall())),
        )
    finally:
        connection.close()


def question_kinds(definition: dict[str, Any]) -> dict[str, str]:
    return {q["key"]: q["kind"] for step in definition["steps"] for q in step["questions"]}


# --- comparing ----------------------------------------------------------------------------------------------------


def compare_people(told: dict[str, Told], stored: Stored, findings: Findings, *, quiet: bool) -> None:
    by_key: dict[str, list[Row]] = defaultdict(list)
    for row in stored.rows:
        by_key[row.key].append(row)
    meant = {row_key(stored.forms[one.form], page_key): (page_key, one) for page_key, one in told.items()}
    for key, (page_key, one) in meant.items():
        compare_one(page_key, one, by_key.get(key, []), findings, quiet=quiet)
    for key, rows in by_key.items():
        if key not in meant:
            findings.add("GHOST", f"submission {rows[0].id}: nobody meant to send it")
    compare_texts(stored.rows, meant, findings)


def compare_one(key: str, told: Told, rows: list[Row], findings: Findings, *, quiet: bool) -> None:
    name = f"intent {key[:8]}"
    if told.receipts and not rows:
        findings.add("LOST", f"{name}: acknowledged, no row")
    if len(rows) > 1:
        findings.add("DUPLICATE", f"{name}: {len(rows)} rows")
    if len(set(told.receipts)) > 1:
        findings.add("DUPLICATE", f"{name}: {len(set(told.receipts))} different receipts")
    if told.refusals and told.receipts:
        findings.add("CONTRADICTION", f"{name}: acknowledged and refused with {told.refusals}")
    elif told.refusals and rows:
        findings.add("GHOST", f"{name}: refused with {told.refusals}, yet there is a row")
    if quiet and not told.receipts and not told.refusals:
        findings.add("UNRESOLVED", f"{name}: neither acknowledged nor refused; {len(rows)} rows")
    for row in rows:
        if digest(row.answers) != told.answers_hash:
            findings.add("CORRUPT", f"{name}: submission {row.id} holds other answers than were sent")
        if any(shown_receipt_hash(receipt) != row.receipt_hash for receipt in told.receipts):
            findings.add("CORRUPT", f"{name}: the receipt that was shown does not open submission {row.id}")


def compare_texts(rows: list[Row], meant: dict[str, tuple[str, Told]], findings: Findings) -> None:
    """Every resident sends other answers; equal answers under two keys are one person counted twice."""
    intents = Counter(one.answers_hash for _, one in meant.values())
    keys: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        own = digest(row.answers)
        keys[own].add(row.key)
        if own != row.answers_hash:
            findings.add("CORRUPT", f"submission {row.id}: its answers do not fit its own hash")
    for own, different in keys.items():
        if len(different) > max(1, intents[own]):
            findings.add("DUPLICATE", f"answers {own[:8]}: stored under {len(different)} keys")


def compare_counts(stored: Stored, findings: Findings, *, quiet: bool) -> None:
    """Counted + waiting = all, for every form; and every cell equals a recount out of the answers."""
    rows: dict[int, list[Row]] = defaultdict(list)
    for row in stored.rows:
        rows[row.form].append(row)
    for form in sorted(set(rows) | set(stored.tallies)):
        waiting = {subject for group, subject in stored.waiting if group == form}
        compare_form(form, rows[form], waiting, stored.tallies.get(form, 0), findings, quiet=quiet)
    known = {(row.form, row.id) for row in stored.rows}
    for form, subject in sorted(stored.waiting - known):
        findings.add("GHOST", f"form {form}: work is waiting for submission {subject}, which does not exist")
    compare_cells(stored, findings)


def compare_form(
    form: int, rows: list[Row], waiting: set[int], counted: int, findings: Findings, *, quiet: bool
) -> None:
    left = len(rows) - counted - len(waiting)
    total = f"form {form}: {len(rows)} submissions, {counted} counted, {len(waiting)} waiting"
    if left > 0:
        findings.add("MISSING JOB", f"{total}: {left} neither counted nor waiting")
    if left < 0:
        findings.add("MISCOUNT", f"{total}: {-left} too many")
    if quiet and waiting:
        findings.add("MISSING JOB", f"{total}: nobody does the work")


def compare_cells(stored: Stored, findings: Findings) -> None:
    recount: Counter[tuple[int, str, str, str, str]] = Counter()
    for row in stored.rows:
        if (row.form, row.id) in stored.waiting:
            continue
        kinds = stored.kinds[row.version]
        for question, answer in row.answers["a"].items():
            option = counted_under(kinds[question], answer)
            recount[(row.form, question, option, row.municipality, row.channel)] += 1
    for cell in sorted(set(recount) | set(stored.cells)):
        if recount[cell] != stored.cells.get(cell, 0):
            findings.add("MISCOUNT", f"cell {cell}: stored {stored.cells.get(cell, 0)}, recounted {recount[cell]}")


def check(database: str, intents: list[Path], *, quiet: bool) -> Findings:
    """Read both sides and compare."""
    told, stored, findings = read_residents(intents), read_database(database), Findings()
    findings.counts = {
        "intents": len(told),
        "acknowledged": sum(bool(one.receipts) for one in told.values()),
        "refused": sum(bool(one.refusals) for one in told.values()),
        "unresolved": sum(not one.receipts and not one.refusals for one in told.values()),
        "outcomes_unknown_at_first": sum(bool(one.unknown) for one in told.values()),
        "sends": sum(one.sent for one in told.values()),
        "rows": len(stored.rows),
        "counted": sum(stored.tallies.values()),
        "waiting": len(stored.waiting),
        "cells_recounted": len(stored.cells),
    }
    compare_people(told, stored, findings, quiet=quiet)
    compare_counts(stored, findings, quiet=quiet)
    return findings


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare what residents were told with what the database holds.")
    parser.add_argument("--database", required=True)
    parser.add_argument("--intents", required=True, nargs="+", type=Path)
    parser.add_argument("--quiet", action="store_true", help="the portal is at rest: nothing may be waiting")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    try:
        findings = check(given.database, given.intents, quiet=given.quiet)
    except Exception as error:  # whatever it is: not checked is not clean
        print(f"could not check: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    for name, text in findings.lines:
        print(f"{name}: {text}")
    print(json.dumps(findings.counts))
    if given.json:
        given.json.write_text(json.dumps(findings.as_json(), indent=1))
    return 1 if findings.lines else 0


if __name__ == "__main__":
    sys.exit(main())
