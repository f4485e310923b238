"""All tests: on SQLite, and what touches the database on PostgreSQL with Redis too. Prints one closing line.

What it promises: every test is counted once per database; a pass that crashes or finds no test is a failure; Ctrl-C and
the death of this script end everything that was started. Parts of the passes run beside each other, each with
servers, ports and folders of its own; tests marked ``alone`` run after all, one at a time, with nothing beside them.
What a part printed is shown whole when it ends; until then it grows in var/tests/*.txt. A test that hangs fails after
the ``timeout`` of pyproject.toml; a part that prints nothing for longer than that is ended, and tells where it stood.

What cannot run on this machine is named with its reason; with CI=true that is a failure. Words given go to pytest.
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.services import chromium, postgresql, processes, redis  # noqa: E402 - the path must stand first

FOLDER = ROOT / "var" / "tests"
PASSES = {"sqlite": "SQLite, filesystem broker", "postgresql": "PostgreSQL, Redis"}
# Each pass is cut in shares: as soon as one ends, the next one begins. What is in none of the folders and files of a
# pass is in its share without a name. Tests that let minutes go by are a share that runs beside
# whatever else does.
WAITS = "waits"
SHARES: dict[str, dict[str, tuple[str, ...]]] = {
    "postgresql": {
        WAITS: ("tests/journeys/test_over_midnight.py",),
        "": (),
        "journeys": ("tests/journeys",),
        "permissions": ("tests/permissions",),
    },
    "sqlite": {
        WAITS: (
            "tests/machine/test_production.py",
            "tests/machine/test_go_live.py",
            "tests/machine/test_containers.py",
        ),
        "": (),
        "journeys": ("tests/journeys", "tests/demo", "tests/pages", "tests/look"),
        "permissions": ("tests/permissions",),
    },
}
# Those that begin last, the longest of them first: so nothing long is left with nothing beside it.
LAST = (
    ("sqlite", "permissions"),
    ("sqlite", "journeys"),
    ("postgresql", "journeys"),
    ("postgresql", "permissions"),
)
# The mark of the tests that a pass leaves to the other one, because they say the same on both.
LEFT_TO_THE_OTHER = {"postgresql": "once", "sqlite": "postgresql"}
AT_ONCE = 2
NO_TESTS = 5  # pytest's word for it
HEARTBEAT = 30.0
SILENCE = 600.0  # what pytest's own limit for a test does not reach: collecting, an end that waits for a thread


@dataclass
class Result:
    """What a pass, or a part of it, counted."""

    passed: int = 0
    failed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def __add__(self, other: "Result") -> "Result":
        return Result(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.seconds + other.seconds,
        )


@dataclass(frozen=True)
class Part:
    """The tests of one pass that run beside others: of one share, of all others (""), or of all of them (None).

    Or those that run alone. ``left`` is the mark of those that the other pass runs.
    """

    name: str
    alone: bool = False
    share: str | None = None
    files: tuple[str, ...] = ()
    left: str = ""

    @property
    def title(self) -> str:
        return PASSES[self.name] + (f", {self.share}" if self.share else "") + (", alone" if self.alone else "")

    @property
    def stem(self) -> Path:
        """Where its output (.txt) and pytest's report (.xml) stand."""
        return FOLDER / "-".join([self.name, *([self.share] if self.share else []), *(["alone"] if self.alone else [])])

    @property
    def folders(self) -> list[str]:
        """What pytest is told about where to look."""
        if self.files:
            return list(self.files)
        if self.share:
            waiting = folders_of(self.name, WAITS) if self.share != WAITS else []
            return [*folders_of(self.name, self.share), *(f"--ignore={file}" for file in waiting)]
        if self.share is None:
            return []
        return [f"--ignore={folder}" for share in SHARES[self.name] for folder in folders_of(self.name, share)]

    def command(self, words: list[str]) -> list[str]:
        """pytest with the words given; a mark expression among them holds beside ours."""
        chosen, others = split_marks(words)
        marks = ["alone" if self.alone else "not alone", *([f"not {self.left}"] if self.left else [])]
        expression = " and ".join(f"({mark})" for mark in [*chosen, *marks])
        reporting = [f"--junitxml={self.stem}.xml", "--durations=10", "--durations-min=1"]
        return [sys.executable, "-m", "pytest", "-q", *reporting, *self.folders, *others, "-m", expression]


