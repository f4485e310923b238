"""All tests: once on SQLite, then what touches the database again on PostgreSQL with Redis. Prints one closing line.

What cannot run on this machine is named with its reason; with CI=true that is a failure. Words given go to pytest.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.services import chromium, postgresql, redis  # noqa: E402 - the path must stand first

PASSES = {"sqlite": "SQLite, filesystem broker", "postgresql": "PostgreSQL, Redis"}


@dataclass
class Result:
    """What one pass counted."""

    passed: int = 0
    failed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def main(words: list[str]) -> int:
    strict = os.environ.get("CI", "").lower() == "true"
    results = {name: run(name, words) for name in PASSES}
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


def run(name: str, words: list[str]) -> Result:
    """One pass of pytest in a process of its own."""
    print(f"\n=== {PASSES[name]} " + "=" * 60, flush=True)
    if name == "postgresql" and (missing := what_is_missing()):
        return Result(skipped=Counter({f"everything on PostgreSQL with Redis: {missing}": 1}))
    report = ROOT / "var" / "tests" / f"{name}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        f"--junitxml={report}",
        "--durations=10",
        "--durations-min=1",
        *words,
    ]
    if name == "postgresql" and "-m" not in words:
        command += ["-m", "not once"]
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"TEST_DATABASE": name}, check=False)
    result = count(report)
    result.seconds = time.monotonic() - began
    if done.returncode not in (0, 1) or (done.returncode == 1 and not result.failed):
        print(f"pytest ended with {done.returncode}: that is a failure of its own.")
        result.failed += 1
    return result


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


if __name__ == "__main__":
    if chromium.find() is None:
        print(chromium.MISSING, file=sys.stderr)
    sys.exit(main(sys.argv[1:]))
