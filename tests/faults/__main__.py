"""The ledger at any size: ``python -m tests.faults --submissions 50000 --kills 200 --out docs/proof/ledger.json``."""

import argparse
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.faults.installation import ROOT, Installation
from tests.faults.kills import KINDS
from tests.faults.run import Ledger, summary_line


def commit() -> str:
    """The commit that was tested; "+" when files differ from it."""
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty=+"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Submissions at a fixed rate over kills, compared with what people were told."
    )
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--kills", type=int, default=4)
    parser.add_argument("--rate", type=float, default=8.0, help="residents per second, whatever the portal answers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--victims", default=",".join(KINDS), help="in the order in which they are killed")
    parser.add_argument("--sabotage", default="", help="S1, S2 or S3: break one thing, to see the ledger turn red")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--keep", action="store_true", help="leave logs and journals where they are")
    given = parser.parse_args()
    here = Installation()
    result: dict[str, Any] = {"clean": False}
    try:
        here.build().fresh(sabotage=given.sabotage)
        ledger = Ledger(
            here,
            submissions=given.submissions,
            kill_count=given.kills,
            rate=given.rate,
            seed=given.seed,
            victims=given.victims.split(","),
        )
        result = ledger.run()
    finally:
        if given.keep or not result["clean"]:
            here.halt()
            here.redis.stop()
            here.postgresql.stop()
            print(f"kept: {here.folder}")
        else:
            here.remove()
    result = {
        "commit": commit(),
        "command": "python -m tests.faults " + " ".join(sys.argv[1:]),
        "day": datetime.now(UTC).date().isoformat(),
        **result,
    }
    print(summary_line(result))
    for name in ("found", "findings"):
        print(name, json.dumps(result["verdict"][name], ensure_ascii=False)[:2000])
    print("surprises", result["residents"]["surprises"][:10])
    if given.out:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(json.dumps(result, indent=1) + "\n")
    return 0 if result["clean"] else 1


if __name__ == "__main__":
    sys.exit(main())
