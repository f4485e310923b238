"""The dumps beside this file: which there are, and how one becomes a database that a release can be put on.

A dump is a database as that release left it, its keys, and what that release knew of its content. ``manage.py restore``
refuses another release, so it is loaded by the database's own means: an upgrade finds a database as it stands.
"""

import json
import lzma
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests import moments
from tests.services.postgresql import PostgreSQL

HERE = Path(__file__).parent
KNOWN = "known.json"
# A SQLite file, or what pg_dump writes in its own format.
DATABASE = "database.xz"


@dataclass(frozen=True)
class Dump:
    """One release's database on one kind of server."""

    folder: Path

    @property
    def kind(self) -> str:
        """sqlite or postgresql."""
        return self.folder.name

    @property
    def name(self) -> str:
        """Which release it is of."""
        return self.folder.parent.name

    @cached_property
    def known(self) -> dict[str, Any]:
        """What the release that made it knew of its content (tests/upgrade/additions.py)."""
        found: dict[str, Any] = json.loads((self.folder / KNOWN).read_text())
        return found

    def environment(self, *, var: Path, url: str) -> dict[str, str]:
        """The settings to go on with: its own keys, and a clock that goes on at the moment of the dump."""
        return self.known["keys"] | {
            "MODE": "demo",
            "DJANGO_SETTINGS_MODULE": "samenkracht.settings",
            "VAR_DIR": str(var),
            "DATABASE_URL": url,
            "STAFF_SECOND_FACTOR": "off",
            "CLOCK_OFFSET": moments.offset(datetime.fromisoformat(self.known["at"])),
            "PYTHONWARNINGS": "ignore",
        }

    def load(self, *, var: Path, server: PostgreSQL | None) -> str:
        """Make it a database of its own; gives its DATABASE_URL."""
        path = var / "samenkracht.sqlite3"
        with lzma.open(self.folder / DATABASE) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        if server is None:
            return f"sqlite:///{path}"
        url = server.create_database(f"upgrade_{var.name}".replace("-", "_").lower())
        words = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={url}"]
        subprocess.run([str(server.binaries / "pg_restore"), *words, str(path)], check=True)
        path.unlink()
        return url


def dumps(kind: str) -> list[Dump]:
    """Those on this kind of server, by name."""
    return [Dump(path.parent) for path in sorted(HERE.glob(f"*/{kind}/{KNOWN}"))]


# --- what stands in a database ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """Its rows as the database gives them, whatever any code makes of them."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def counted(self, columns: tuple[str, ...]) -> "Counter[tuple[str, ...]]":
        """How often each row is there, seen through these columns alone."""
        places = [self.columns.index(name) for name in columns]
        return Counter(tuple(plain(row[place]) for place in places) for row in self.rows)


def plain(value: Any) -> str:
    """A value as text; JSON however it is spaced and ordered."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True)
    return f"{type(value).__name__} {value}"


def tables(url: str) -> dict[str, Table]:
    """Every table with every row."""
    return dict(_of_sqlite(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else _of_postgresql(url))


def _of_sqlite(path: str) -> Iterator[tuple[str, Table]]:
    with closing(sqlite3.connect(path)) as database:
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        for (name,) in database.execute(named).fetchall():
            found = database.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - a name out of the catalogue
            yield name, Table(tuple(one[0] for one in found.description), found.fetchall())


def _of_postgresql(url: str) -> Iterator[tuple[str, Table]]:
    with psycopg.connect(url) as database:
        named = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        for (name,) in database.execute(named).fetchall():
            found = database.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)))
            yield name, Table(tuple(one.name for one in found.description or ()), found.fetchall())


def lost(before: Mapping[str, Table], after: Mapping[str, Table], *, but: Mapping[str, str]) -> list[str]:
    """What stood there before and does not stand there now: tables, columns, rows. New ones are no loss.

    ``but`` names by table, or by table.column, what a migration changed with reason.
    """
    said = []
    for name in sorted(before.keys() - but.keys()):
        then, now = before[name], after.get(name)
        columns = tuple(column for column in then.columns if f"{name}.{column}" not in but)
        if now is None:
            said.append(f"{name} is gone")
        elif gone := sorted(set(columns) - set(now.columns)):
            said.append(f"{name}: {', '.join(gone)} gone")
        elif missing := then.counted(columns) - now.counted(columns):
            which = _changed(then, now, columns) if now.rows else ""
            said.append(f"{name}: {missing.total()} of {len(then.rows)} rows gone or changed{which}")
    return said


def _changed(then: Table, now: Table, columns: tuple[str, ...]) -> str:
    """The columns in which something differs, for who looks for the reason."""
    found = [column for column in columns if then.counted((column,)) - now.counted((column,))]
    return f" (in {', '.join(found)})" if found else ""


def raw_bytes(url: str, server: PostgreSQL | None) -> bytes:
    """Everything that stands in a database, as somebody finds it who takes the disk or a dump."""
    if server is None:
        path = Path(url.removeprefix("sqlite:///"))
        return b"".join(one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*")))
    command = [str(server.binaries / "pg_dump"), "--format=plain", url]
    return subprocess.run(command, check=True, capture_output=True).stdout
