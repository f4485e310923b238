"""Throw the demo's state away. Refuses while a demo is running on it."""

import fcntl
import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATE = (
    "samenkracht.sqlite3",
    "samenkracht.sqlite3-wal",
    "samenkracht.sqlite3-shm",
    "broker",
    "demo.env",
    "worker.log",
)


def main() -> int:
    folder = Path(os.environ.get("VAR_DIR", ROOT / "var"))
    lock = folder / "demo.lock"
    if lock.exists():
        with lock.open() as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("The demo is running. Stop it first (Ctrl-C), then: make demo-reset", file=sys.stderr)
                return 1
    for path in [folder / name for name in STATE] + list(folder.glob("beat*")) + list(folder.glob("*.sqlite3.new*")):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    print("The demo is gone; make demo makes a new one.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