def main(words: list[str]) -> int:
    strict = os.environ.get("CI", "").lower() == "true"
    results = run_all(words)
    skipped = sum((result.skipped for result in results.values()), Counter[str]())
    print("\n" + "=" * 100)
    for name, result in results.items():
        counts = f"{result.passed} passed, {result.failed} failed, {result.skipped.total()} skipped"
        print(f"{PASSES[name]:<28} {counts:<44} {result.seconds:6.0f} s")
    for reason, count in sorted(skipped.items()):
        print(f"not run ({count}): {reason}")
    failed = sum(result.failed for result in results.values())
    if strict and skipped:
        print("CI=true: nothing may be skipped.")
        failed += skipped.total()
        skipped.clear()
    passed = sum(result.passed for result in results.values())
    print(f"{passed} passed, {failed} failed, {skipped.total()} skipped", flush=True)
    return 1 if failed or not passed else 0


def folders_of(name: str, share: str) -> list[str]:
    """The folders and files of a share that are there."""
    return [folder for folder in SHARES[name][share] if (ROOT / folder).exists()]


def turn(part: Part) -> int:
    """When it begins, among the others: those that are not among the last keep their order."""
    return next((n for n, last in enumerate(LAST, start=1) if last == (part.name, part.share)), 0)


def cut(name: str, left: str) -> list[Part]:
    """The parts of a pass that run beside others."""
    return [Part(name, share=share, left=left) for share in SHARES[name] if share == "" or folders_of(name, share)]


def files_with_alone() -> tuple[str, ...]:
    """The files in which the mark stands at all; pytest picks the tests out of them."""
    found = sorted(path for path in (ROOT / "tests").rglob("test_*.py") if "mark.alone" in path.read_text())
    return tuple(str(path.relative_to(ROOT)) for path in found)


def run_all(words: list[str]) -> dict[str, Result]:
    """Both passes: first their parts, two at a time, then one after the other what must run alone."""
    missing = what_is_missing()
    names = [name for name in PASSES if name != "postgresql" or not missing]
    # A pass that is the only one leaves nothing to another.
    left = LEFT_TO_THE_OTHER if len(names) > 1 else dict.fromkeys(names, "")
    # Whoever names files gets each pass in one part.
    is_whole = any(not word.startswith("-") and Path(word.split("::")[0]).exists() for word in words)
    cuts = [[Part(name, left=left[name])] if is_whole else cut(name, left[name]) for name in reversed(names)]
    # The first of both passes begin together.
    parts = [part for beside in zip_longest(*cuts) for part in beside if part is not None]
    found = run(sorted(parts, key=turn), words)
    # Collecting everything to find these few would take longer than some of them, with nothing beside it.
    files = () if is_whole else files_with_alone()
    for name in names:
        found |= run([Part(name, alone=True, files=files, left=left[name])], words)
    results = {name: sum((result for part, result in found.items() if part.name == name), Result()) for name in names}
    for name, result in results.items():
        if not (result.passed or result.failed or result.skipped):
            print(f"{PASSES[name]}: no test ran, and that is a failure.")
            result.failed += 1
    if missing:
        results["postgresql"] = Result(skipped=Counter({f"everything on PostgreSQL with Redis: {missing}": 1}))
    return results


