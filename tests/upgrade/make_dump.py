"""Make the dump of this release, for the upgrade tests of those to come: ``python -m tests.upgrade.make_dump NAME``.

Each release does so once, as its last step, and commits the folder ``tests/upgrade/NAME``. Its database is the whole
example region, told small, with what tests/upgrade/additions.py adds to it, on SQLite and on PostgreSQL. Its keys stand
beside it: they are made up here, and open nothing else.
"""

import argparse
import base64
import json
import lzma
import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.services.environment import ROOT
from tests.services.portal import Portal
from tests.services.postgresql import PostgreSQL
from tests.upgrade.dumps import DATABASE, HERE, KNOWN

KINDS = ("sqlite", "postgresql")


def made_up_keys() -> dict[str, str]:
    """Secrets that were rotated once: the older ones opened what is there already."""

    def key(number: int) -> str:
        return f"{number}:{base64.b64encode(secrets.token_bytes(32)).decode()}"

    return {
        "SECRET_KEY": "made-up-for-a-dump-" + secrets.token_urlsafe(48),
        "FIELD_KEYS": f"{key(2)},{key(1)}",
        "RECEIPT_SECRETS": f"2:made-up-{secrets.token_urlsafe(32)},1:made-up-{secrets.token_urlsafe(32)}",
    }


def make(kind: str, out: Path) -> None:
    """The dump on one kind of database, in the new folder ``out``."""
    keys = made_up_keys()
    server = PostgreSQL().start() if kind == "postgresql" else None
    portal = Portal(database_url=server.create_database("dump") if server else "")
    portal.env |= keys | {"DJANGO_SETTINGS_MODULE": "samenkracht.settings"}
    try:
        known = portal.var / KNOWN
        command = [sys.executable, "-m", "tests.upgrade.additions", str(known)]
        subprocess.run(command, env=portal.env, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        out.mkdir(parents=True)
        (out / DATABASE).write_bytes(lzma.compress(copied(portal, server), preset=9))
        told = json.loads(known.read_text()) | {"keys": keys}
        (out / KNOWN).write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    finally:
        portal.remove()
        if server is not None:
            server.remove()
    for path in sorted(out.iterdir()):
        print(f"{path.relative_to(out.parent.parent)}  {path.stat().st_size:,} bytes")


def copied(portal: Portal, server: PostgreSQL | None) -> bytes:
    """The database as a file. xz finds again what files of reports have in common; the tools' own packing hides it."""
    copy = portal.var / "copy"
    if server is None:
        with closing(sqlite3.connect(portal.database_url.removeprefix("sqlite:///"))) as database:
            database.execute("VACUUM INTO ?", [str(copy)])
    else:
        words = ["--format=custom", "--compress=0", f"--file={copy}", portal.database_url]
        subprocess.run([str(server.binaries / "pg_dump"), *words], check=True)
    return copy.read_bytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("name", help="what the release is called; becomes a folder beside this file")
    parser.add_argument("--database", choices=KINDS, help="only on this one; both when left out")
    parser.add_argument("--out", type=Path, default=HERE, help="the folder to make it in")
    options = parser.parse_args()
    for kind in (options.database,) if options.database else KINDS:
        make(kind, options.out / options.name / kind)


if __name__ == "__main__":
    main()
