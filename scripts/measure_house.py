"""Measure how the code looks and write docs/house.md. Exit status 1, and nothing written, when something got worse.

Measured are the four packages of the portal without their migrations, and the templates. A goal is where a measure is
to come; until it is there it may only come nearer. Whoever has a good reason to let one get worse changes the number
in docs/house.md by hand, where a reviewer sees it.
"""

import ast
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenkracht.settings")

import django  # noqa: E402 - the environment must stand first

django.setup()

from participation.formbuilder.types import TYPES  # noqa: E402 - the environment must stand first

PAPER = ROOT / "docs" / "house.md"
PACKAGES = ("samenkracht", "projects", "participation", "reports")
WIDE = 160
# What Django and pytest expect to find under one name in every module.
COMMON_CLASSES = {"Meta", "Command", "Migration", "Config"}
# Where question types live, and where one may be named all the same: by itself, and in made-up forms.
KNOW_QUESTIONS = ("participation/", "reports/")
MAY_NAME_KINDS = ("participation/formbuilder/types/", "participation/formbuilder/blocks.py", "samenkracht/demo/")
# Kinds that are names of columns and of parts of an address too: a kind only where something is compared with them.
COLUMNS_TOO = {"number", "municipality"}
NOT_BUILT = "## Not built yet"
HEAD = """# How the code looks

Made by `make house`, held by a test: no number may get worse. *Then* is what was measured when measuring began, *goal*
where it is to come.

| what | then | now | goal |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Measure:
    """One line of the table. Lower is better. ``goal`` is None for what is told and not held."""

    name: str
    of: Callable[[], float]
    then: float | None = None
    goal: float | None = None
    unit: str = ""

    def shown(self, number: float | None) -> str:
        if number is None:
            return ""
        return f"{number:.2f}" if number % 1 and not self.unit else f"{number:.0f}{self.unit}"

    def rounded(self, number: float) -> float:
        """As it stands in the paper."""
        return float(self.shown(number).removesuffix(self.unit))


# --- what is read


@cache
def modules() -> dict[str, ast.Module]:
    """Every file of the portal but its migrations, by its place."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    places = [path.relative_to(ROOT).as_posix() for path in paths if "migrations" not in path.parts]
    return {place: ast.parse((ROOT / place).read_text()) for place in places}


def lines_of(place: str) -> int:
    return (ROOT / place).read_text().count("\n")


def templates() -> Iterator[str]:
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".txt"):
            yield path.read_text()


