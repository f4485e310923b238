"""``make bench``: the portal beside its controls. docs/performance.md tells what it found; nothing here is a test.

Quick sizes take some minutes; ``--full`` fills a form with 100,000 and then with 1,000,000 submissions.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from tests.bench import client, paper
from tests.bench.installation import ROOT, House
from tests.bench.run import Run

PARTS = ("form", "submission", "flatness", "list", "export", "counts", "weight", "start")


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast the portal is, beside controls in the same minutes.")
    parser.add_argument("--rounds", type=int, default=12, help="fewer, and noise decides")
    parser.add_argument("--seconds", type=int, default=2, help="how long each series of requests takes")
    parser.add_argument("--sizes", default="100000", help="submissions in one form, for flatness: 10000,100000")
    parser.add_argument("--full", action="store_true", help="100,000 and 1,000,000 submissions")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--out", type=Path, help="write the table here; as JSON beside the other proof")
    given = parser.parse_args()
    if client.find() is None:
        print(client.MISSING, file=sys.stderr)
        return 1
    began = time.monotonic()

    def say(words: str) -> None:
        print(f"[{time.monotonic() - began:4.0f} s] {words}", flush=True)

    sizes = [100_000, 1_000_000] if given.full else [int(size) for size in given.sizes.split(",")]
    say("Starting PostgreSQL, Redis, the portal and its controls.")
    house, unfinished = House(), ""
    try:
        house.build()
        run = Run(house, rounds=given.rounds, seconds=given.seconds, sizes=sizes, say=say)
        try:
            run.all(given.only.split(","))
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            unfinished = str(error)  # what was measured until then is told all the same
    finally:
        house.remove()
    told = paper.told(
        run, command="make bench" if len(sys.argv) == 1 else f"python -m tests.bench {' '.join(sys.argv[1:])}"
    )
    print("\n" + paper.table(told))
    if given.out:
        paper.write(told, markdown=given.out, proof=ROOT / "docs" / "proof" / "bench.json")
        say(f"Written: {given.out} and docs/proof/bench.json.")
    if unfinished:
        say(f"NOT FINISHED, later rows are missing: {unfinished}")
    missed = [row.number for row in run.rows if row.says.startswith("missed")]
    open_ones = sum(row.says.startswith(("no verdict", "not proven")) for row in run.rows)
    say(f"Goals missed: {', '.join(missed) or 'none'}; without a verdict: {open_ones} of {len(run.rows)} rows.")
    return 1 if missed or unfinished else 0


if __name__ == "__main__":
    sys.exit(main())
