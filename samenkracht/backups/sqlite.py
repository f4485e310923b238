"""Saving and loading a SQLite file while others write in it."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from django.db import connections

from samenkracht.backups.manifest import State, Unusable, table_of

KIND: Final = "sqlite"
PART: Final = "database.sqlite3"
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"


class SQLite:
    """The file that DATABASE_URL names."""

    kind, part = KIND, PART

    @property
    def path(self) -> Path:
        return Path(connections["default"].settings_dict["NAME"])

    def save(self, to: Path, *, left_empty: tuple[str, ...]) -> State:
        """Write the database as it is at this moment into one file; writers go on."""
        if not self.path.is_file():
            raise Unusable(f"there is no database {self.path}")
        try:
            with closing(sqlite3.connect(self.path, timeout=20)) as source:
                source.execute("VACUUM INTO ?", [str(to)])
            with closing(sqlite3.connect(to, isolation_level=None)) as copy:
                copy.execute("PRAGMA journal_mode = DELETE")
                for table in left_empty:
                    copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 - a name of ours
                copy.execute("VACUUM")
                return _state(copy)
        except sqlite3.Error as error:
            raise Unusable(f"SQLite says: {error}") from error

    def check_readable(self, part: Path) -> None:
        """Read the copy from end to end. Raises Unusable."""
        try:
            with closing(sqlite3.connect(f"{part.absolute().as_uri()}?mode=ro", uri=True)) as copy:
                said = copy.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.Error as error:
            said = str(error)
        if said != "ok":
            raise Unusable(f"{part.name} is no whole SQLite database: {said}")

    def check_empty(self) -> None:
        """Raise Unusable when the target holds anything."""
        beside = [Path(f"{self.path}{end}") for end in ("", "-wal", "-journal")]
        if any(path.exists() and path.stat().st_size for path in beside):
            raise Unusable(f"{self.path} is there already; name a file that is not there yet")

    def load(self, part: Path, *, check: Callable[[State], None]) -> None:
        """Copy aside, look at what stands there, and only then give it its name."""
        aside = self.path.with_name(f".{self.path.name}-restoring")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(part, aside)
            self.check_readable(aside)
            with closing(sqlite3.connect(aside)) as copy:
                check(_state(copy))
            with aside.open("rb") as file:
                os.fsync(file.fileno())
            aside.chmod(0o600)
            aside.rename(self.path)
        finally:
            aside.unlink(missing_ok=True)


def _state(database: sqlite3.Connection) -> State:
    heads = dict(database.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall())
    names = [name for (name,) in database.execute(TABLES)]
    tables = {name: table_of(database.execute(f'SELECT * FROM "{name}"')) for name in names}  # noqa: S608 - a name of ours
    return State(f"SQLite {sqlite3.sqlite_version}", heads, tables)