def at(share: float, numbers: Iterable[int]) -> int:
    """The number below or at which this share of them lies."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


# --- the measures


def characters_on_wide_lines() -> float:
    """Percents of all characters of templates."""
    lengths = [len(line) for text in templates() for line in text.splitlines()]
    return 100 * sum(length for length in lengths if length > WIDE) / sum(lengths)


@cache
def functions() -> list[int]:
    """Their lengths in lines, from ``def`` to the last one."""
    return [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def files() -> list[int]:
    return [lines_of(place) for place in modules()]


def shared_class_names() -> set[str]:
    """The names that more than one class of the portal has."""
    names = Counter(
        node.name
        for tree in modules().values()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name not in COMMON_CLASSES
    )
    return {name for name, times in names.items() if times > 1}


def words_without_code() -> set[str]:
    """Names in backticks of the glossary that stand nowhere in the code."""
    glossary = (ROOT / "docs" / "glossary.md").read_text().split(NOT_BUILT)[0]
    named = {name for words in re.findall(r"`([^`\n]+)`", glossary) for name in re.findall(r"[A-Za-z_]{3,}", words)}
    text = "\n".join([*((ROOT / place).read_text() for place in modules()), *templates()])
    return named - set(re.findall(r"[A-Za-z_]+", text))


def kinds_named_elsewhere() -> list[str]:
    """Where a constant equals the name of a question type that its module should not know."""
    return [
        f"{place}:{line}"
        for place, tree in modules().items()
        if place.startswith(KNOW_QUESTIONS) and not place.startswith(MAY_NAME_KINDS)
        for line in kinds_in(tree)
    ]


def kinds_in(tree: ast.AST) -> list[int]:
    """The lines on which a kind is named."""
    compared = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare | ast.MatchValue)
        for inner in ast.walk(node)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and node.value in TYPES
        and (node.value not in COLUMNS_TOO or id(node) in compared)
    ]


def imports() -> dict[str, set[str]]:
    """Which file imports which, when it is loaded."""
    known = {place.removesuffix(".py").removesuffix("/__init__").replace("/", "."): place for place in modules()}
    found: dict[str, set[str]] = {place: set() for place in modules()}
    for place, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.Import):
                named = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                named = [part for alias in node.names for part in (f"{node.module}.{alias.name}", node.module)]
            else:
                continue
            found[place] |= {known[name] for name in named if name in known and known[name] != place}
    return found


def import_cycles() -> int:
    """How many groups of files import each other in a circle."""
    graph = imports()

    def reach(start: str) -> set[str]:
        waiting: list[str] = [start]
        seen: set[str] = set()
        while waiting:
            for follower in graph[waiting.pop()] - seen:
                seen.add(follower)
                waiting.append(follower)
        return seen

    reached = {place: reach(place) for place in graph}
    in_circles = [place for place in graph if place in reached[place]]
    return len(
        {min(one for one in in_circles if one in reached[place] and place in reached[one]) for place in in_circles}
    )


def largest_wing() -> int:
    """Lines of the largest folder that lies right inside a package."""
    wings: Counter[str] = Counter()
    for place in modules():
        parts = place.split("/")
        if len(parts) > 2:
            wings["/".join(parts[:2])] += lines_of(place)
    return max(wings.values())


def tests_to_code() -> float:
    tests = sum(path.read_text().count("\n") for path in (ROOT / "tests").rglob("*.py"))
    return tests / sum(files())


MEASURES = (
    Measure(f"characters of templates on lines over {WIDE}", characters_on_wide_lines, 63, 5, " %"),
    Measure("lines of a function, nine of ten at most", lambda: at(0.9, functions()), 15, 15),
    Measure("lines of a function, 99 of a hundred at most", lambda: at(0.99, functions()), 33, 33),
    Measure("lines of the longest function", lambda: max(functions()), 51, 51),
    Measure("lines of a file, nine of ten at most", lambda: at(0.9, files()), goal=300),
    Measure("class names used more than once", lambda: len(shared_class_names()), 36, 0),
    Measure("words of the glossary that are not in the code", lambda: len(words_without_code()), 37, 0),
    Measure("places outside `types/` that name a question type", lambda: len(kinds_named_elsewhere()), goal=0),
    Measure("circles of files that import each other", import_cycles, 2, 0),
    Measure("lines of the largest wing", largest_wing),
    Measure("lines of tests to a line of code", tests_to_code, 0.89),
)


# --- the paper


def paper(now: dict[str, float]) -> str:
    rows = [
        f"| {one.name} | {one.shown(one.then)} | {one.shown(now[one.name])} | {one.shown(one.goal)} |"
        for one in MEASURES
    ]
    return HEAD + "\n".join(rows) + "\n"


def written(text: str) -> dict[str, float]:
    """What stands in the paper, by the name of the measure."""
    cells = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.startswith("| ")]
    return {name: float(number.split()[0]) for _, name, _then, number, *_ in cells if name != "what"}


def worse(now: dict[str, float], before: dict[str, float]) -> list[str]:
    """What got worse, and is worse than its goal: one sentence each."""
    held = [(one, before[one.name], one.goal) for one in MEASURES if one.goal is not None and one.name in before]
    return [
        f"{one.name}: {one.shown(now[one.name])}, and {one.shown(stood)} is what stands in the paper"
        for one, stood, goal in held
        if one.rounded(now[one.name]) > max(stood, goal)
    ]


def measured() -> dict[str, float]:
    return {one.name: float(one.of()) for one in MEASURES}


def main() -> int:
    now = measured()
    if PAPER.exists() and (found := worse(now, written(PAPER.read_text()))):
        print("\n".join(found), file=sys.stderr)
        return 1
    PAPER.write_text(paper(now))
    print(PAPER.read_text())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
