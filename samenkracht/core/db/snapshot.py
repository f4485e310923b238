"""One moment for many reads (docs/adr/0018)."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import Any, TypeVar

from django.conf import settings
from django.db import connections, transaction

T = TypeVar("T")
_reading: ContextVar[bool] = ContextVar("reading_snapshot", default=False)


class SnapshotRouter:
    """Sends reads inside ``snapshot()`` to the snapshot's own connection."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "snapshot" if _reading.get() else None

    def db_for_write(self, model: Any, **hints: Any) -> str:
        if _reading.get():
            raise RuntimeError(f"a snapshot is for reading, not for writing {model.__name__}")
        return "default"

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"


def is_reading_snapshot() -> bool:
    """Whether reads go to a moment that is past by now."""
    return _reading.get()


@contextmanager
def snapshot() -> Iterator[None]:
    """All ORM reads inside see the database as it was at the first of them.

    PostgreSQL: REPEATABLE READ, READ ONLY. SQLite: a plain deferred transaction on its own connection, so that
    residents go on writing. Raises RuntimeError inside a transaction (it would not see that transaction's rows).
    """
    if transaction.get_connection().in_atomic_block:
        if not settings.SNAPSHOT_INSIDE_TRANSACTION:
            raise RuntimeError("a snapshot cannot be taken inside a transaction")
        yield
        return
    with transaction.atomic(using="snapshot"):
        connection = connections["snapshot"]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        token = _reading.set(True)
        try:
            yield
        finally:
            _reading.reset(token)


def within_snapshot(parts: Iterator[T]) -> Generator[T, None, None]:
    """``parts``, each of them made inside one snapshot: for what is sent while it is read.

    Between two parts the caller's own reads go where they always go. Who does not draw all parts must close this.
    """
    inside = copy_context()

    def made() -> Generator[T, None, None]:
        with snapshot():
            yield from parts

    drawing = made()
    try:
        while True:
            try:
                part = inside.run(next, drawing)
            except StopIteration:
                return
            yield part
    finally:
        inside.run(drawing.close)
