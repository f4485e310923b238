"""One place asks what time it is; and no test asks at all, so that each is green on any day."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLOCK = ROOT / "samenkracht" / "core" / "clock.py"
CODE = [
    path
    for folder in ("samenkracht", "projects", "participation", "reports")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts and path != CLOCK
]
# Tests play at one moment (tests/moments.py). Who asks the machine all the same, and why no day can turn that red.
MAY_ASK = {
    "tests/moments.py": "how far a portal of processes must be moved to be at the moment of the tests",
    "tests/accounts/codes.py": "the codes of an app follow the machine's clock, on both sides",
    "tests/accounts/test_limits.py": "the cache writes by the machine's clock when an entry ends",
    "tests/accounts/test_sessions.py": "the login is written down by the machine's clock",
    "tests/services/identity_program.py": "a token ends by the machine's clock, on both sides",
    "tests/faults/client.py": "the outside ledger notes when something happened; nothing compares it with a fixed day",
    "tests/faults/__main__.py": "the day of a measurement is written beside its figures",
    "tests/bench/paper.py": "the day of a measurement is written beside its figures",
}
# What asks the machine what time it is: a method of these modules or classes, without an argument that says when.
ASKS = {("timezone", "now"), ("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("datetime", "today")}
ASKS |= {("time", "time"), ("time", "time_ns"), ("clock", "of_the_machine")}
ASKS_WITHOUT_ARGUMENT = {
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("time", "localtime"),
    ("time", "gmtime"),
}
# Programs that a test hands to a process stand in a text.
IN_A_TEXT = re.compile("|".join(rf"\b{thing}\.{word}\(" for thing, word in sorted(ASKS)))


def asking(source: str) -> list[int]:
    """The lines on which a piece of code reads the machine's clock."""
    return sorted(set(lines_that_ask(ast.parse(source))))


def lines_that_ask(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if (node.value.id, node.attr) in ASKS:
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            if {name.name for name in node.names} & {"time", "time_ns"}:
                yield node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not (node.args or node.keywords):
            name = node.func
            if isinstance(name.value, ast.Name) and (name.value.id, name.attr) in ASKS_WITHOUT_ARGUMENT:
                yield name.lineno


def asking_in_texts(source: str) -> list[int]:
    """The lines on which a text begins with a program in it that reads the machine's clock."""
    texts = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
    return [text.lineno for text in texts if isinstance(text.value, str) and IN_A_TEXT.search(text.value)]


def test_only_the_clock_of_the_portal_reads_the_clock_of_the_machine():
    # What a login is measured by is the one thing that asks the portal's clock for the machine's.
    logins = {"samenkracht/accounts/middleware.py", "samenkracht/accounts/views/__init__.py"}
    found = {str(path.relative_to(ROOT)): lines for path in CODE if (lines := asking(path.read_text()))}
    assert {place: lines for place, lines in found.items() if place not in logins} == {}
    assert {place: len(lines) for place, lines in found.items()} == dict.fromkeys(logins, 1)


def test_no_test_reads_the_clock_of_the_machine_but_for_a_reason():
    found = {}
    for path in sorted((ROOT / "tests").rglob("*.py")):
        source = path.read_text()
        if path != Path(__file__) and (lines := asking(source) + asking_in_texts(source)):
            found[str(path.relative_to(ROOT))] = lines
    assert {place: lines for place, lines in found.items() if place not in MAY_ASK} == {}
    assert sorted(found) == sorted(MAY_ASK), "who no longer asks, needs no reason"


@pytest.mark.parametrize(
    "source",
    [
        "at = timezone.now()",
        "f(clock=timezone.now)",
        "day = date.today()",
        "timezone.localdate()",
        "t = time.time()",
        "from time import monotonic, time",
        "at = datetime.now(UTC)",
        "clock.of_the_machine()",
    ],
)
def test_code_that_reads_the_clock_of_the_machine_is_found(source):
    assert asking(source) == [1]
    assert asking("timezone.localdate(at), time.monotonic(), clock.now(), timezone.localtime(at)") == []


def test_a_program_in_a_text_that_reads_the_clock_of_the_machine_is_found():
    assert asking_in_texts('a = 1\nPROGRAM = """\nat = datetime.now(UTC)\n"""') == [2]
    assert asking_in_texts('PROGRAM = "clock.now()"') == []
