"""The tests, the demo and the bench on other days: libfaketime moves the clock of everything that is started here.

Prints a table of clocks and writes it to docs/proof/clocks.md and clocks.json. A row that is run again replaces what
stood there; rows of other clocks stay, each with its commit. A clock is moved by so many seconds and runs on; a clock
that is about to strike twelve does so while the work is going on. Monotonic time is left alone, so waiting takes as
long as ever; and so are files, so that Python need not compile everything anew for each day.

usage: run_clocks.py [--clocks NAME,NAME] [--what fast,full,demo,bench] [-- words for pytest]
"""

import argparse
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import requests

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import run_tests  # noqa: E402 - the path must stand first
from tests.services import processes  # noqa: E402 - the path must stand first

PROOF = ROOT / "docs" / "proof" / "clocks.json"
LOCAL = ZoneInfo("Europe/Amsterdam")
SLEEP = "whole_sleep.so"
# What a clock is moved by, or to.
CLOCKS: dict[str, timedelta | datetime] = {
    "day": timedelta(days=1),
    "40-days": timedelta(days=40),
    "400-days": timedelta(days=400),
    "new-year": datetime(2026, 12, 31, 23, 59, 50, tzinfo=LOCAL),
    "leap-day": datetime(2028, 2, 29, 12, 0, tzinfo=LOCAL),
    "summer-time": datetime(2027, 3, 28, 1, 59, 50, tzinfo=LOCAL),
    "winter-time": datetime(2027, 10, 31, 2, 59, 50, tzinfo=LOCAL),  # fold 0: the first of the two
}
WHATS = {"fast": "make test-fast", "full": "make test", "demo": "make demo", "bench": "the bench, small"}
# All of make test takes long: on two clocks.
FULL_AT = ("40-days", "new-year")
FAST = ["-m", "pytest", "-q", "-m", "not browser and not processes"]
BENCH = ["-m", "tests.bench", "--rounds", "4", "--seconds", "1", "--sizes", "10000"]
PUBLIC = ("/", "/projecten/", "/inloggen/", "/en/")
STAFF = {
    "coordinator": ("/werkplek/", "/dashboard/", "/werkplek/rapporten/"),
    "beheerder": ("/werkplek/", "/werkplek/gebruikers/"),
}


@dataclass(frozen=True)
class Row:
    """What one piece of work said on one clock."""

    clock: str
    began: str  # the moved clock's own date and time
    what: str
    tests: int
    failed: int
    seconds: int
    commit: str
    run_on: str
    said: str = ""


def library() -> Path | None:
    """libfaketime for programs with threads; None when it is not installed."""
    return next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)


def present() -> datetime:
    """The machine's own moment."""
    return datetime.now(LOCAL)


def moment(name: str) -> datetime:
    """Where this clock stands when work begins now."""
    to = CLOCKS[name]
    return to if isinstance(to, datetime) else present() + to


def moved(at: datetime, folder: Path) -> dict[str, str]:
    """The environment of a process, and of all it starts, whose clock is ``at``."""
    # Each process counts for itself from the machine's clock, so all agree without any memory to share.
    seconds = round((at - present()).total_seconds())
    return processes.on_the_machines_clock() | {
        # Debian's Redis takes its memory from jemalloc, which asks for the time while libfaketime asks for memory. With
        # that of libc before it neither has to wait.
        "LD_PRELOAD": f"{folder / SLEEP}:{library()}:libc.so.6",
        "FAKETIME": f"{seconds:+d}s",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
        # pytest throws away what looks old to it, and on a moved clock that is what others are still using.
        "TMPDIR": str(folder),
    }


@contextmanager
def a_folder() -> Iterator[Path]:
    """For what a run writes, with the repair of libfaketime's sleep in it; PostgreSQL's own user may enter it."""
    folder = Path(tempfile.mkdtemp(prefix="samenkracht-clock-"))
    folder.chmod(0o755)
    source = ROOT / "scripts" / "whole_sleep.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(folder / SLEEP), str(source), "-ldl"], check=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def work(command: list[str], at: datetime, folder: Path, log: Path) -> int:
    """Run a command to its end on this clock; its output goes to ``log``."""
    process = processes.start(
        [sys.executable, *command], log=log, env=moved(at, folder), cwd=ROOT, last_word=signal.SIGINT
    )
    try:
        return process.wait()
    except BaseException:
        processes.stop(process, word=signal.SIGINT, patience=30)
        raise


def fast(at: datetime, folder: Path, log: Path, words: list[str]) -> tuple[int, int, str]:
    report = log.with_suffix(".xml")
    report.unlink(missing_ok=True)
    code = work([*FAST, f"--junitxml={report}", *words], at, folder, log)
    found = run_tests.count(report)
    failed = found.failed or int(code != 0)
    return found.passed + found.failed, failed, log.read_text(errors="replace").strip().rpartition("\n")[2]


def full(at: datetime, folder: Path, log: Path, words: list[str]) -> tuple[int, int, str]:
    code = work(["scripts/run_tests.py", *words], at, folder, log)
    said = re.findall(r"^(\d+) passed, (\d+) failed, \d+ skipped$", log.read_text(errors="replace"), re.MULTILINE)
    passed, failed = map(int, said[-1]) if said else (0, 0)
    return passed + failed, failed or int(code != 0), "" if said else f"ended with {code}"


def bench(at: datetime, folder: Path, log: Path, words: list[str]) -> tuple[int, int, str]:
    code = work(BENCH, at, folder, log)
    text = log.read_text(errors="replace")
    said = re.findall(r"Goals missed: (.*); without a verdict: \d+ of (\d+) rows", text)
    missed, rows = said[-1] if said else ("", "0")
    unfinished = "NOT FINISHED" in text or not said
    failed = (0 if missed in ("", "none") else len(missed.split(", "))) + unfinished
    return int(rows), failed, "did not finish" if unfinished else f"ended with {code}, goals missed: {missed}"


