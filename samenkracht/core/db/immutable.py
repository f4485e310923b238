"""Rows that the database itself refuses to change: for audit events, published form versions, frozen reports."""

from collections.abc import Sequence

from django.db import migrations
from django.db.migrations.operations.base import Operation


def refuse_changes(table: str, *, columns: Sequence[str] = (), deletes: str = "refused") -> list[Operation]:
    """Migration operations with triggers for both databases.

    ``columns``: refuse an UPDATE that changes one of these; empty: refuse every UPDATE. ``deletes``: "refused",
    "allowed", or "after N years of COLUMN" (housekeeping may then remove what is past its term).
    """
    return [
        migrations.RunPython(
            _Install(table, tuple(columns), deletes), _Remove(table), elidable=False, hints={"table": table}
        )
    ]


class _Install:
    def __init__(self, table: str, columns: tuple[str, ...], deletes: str) -> None:
        self.table, self.columns, self.deletes = table, columns, deletes

    def __call__(self, apps: object, schema_editor: object) -> None:
        connection = schema_editor.connection  # type: ignore[attr-defined]  # the editor of either database
        # SQLite makes a table anew when it changes, and forgets its triggers: a later migration installs them again.
        _Remove(self.table)(apps, schema_editor)
        build = _sqlite if connection.vendor == "sqlite" else _postgresql
        for statement in build(self.table, self.columns, self.deletes):
            schema_editor.execute(statement, params=None)  # type: ignore[attr-defined]  # the editor of either database


class _Remove:
    def __init__(self, table: str) -> None:
        self.table = table

    def __call__(self, apps: object, schema_editor: object) -> None:
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {self.table}"  # type: ignore[attr-defined]  # the editor of either database
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_no_{verb}{on}", params=None)  # type: ignore[attr-defined]  # the editor of either database


def _term(deletes: str) -> tuple[int, str] | None:
    words = deletes.split()
    return (int(words[1]), words[4]) if words[0] == "after" else None


def _sqlite(table: str, columns: tuple[str, ...], deletes: str) -> list[str]:
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} does not change'); END"
    statements = [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {f'WHEN {changed}' if changed else ''} {refuse}"
    ]
    if deletes != "allowed":
        term = _term(deletes)
        when = f"WHEN OLD.{term[1]} > datetime('now', '-{term[0]} years')" if term else ""
        statements.append(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {when} {refuse}")
    return statements


def _postgresql(table: str, columns: tuple[str, ...], deletes: str) -> list[str]:
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    statements = [
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} does not change' USING ERRCODE = 'restrict_violation'; END $$",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW "
        f"{f'WHEN ({changed})' if changed else ''} EXECUTE FUNCTION {table}_refuse()",
    ]
    if deletes != "allowed":
        term = _term(deletes)
        when = f"WHEN (OLD.{term[1]} > now() - interval '{term[0]} years')" if term else ""
        statements.append(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {when} "
            f"EXECUTE FUNCTION {table}_refuse()"
        )
    return statements
