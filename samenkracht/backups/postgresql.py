"""Saving and loading a PostgreSQL database with PostgreSQL's own tools."""

import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from samenkracht.backups.manifest import State, TableChecksum, Unusable, table_of

KIND: Final = "postgresql"
PART: Final = "database.dump"
# How libpq is told what Django knows. A password never stands on a command line.
OF_LIBPQ: Final = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
RELATIONS = "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
# This reads as long as it takes; nobody waits for it.
PATIENT = (
    "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL timezone = 'UTC'"
)


class PostgreSQL:
    """The database that DATABASE_URL names."""

    kind, part = KIND, PART

    def save(self, to: Path, *, left_empty: tuple[str, ...]) -> State:
        """Write the database as it is at this moment; the dump and the counts see the same moment."""
        with transaction.atomic(using="snapshot"):
            connection = connections["snapshot"]
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                cursor.execute(PATIENT)
                cursor.execute("SELECT pg_export_snapshot()")
                moment = cursor.fetchone()[0]
            words = [f"--exclude-table-data={table}" for table in left_empty]
            _run("pg_dump", "--format=custom", f"--snapshot={moment}", "--no-password", f"--file={to}", *words)
            return _state(connection, left_empty=left_empty)

    def check_readable(self, part: Path) -> None:
        """Read the dump to its last byte. Raises Unusable."""
        _run("pg_restore", "--file", os.devnull, str(part))

    def check_empty(self) -> None:
        """Raise Unusable when the target holds anything."""
        with connections["default"].cursor() as cursor:
            cursor.execute(RELATIONS)
            found = cursor.fetchone()[0]
        connections["default"].close()
        if found:
            raise Unusable("the database of DATABASE_URL is not empty; make a new one and name that")

    def load(self, part: Path, *, check: Callable[[State], None]) -> None:
        """Fill the database in one transaction, then look at what stands there."""
        name = str(connections["default"].settings_dict["NAME"])
        words = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-password"]
        _run("pg_restore", *words, f"--dbname={name}", str(part))
        with transaction.atomic(using="snapshot"):
            connection = connections["snapshot"]
            with connection.cursor() as cursor:
                cursor.execute(PATIENT)
            found = _state(connection, left_empty=())
        try:
            check(found)
        except Unusable as error:
            raise Unusable(f"{error}. Drop the database that was filled; it is not whole") from error


def _state(connection: BaseDatabaseWrapper, *, left_empty: tuple[str, ...]) -> State:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = f"PostgreSQL {cursor.fetchone()[0]}"
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        heads = dict(cursor.fetchall())
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall()]
    return State(
        server, heads, {name: table_of(()) if name in left_empty else _table(connection, name) for name in names}
    )


def _table(connection: BaseDatabaseWrapper, name: str) -> TableChecksum:
    with closing(connection.chunked_cursor()) as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608 - a name out of the catalogue
        return table_of(cursor)


def _run(tool: str, *words: str) -> None:
    """Run one of PostgreSQL's tools on the database. It sees no environment but what it needs."""
    program = shutil.which(tool)
    if program is None:
        raise Unusable(f"{tool} is not installed (Debian: apt-get install postgresql-client)")
    params = connections["default"].get_connection_params()
    surroundings = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    surroundings |= {variable: str(params[key]) for key, variable in OF_LIBPQ.items() if params.get(key)}
    done = subprocess.run(  # noqa: S603 - a fixed program, words of our own
        [program, *words], env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        # The first line names the object; the rest may quote rows.
        said = (done.stderr.strip().splitlines() or ["no word"])[0]
        raise Unusable(f"{tool} ended with {done.returncode}: {said}")
