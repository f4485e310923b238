"""The checker names what is wrong on a doctored database, and nothing on a sound one."""

import hashlib
import json
import sqlite3
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

CHECKER = Path(__file__).with_name("checker.py")
DEFINITION = {
    "schema": 1,
    "steps": [{"questions": [{"key": "q1", "kind": "choice"}, {"key": "q2", "kind": "long_text"}]}],
}
TABLES = """
CREATE TABLE participation_form (id INTEGER PRIMARY KEY, slug TEXT);
CREATE TABLE participation_formversion (id INTEGER PRIMARY KEY, definition TEXT);
CREATE TABLE participation_submission (id INTEGER PRIMARY KEY, form_id INT, version_id INT, key TEXT, answers TEXT,
  answers_hash TEXT, municipality TEXT, channel TEXT, receipt_hash TEXT);
CREATE TABLE participation_formtally (form_id INT, n INT);
CREATE TABLE participation_tallycell (form_id INT, question TEXT, option TEXT, municipality TEXT, channel TEXT, n INT);
CREATE TABLE core_outboxentry (kind TEXT, group_id INT, subject_id INT);
"""


def answers(number):
    return {"schema": 1, "a": {"q1": {"option": "ja"}, "q2": f"tekst {number} é"}}


def digest(document):
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Case:
    """Five residents: four are counted, the fifth waits; a sixth was refused."""

    def __init__(self, folder):
        self.folder = folder
        self.base = sqlite3.connect(folder / "base.sqlite3", isolation_level=None)
        self.base.executescript(TABLES)
        self.base.execute("INSERT INTO participation_formversion VALUES (1, ?)", [json.dumps(DEFINITION)])
        self.run("INSERT INTO participation_form VALUES (1, 'vragen')")
        self.events = []
        for number in range(1, 6):
            self.tell("intent", number, form="vragen", hash=digest(answers(number)))
            self.tell("acknowledged", number, receipt=f"ABCD-000{number}")
            self.store(number, number)
        self.tell("intent", 6, form="vragen", hash=digest(answers(6)))
        self.tell("refused", 6, status=422)
        self.run("INSERT INTO participation_formtally VALUES (1, 4)")
        self.run("INSERT INTO participation_tallycell VALUES (1, 'q1', 'ja', '', 'online', 4)")
        self.run("INSERT INTO participation_tallycell VALUES (1, 'q2', 'answered', '', 'online', 4)")
        self.run("INSERT INTO core_outboxentry VALUES ('submission.count', 1, 5)")

    def tell(self, event, number, **more):
        self.events.append(json.dumps({"event": event, "key": f"sleutel-{number}", **more}))

    def run(self, statement, *values):
        self.base.execute(statement, values)

    def store(self, row, number):
        key = uuid.UUID(bytes=hashlib.sha256(f"submission:1:sleutel-{number}".encode()).digest()[:16])
        receipt = hashlib.sha256(f"ABCD000{number}".encode()).hexdigest()
        values = (row, key.hex, json.dumps(answers(number)), digest(answers(number)), receipt)
        self.run("INSERT INTO participation_submission VALUES (?, 1, 1, ?, ?, ?, '', 'online', ?)", *values)

    def verdict(self, *more, rest=b""):
        intents, outcome = self.folder / "residents.jsonl", self.folder / "out.json"
        intents.write_bytes("\n".join(self.events).encode() + b"\n" + rest)
        command = [sys.executable, "-I", str(CHECKER), "--database", f"sqlite:///{self.folder}/base.sqlite3"]
        command += ["--intents", str(intents), "--json", str(outcome), *more]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder)
        assert done.returncode in (0, 1), done.stderr
        found = json.loads(outcome.read_text())
        assert found["clean"] is (done.returncode == 0)
        return found


@pytest.fixture
def case(tmp_path):
    made = Case(tmp_path)
    yield made
    made.base.close()


def test_a_sound_database_has_no_findings(case):
    found = case.verdict()

    assert (found["clean"], found["findings"]) == (True, [])
    assert found["counts"] == {
        "intents": 6, "acknowledged": 5, "refused": 1, "unresolved": 0, "outcomes_unknown_at_first": 0, "sends": 0,
        "rows": 5, "counted": 4, "waiting": 1, "cells_recounted": 2,
    }  # fmt: skip


