"""The plan as a value: its stored shape, what it still misses, and what differs between two of them."""

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from projects.models.plan import PLAN_TEXTS, ParticipationPlan, PlanLine
from projects.plans.content import plan as content
from projects.plans.content.compare import PlanChangeKind, compare
from projects.plans.content.completeness import PartState, completeness
from projects.plans.content.plan import LINE_WORDS, TEXT_WORDS, Line, PlanDocument, UnreadablePlan
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.json import digest

GOLDEN = sorted((Path(__file__).parents[2] / "golden" / "plans").glob("*.json"))
SHORT = Line(
    key="abc",
    input="Wat helpt thuis",
    from_whom="Mensen met hulp",
    purpose="Betere afspraken",
    method="Een gesprek",
    use="In het bestek",
    feedback_due=KnownDate("2027-02"),
)
WHOLE = replace(
    SHORT,
    level="advise",
    level_reason="Zij weten het best wat werkt.",
    target_number=60,
    measures="Een tolk en reiskosten",
    phase="development",
    period_start=KnownDate("2026-11"),
    period_end=KnownDate("2026-12-18"),
    owner="projectleider",
    experts="co_organise",
)
TEXTS = {name: f"Tekst over {name}" for name in TEXT_WORDS}
BOTH = PlanDocument(lines=(WHOLE, replace(SHORT, key="def")), **TEXTS)


# --- the stored shape


@pytest.mark.parametrize("document", [PlanDocument(), BOTH, PlanDocument(no_participation_reason="Geen ruimte.")])
def test_what_is_stored_is_read_as_it_was(document):
    stored = json.loads(json.dumps(document.to_json()))

    assert PlanDocument.from_json(stored) == document
    assert digest(stored) == digest(document.to_json())


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_document_that_was_ever_stored_is_still_read(path):
    case = json.loads(path.read_text())
    document = PlanDocument.from_json(case["document"])

    assert digest(case["document"]) == case["digest"]
    assert [words for line in document.lines for _title, words in line.facts()] == case["facts"]
    assert [text for _title, text in document.filled_texts()] == case["told"]
    assert document.no_participation_reason == case["reason"]


def test_there_is_a_golden_document_of_each_schema():
    assert {json.loads(path.read_text())["document"]["schema"] for path in GOLDEN} == set(range(1, content.SCHEMA + 1))


@pytest.mark.parametrize(
    "change",
    [{"schema": 99}, {"schema": None}, {"kind": "report"}, {"lines": [{"key": "a"}]}, {"lines": None}],
)
def test_what_this_release_cannot_read_is_said(change):
    with pytest.raises(UnreadablePlan):
        PlanDocument.from_json(BOTH.to_json() | change)


def test_an_older_schema_goes_through_its_steps(monkeypatch):
    old = {name: value for name, value in BOTH.to_json().items() if name != "means"}
    monkeypatch.setattr(content, "SCHEMA", 2)
    monkeypatch.setitem(content.UPCASTERS, 1, lambda document: document | {"means": "onbekend"})

    assert PlanDocument.from_json(old).means == "onbekend"
    assert old["schema"] == 1


def test_the_value_holds_every_promise_of_the_tables_and_nothing_of_what_became_of_it():
    apart = {"id", "plan", "position", "removed_at", "feedback_given"}
    columns = {field.name for field in PlanLine._meta.concrete_fields} - apart
    assert {field.name for field in fields(Line)} == columns
    assert set(TEXT_WORDS) == set(PLAN_TEXTS)
    assert set(LINE_WORDS) == columns - {"key"}
    apart = {"id", "project", "status", "no_participation_accepted_by"}
    columns = {field.name for field in ParticipationPlan._meta.concrete_fields} - apart
    assert {field.name for field in fields(PlanDocument)} == columns | {"lines"}


@pytest.mark.parametrize(
    ("document", "enough"),
    [
        (PlanDocument(), False),
        (PlanDocument(**TEXTS), False),
        (PlanDocument(lines=(replace(SHORT, use=""),)), False),
        (PlanDocument(lines=(replace(SHORT, use=""), replace(SHORT, key="def"))), True),
        (PlanDocument(lines=(replace(SHORT, feedback_due=KnownDate("ongoing")),)), True),
        (PlanDocument(no_participation_reason="Geen ruimte."), True),
    ],
)
def test_a_short_plan_or_a_reason_can_be_submitted(document, enough):
    assert document.can_be_submitted == enough


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (WHOLE, "november 2026 – 18 december 2026"),
        (replace(WHOLE, period_end=KnownDate()), "november 2026"),
        (replace(WHOLE, period_start=KnownDate()), "tot en met 18 december 2026"),
        (SHORT, ""),
    ],
)
def test_a_period_is_told_as_far_as_it_is_known(line, words):
    assert line.period == words


# --- the fifteen parts


def states(document):
    return {part.number: part.state for part in completeness(document)}


def test_there_are_fifteen_parts_in_their_order():
    assert [part.number for part in completeness(PlanDocument())] == list(range(1, 16))


def test_nothing_is_filled_in_an_empty_plan_and_all_in_a_whole_one():
    assert set(states(PlanDocument()).values()) == {PartState.EMPTY}
    assert set(states(replace(BOTH, lines=(WHOLE,))).values()) == {PartState.FILLED}


