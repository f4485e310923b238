"""One place asks what time it is."""

import ast
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
# What asks the machine what time it is: a method of these modules or classes, without an argument that says when.
ASKS = {("timezone", "now"), ("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}
ASKS_WITHOUT_ARGUMENT = {("timezone", "localdate"), ("timezone", "localtime")}


def asking(source: str) -> list[int]:
    """The lines on which a piece of code reads the machine's clock."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if (node.value.id, node.attr) in ASKS:
                found.append(node.lineno)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not (node.args or node.keywords):
            name = node.func
            if isinstance(name.value, ast.Name) and (name.value.id, name.attr) in ASKS_WITHOUT_ARGUMENT:
                found.append(name.lineno)
    return found


def test_only_the_clock_of_the_portal_reads_the_clock_of_the_machine():
    found = [f"{path.relative_to(ROOT)}:{line}" for path in CODE for line in asking(path.read_text())]
    assert found == []


@pytest.mark.parametrize(
    "source",
    ["at = timezone.now()", "f(clock=timezone.now)", "day = date.today()", "timezone.localdate()", "t = time.time()"],
)
def test_code_that_reads_the_clock_of_the_machine_is_found(source):
    assert asking(source) == [1]