def test_an_acknowledged_submission_without_row_is_lost(case):
    case.run("DELETE FROM participation_submission WHERE id = 5")
    case.run("DELETE FROM core_outboxentry")

    assert case.verdict()["found"] == {"LOST": 1}


def test_two_rows_for_one_intent_are_a_duplicate(case):
    case.store(7, 5)
    case.run("INSERT INTO core_outboxentry VALUES ('submission.count', 1, 7)")

    assert case.verdict()["found"] == {"DUPLICATE": 1}


def test_the_same_answers_under_a_second_key_are_a_duplicate(case):
    case.tell("intent", 7, form="vragen", hash=digest(answers(7)))
    case.tell("unknown", 7)
    case.store(7, 7)
    case.run(
        "UPDATE participation_submission SET answers = ?, answers_hash = ? WHERE id = 7",
        json.dumps(answers(5)),
        digest(answers(5)),
    )
    case.run("INSERT INTO core_outboxentry VALUES ('submission.count', 1, 7)")

    assert case.verdict()["found"] == {"CORRUPT": 1, "DUPLICATE": 1}


def test_two_receipts_for_one_intent_are_a_duplicate(case):
    case.tell("acknowledged", 5, receipt="ABCD-0009")

    assert case.verdict()["found"] == {"CORRUPT": 1, "DUPLICATE": 1}


def test_a_row_after_a_refusal_is_a_ghost(case):
    case.store(7, 6)
    case.run("INSERT INTO core_outboxentry VALUES ('submission.count', 1, 7)")

    assert case.verdict()["found"] == {"GHOST": 1}


def test_a_row_that_nobody_meant_is_a_ghost(case):
    case.store(7, 99)
    case.run("INSERT INTO core_outboxentry VALUES ('submission.count', 1, 7)")

    assert case.verdict()["found"] == {"GHOST": 1}


def test_other_answers_than_were_sent_are_corrupt(case):
    case.run(
        "UPDATE participation_submission SET answers = ?, answers_hash = ? WHERE id = 5",
        json.dumps(answers(8)),
        digest(answers(8)),
    )

    assert case.verdict()["found"] == {"CORRUPT": 1}


def test_a_receipt_that_opens_nothing_is_corrupt(case):
    case.run("UPDATE participation_submission SET receipt_hash = 'x' WHERE id = 5")

    assert case.verdict()["found"] == {"CORRUPT": 1}


def test_an_unknown_outcome_may_be_stored_or_not_but_not_stay_unknown(case):
    case.tell("intent", 7, form="vragen", hash=digest(answers(7)))
    case.tell("unknown", 7)
    case.run("DELETE FROM core_outboxentry")
    case.run("UPDATE participation_formtally SET n = 5")
    case.run("UPDATE participation_tallycell SET n = 5")

    assert case.verdict()["found"] == {}
    assert case.verdict("--quiet")["found"] == {"UNRESOLVED": 1}


def test_a_submission_neither_counted_nor_waiting_misses_its_job(case):
    case.run("DELETE FROM core_outboxentry")

    assert case.verdict()["found"] == {"MISCOUNT": 2, "MISSING JOB": 1}


def test_work_that_still_waits_at_rest_is_a_missing_job(case):
    assert case.verdict("--quiet")["found"] == {"MISSING JOB": 1}


def test_a_count_that_differs_from_the_answers_is_named(case):
    case.run("UPDATE participation_tallycell SET n = 3 WHERE question = 'q1'")

    assert case.verdict()["found"] == {"MISCOUNT": 1}


def test_counting_one_twice_is_named(case):
    case.run("UPDATE participation_formtally SET n = 5")

    assert case.verdict()["found"] == {"MISCOUNT": 1}


def test_a_last_line_cut_off_by_a_kill_is_no_event(case):
    assert case.verdict(rest=b'{"event": "ackn')["found"] == {}


def test_what_cannot_be_read_is_never_clean(case):
    case.run("DROP TABLE participation_tallycell")

    with pytest.raises(AssertionError, match="could not check"):
        case.verdict()