def test_a_short_plan_fills_what_the_seed_asks():
    filled = {number for number, state in states(PlanDocument(lines=(SHORT,))).items() if state == PartState.FILLED}
    partly = {number for number, state in states(PlanDocument(lines=(SHORT,))).items() if state == PartState.PARTLY}

    assert filled == {3, 7, 8}
    assert partly == {1, 4, 13}


NEEDS = [
    (1, "motive"), (1, "purpose"), (2, "room"), (3, "input"), (4, "from_whom"), (4, "measures"), (5, "level"),
    (5, "level_reason"), (6, "phase"), (7, "method"), (8, "use"), (9, "planning"), (9, "period_start"), (10, "roles"),
    (10, "owner"), (10, "experts"), (11, "communication"), (12, "privacy"), (13, "feedback"), (13, "feedback_due"),
    (14, "evaluation"), (15, "means"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "name"), NEEDS)
def test_each_part_misses_what_is_taken_out_and_says_where(number, name):
    whole = replace(BOTH, lines=(WHOLE, replace(WHOLE, key="def")))
    if name in TEXT_WORDS:
        document, key = replace(whole, **{name: ""}), ""
    else:
        empty = KnownDate() if name in content.DATES else ""
        document, key = replace(whole, lines=(WHOLE, replace(WHOLE, key="def", **{name: empty}))), "def"

    changed = {part.number: part for part in completeness(document) if part.state != PartState.FILLED}

    assert set(changed) == {number}
    assert [(gap.name, gap.line_key) for gap in changed[number].gaps] == [(name, key)]


# --- differences


def kinds(old, new):
    return [(change.kind, change.key) for change in compare(old, new).lines]


def lines(*keys, **changed):
    """A plan of lines with these keys; ``changed`` gives the input of some."""
    return PlanDocument(lines=tuple(replace(SHORT, key=key, input=changed.get(key, SHORT.input)) for key in keys))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (lines("a", "b"), lines("a", "b"), []),
        (lines(), lines("a"), [(PlanChangeKind.ADDED, "a")]),
        (lines("a", "b"), lines("b"), [(PlanChangeKind.REMOVED, "a")]),
        (lines("a"), lines("a", a="Anders"), [(PlanChangeKind.CHANGED, "a")]),
        (lines("a", "b", "c"), lines("c", "a", "b"), [(PlanChangeKind.MOVED, "c")]),
        (lines("a", "b"), lines("b", "a", b="Anders"), [(PlanChangeKind.CHANGED, "b"), (PlanChangeKind.MOVED, "a")]),
        (lines("a", "b"), lines("c", "b"), [(PlanChangeKind.ADDED, "c"), (PlanChangeKind.REMOVED, "a")]),
        (lines("a", "b", "c", "d"), lines("b", "c", "d", "a"), [(PlanChangeKind.MOVED, "a")]),
    ],
)
def test_lines_are_followed_by_their_key(old, new, found):
    assert sorted(kinds(old, new)) == sorted(found)


def test_a_changed_line_shows_its_changed_parts_with_the_words_that_differ():
    new = PlanDocument(lines=(replace(SHORT, method="Een gesprek en een brief", target_number=40),))

    (change,) = compare(PlanDocument(lines=(SHORT,)), new).lines

    assert [difference.title for difference in change.differences] == ["Hoe?", "Hoeveel mensen wilt u bereiken?"]
    method, target = change.differences
    assert [(piece.text, piece.differs) for piece in method.before] == [("Een gesprek", False)]
    assert [(piece.text, piece.differs) for piece in method.after] == [("Een gesprek", False), (" en een brief", True)]
    assert (target.before, [piece.text for piece in target.after]) == ((), ["40"])


@pytest.mark.parametrize("name", [*TEXT_WORDS, "no_participation_reason"])
def test_each_text_is_compared(name):
    (difference,) = compare(PlanDocument(), PlanDocument(**{name: "Nieuw"})).texts

    assert (difference.before, [piece.text for piece in difference.after]) == ((), ["Nieuw"])


@pytest.mark.parametrize("name", [name for name in LINE_WORDS if getattr(WHOLE, name)])
def test_each_part_of_a_line_is_compared(name):
    empty = KnownDate() if name in content.DATES else None if name == "target_number" else ""
    (change,) = compare(PlanDocument(lines=(WHOLE,)), PlanDocument(lines=(replace(WHOLE, **{name: empty}),))).lines

    assert [difference.title for difference in change.differences] == [str(LINE_WORDS[name])]


def test_old_and_new_of_a_text_can_be_read_back_from_their_pieces():
    old, new = "Wij vragen  het\naan iedereen.", "Wij vragen het nu aan\neen aantal mensen."
    (difference,) = compare(PlanDocument(room=old), PlanDocument(room=new)).texts

    assert "".join(piece.text for piece in difference.before) == old
    assert "".join(piece.text for piece in difference.after) == new


def test_equal_plans_differ_in_nothing():
    assert compare(BOTH, BOTH).is_equal
    assert not compare(BOTH, PlanDocument()).is_equal
