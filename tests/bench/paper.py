"""What a run found, on paper: docs/performance.md for people, docs/proof/bench.json for whoever reckons with it."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.installation import ROOT, WORKERS
from tests.bench.run import Run

HEAD = """# Performance: what was measured

`make bench` runs the portal as in production (gunicorn, {workers} sync workers, PostgreSQL, Redis) beside controls in
the same minutes: bare Django that does the same work in the fewest lines (`tests/bench/floor/`). The table holds
ratios, and a slower machine changes them little. Each ratio is lowest-**median**-highest of the rounds; *CPU* is the
CPU per request of the control's worker processes to the portal's, which other work on the machine hardly moves. More is
better, but in rows 5 and 8 (time), 10 (bytes) and 11 (time, memory).

- *skeleton*: twenty questions drawn once, only the token put in, behind three middlewares; *skeleton behind*: the same
  behind the portal's own middleware; *flat*: the questions by hand in one loop of one template; *send*: a Django Form
  and one insert; *list*: 20 of 2,000 rows and how many there are.
- The portal's form page carries the secret of the cookie, the skeletons a token that Django masks anew each time. Its
  public pages are drawn once a second per process for people without cookies; the list stands here also as it is drawn
  at each request (`PAGE_SECONDS=0`).
- "Missed" is said when no round reaches a goal, "not proven" when the median does not and some round does. Nothing is
  said when a control against itself is outside 0.85-1.15, or a control is slower than half of what is known of it.
- Each run is checked: no error answers, as many rows as posts, counted and waiting submissions together equal to a
  count of every row.
- Statements per page, bytes and commits are held by ordinary tests; times are not.

"""


def told(run: Run, *, command: str) -> dict[str, Any]:
    """All of it, ready for JSON."""
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty=+"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "command": command,
        "commit": done.stdout.strip(),
        "day": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {processor()}, Python {platform.python_version()}, {platform.system()}",
        "rounds": run.rounds,
        "seconds": run.seconds,
        "quiet": all(sample.drained for work in run.timed.works.values() for sample in work.samples),
        "rows": [row.as_json() for row in run.rows],
        "series": {
            name: [[round(one.rate), round(one.cpu * 1e6), one.p50, one.p99] for one in work.samples]
            for name, work in run.timed.works.items() if work.samples
        },
    }  # fmt: skip


def processor() -> str:
    """What the machine calls its processor."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def spread(found: list[float] | None) -> str:
    if found is None:
        return ""
    low, middle, high = found
    return f"{middle:.2f}" if low == high else f"{low:.2f}-**{middle:.2f}**-{high:.2f}"


def table(found: dict[str, Any]) -> str:
    lines = ["| # | work | goal | control | ratio | CPU | says | more |", "|---|---|---|---|---|---|---|---|"]
    for row in found["rows"]:
        cells = [
            row["row"],
            row["work"],
            row["goal"],
            row["control"],
            spread(row["ratio"]),
            spread(row["cpu"]),
            row["says"],
        ]
        lines.append(f"| {' | '.join(cells)} | {row['more']} |")
    return "\n".join(lines)


def write(found: dict[str, Any], *, markdown: Path, proof: Path) -> None:
    """Both papers."""
    quiet = "" if found["quiet"] else " Other work ran on the machine meanwhile."
    facts = (
        f"Run of {found['day']}, commit {found['commit']}: `{found['command']}`, {found['rounds']} rounds of "
        f"{found['seconds']} s each. {found['machine']}.{quiet}\n\n"
    )
    tail = "\nRows 7 and 9 are not measured here.\n"
    markdown.write_text(HEAD.format(workers=WORKERS) + facts + table(found) + "\n" + tail)
    proof.parent.mkdir(parents=True, exist_ok=True)
    proof.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