def demo(at: datetime, folder: Path, log: Path, words: list[str]) -> tuple[int, int, str]:
    """From nothing to logins, and some pages of residents and of two roles; the browser keeps the machine's time."""
    port = processes.free_port()
    env = moved(at, folder) | {"VAR_DIR": str(folder / "var"), "PORT": str(port)}
    (folder / "var").mkdir()
    process = processes.start([sys.executable, "manage.py", "demo"], log=log, env=env, cwd=ROOT)
    try:
        processes.wait_until(
            lambda: "beheerder@" in log.read_text(), what="The demo", seconds=900, process=process, log=log
        )
        wrong = list(pages_that_fail(f"http://127.0.0.1:{port}"))
    except RuntimeError as error:
        wrong = [str(error)[-200:]]
    finally:
        processes.stop(process, word=signal.SIGINT, patience=60)
    return len(PUBLIC) + sum(map(len, STAFF.values())), len(wrong), "; ".join(wrong)


def pages_that_fail(address: str) -> Iterator[str]:
    with requests.Session() as visitor:
        yield from (f"{path}: {code}" for path in PUBLIC if (code := visitor.get(address + path).status_code) != 200)
    for name, paths in STAFF.items():
        with requests.Session() as person:
            page = person.get(f"{address}/inloggen/")
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
            typed = {"login": f"{name}@demo.example", "password": "samenkracht"}
            person.post(page.url, data=typed | {"csrfmiddlewaretoken": token[1] if token else ""})
            for path in paths:
                answer = person.get(address + path)
                if answer.status_code != 200 or "/inloggen/" in answer.url:
                    yield f"{path} by {name}: {answer.status_code} at {answer.url.removeprefix(address)}"


WORKS = {"fast": fast, "full": full, "demo": demo, "bench": bench}


def row_of(clock: str, what: str, words: list[str]) -> Row:
    """Do this work on this clock."""
    run_tests.FOLDER.mkdir(parents=True, exist_ok=True)
    log = run_tests.FOLDER / f"clock-{clock}-{what}.txt"
    log.unlink(missing_ok=True)
    commit = said_by_git("describe", "--always")
    # The rows that this run writes are no change of what it runs.
    if said_by_git("status", "--porcelain", "--", ".", ":!docs/proof"):
        commit += "+"
    at, began = moment(clock), time.monotonic()
    with a_folder() as folder:
        tests, failed, said = WORKS[what](at, folder, log, words)
    seconds = round(time.monotonic() - began)
    day = present().date().isoformat()
    return Row(clock, f"{at:%Y-%m-%d %H:%M:%S %Z}", what, tests, failed or int(not tests), seconds, commit, day, said)


def said_by_git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def table(rows: list[Row]) -> str:
    lines = [
        "| clock | begins at | what | tests | failed | seconds | commit, run on |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        cells = [
            row.clock,
            row.began,
            WHATS[row.what],
            row.tests,
            row.failed,
            row.seconds,
            f"{row.commit}, {row.run_on}",
        ]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


PAPER = """# On any day

`make clocks` writes this page: each row is the work of one command while libfaketime moves the clock of all its
processes, PostgreSQL and Redis included. The browser, and the machine of the stranger who goes live, keep the machine's
time. Of the tests, those on both databases are counted twice; of the demo, pages that were opened; of the bench, rows
of its table.

"""


def keep(new: Row) -> list[Row]:
    """Put a row among those that were written before, and write both papers."""
    old = [Row(**row) for row in json.loads(PROOF.read_text())] if PROOF.exists() else []
    found = {(row.clock, row.what): row for row in [*old, new] if row.clock in CLOCKS}
    rows = [found[clock, what] for what in WHATS for clock in CLOCKS if (clock, what) in found]
    PROOF.write_text(json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False) + "\n")
    PROOF.with_suffix(".md").write_text(PAPER + table(rows) + "\n")
    return rows


def names(known: Iterable[str]) -> Callable[[str], list[str]]:
    """An argument of names with commas between them."""

    def read(text: str) -> list[str]:
        found = text.split(",")
        if unknown := set(found) - set(known):
            raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
        return found

    return read


def main() -> int:
    parser = argparse.ArgumentParser(description="The tests, the demo and the bench on other days.")
    parser.add_argument("--clocks", type=names(CLOCKS), default=list(CLOCKS), help=", ".join(CLOCKS))
    parser.add_argument("--what", type=names(WHATS), help=f"{', '.join(WHATS)}; default: all, full at {FULL_AT}")
    parser.add_argument("words", nargs="*", help="go to pytest: files, -k")
    given = parser.parse_args()
    if library() is None or not shutil.which("cc"):
        print("libfaketime or cc is missing (Debian: apt-get install faketime gcc libc6-dev)", file=sys.stderr)
        return 1
    whats = given.what or list(WHATS)
    failed = 0
    done: list[Row] = []
    for what in whats:
        for clock in given.clocks:
            if what == "full" and given.what is None and clock not in FULL_AT:
                continue
            row = row_of(clock, what, given.words)
            done.append(row)
            failed += row.failed
            if not given.words:  # some of the tests are no proof for the table
                keep(row)
            print(f"{row.clock:<12} {row.began:<24} {WHATS[what]:<18} {row.tests:>5} tests, {row.failed} failed, "
                  f"{row.seconds} s  {row.said}", flush=True)  # fmt: skip
    print("\n" + table(done))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
