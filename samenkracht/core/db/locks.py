"""Waiting for each other inside transactions, without a row to hold."""

import hashlib

from django.db import connection


def hold(name: str) -> None:
    """Let everybody else who holds this name wait until the caller's transaction ends.

    Raises RuntimeError outside a transaction. On SQLite a transaction that is open keeps everybody out already.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a lock ends with its transaction")
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