def run(parts: list[Part], words: list[str]) -> dict[Part, Result]:
    """These parts, two busy ones at the same time, each a pytest of its own; what it printed is shown at its end."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    began = last = time.monotonic()
    waiting = list(parts)
    running: dict[Part, subprocess.Popen[bytes]] = {}
    started: dict[Part, float] = {}
    printed: dict[Part, tuple[int, float]] = {}  # how much it had printed, and since when it is that much
    results = {}
    try:
        while running or waiting:
            while waiting and (waiting[0].share == WAITS or busy(running) < AT_ONCE):
                part = waiting.pop(0)
                started[part] = time.monotonic()
                running[part] = start(part, words)
            for part, process in list(running.items()):
                if process.poll() is not None:
                    del running[part]
                    results[part] = result_of(part, process.returncode)
                    results[part].seconds = time.monotonic() - started[part]
                elif silent_for(part, printed) > SILENCE:
                    process.send_signal(signal.SIGABRT)  # pytest's faulthandler answers with every thread's stack
            if time.monotonic() - last > HEARTBEAT:
                last = time.monotonic()
                print(f"{last - began:5.0f} s  " + ", ".join(map(how_far, running)), flush=True)
            time.sleep(0.1)
    finally:
        end(running.values())
    return results


def busy(running: Iterable[Part]) -> int:
    """How many of the parts have the machine at work."""
    return sum(part.share != WAITS for part in running)


def start(part: Part, words: list[str]) -> subprocess.Popen[bytes]:
    for suffix in (".txt", ".xml"):
        part.stem.with_suffix(suffix).unlink(missing_ok=True)
    env = os.environ | {"TEST_DATABASE": part.name}
    log = part.stem.with_suffix(".txt")
    return processes.start(part.command(words), log=log, env=env, cwd=ROOT, last_word=signal.SIGINT)


def silent_for(part: Part, printed: dict[Part, tuple[int, float]]) -> float:
    """The seconds since it last printed anything. Neither the machine's clock nor the file's is asked."""
    size, now = part.stem.with_suffix(".txt").stat().st_size, time.monotonic()
    if part not in printed or printed[part][0] != size:
        printed[part] = (size, now)
    return now - printed[part][1]


def end(running: Iterable[subprocess.Popen[bytes]]) -> None:
    """Ask them to clean up behind them; who has not done so after a while is killed with all it started."""
    asked = list(running)
    for process in asked:
        process.send_signal(signal.SIGINT)
    for process in asked:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        processes.kill_group(process)


def result_of(part: Part, code: int) -> Result:
    """Show what this part printed and count its report. An end that the report does not explain is a failure too."""
    print(f"\n=== {part.title} " + "=" * 60, flush=True)
    print(part.stem.with_suffix(".txt").read_text(errors="replace"), flush=True)
    result = count(part.stem.with_suffix(".xml"))
    if code not in (0, 1, NO_TESTS) or (code == 1 and not result.failed):
        print(f"pytest ended with {code}: that is a failure of its own.")
        result.failed += 1
    return result


def how_far(part: Part) -> str:
    """How far this part is, by pytest's own percentages."""
    done = re.findall(r"\[ *(\d+)%\]", part.stem.with_suffix(".txt").read_text(errors="replace"))
    return f"{part.title} {done[-1] if done else 0} %"


def split_marks(words: list[str]) -> tuple[list[str], list[str]]:
    """The mark expressions among the words (``-m "not browser"``), and the other words."""
    marks, others, rest = [], [], iter(words)
    for word in rest:
        if word == "-m":
            marks.append(next(rest, ""))
        elif word.startswith("-m"):
            marks.append(word.removeprefix("-m"))
        else:
            others.append(word)
    return [mark for mark in marks if mark.strip()], others


def what_is_missing() -> str:
    """Why the pass on PostgreSQL cannot run; empty when it can."""
    reasons = []
    if postgresql.find_binaries() is None:
        reasons.append(postgresql.MISSING)
    if redis.find() is None:
        reasons.append(redis.MISSING)
    return "; ".join(reasons)


def count(report: Path) -> Result:
    """Read pytest's own report; a report that is not there counts nothing."""
    result = Result()
    if not report.exists():
        return result
    for case in ElementTree.parse(report).getroot().iter("testcase"):  # noqa: S314 - our own file
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            result.failed += 1
        elif skip is not None:
            result.skipped[skip.get("message") or "no reason given"] += 1
        else:
            result.passed += 1
    return result


def as_a_command(words: list[str]) -> int:
    """``main``, but an interruption (Ctrl-C, SIGTERM) is told in one line once everything has ended."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return main(words)
    except KeyboardInterrupt:
        print("interrupted: everything that was started has ended", file=sys.stderr)
        return 130


if __name__ == "__main__":
    if chromium.find() is None:
        print(chromium.MISSING, file=sys.stderr)
    sys.exit(as_a_command(sys.argv[1:]))
