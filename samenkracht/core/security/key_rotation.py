"""Sealing anew with the newest of FIELD_KEYS, so that an old key may go (docs/runbook.md, "Rotate secrets").

Columns of EncryptedTextField are found from the models when it runs. What an app encrypts by hand, it adds in
``apps.ready()``; there something may stand IN_THE_CLEAR too, from before it was encrypted, and is encrypted then. A row
is changed only while it still holds what was read, so people may go on working.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from django.apps import apps
from django.db import connection, transaction

from samenkracht.core.security.encryption import CannotDecrypt, EncryptedTextField, decrypt, encrypt, newest_number

BATCH = 500
# In place of the number of a key, which is never 0.
IN_THE_CLEAR = 0


class Encrypted(Protocol):
    """One place where encrypted bytes stand."""

    @property
    def place(self) -> str: ...

    def rows(self, *, after: int, number: int) -> list[tuple[int, bytes]]:
        """The next ``number`` rows after that primary key, each with the numbers of the keys that encrypted it.

        IN_THE_CLEAR is one of them for what is not encrypted and should be.
        """
        ...

    def re_encrypt(self, key: int) -> bool:
        """Seal one row with the newest key; False when it went or changed meanwhile. Raises CannotDecrypt."""
        ...


@dataclass(frozen=True, slots=True)
class EncryptedColumn:
    """The column of an EncryptedTextField."""

    place: str
    table: str
    column: str
    key: str

    def rows(self, *, after: int, number: int) -> list[tuple[int, bytes]]:
        with connection.cursor() as cursor:
            cursor.execute(self._sql("SELECT {key}, {column} FROM {table} WHERE {key} > %s AND {column} IS NOT NULL"
                                     " ORDER BY {key} LIMIT %s"), [after, number])  # fmt: skip
            return [(key, bytes(value)[:1]) for key, value in cursor.fetchall()]

    def re_encrypt(self, key: int) -> bool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(self._sql("SELECT {column} FROM {table} WHERE {key} = %s"), [key])
            found = cursor.fetchone()
            if found is None or found[0] is None:
                return False
            new = encrypt(decrypt(bytes(found[0]), place=self.place), place=self.place)
            cursor.execute(
                self._sql("UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s"), [new, key, found[0]]
            )
            return bool(cursor.rowcount)

    def _sql(self, words: str) -> str:
        names = {"table": self.table, "column": self.column, "key": self.key}
        return words.format(**{name: connection.ops.quote_name(value) for name, value in names.items()})


_by_hand: dict[str, Encrypted] = {}


def add(sealed: Encrypted) -> None:
    """State a place where an app encrypts by hand."""
    _by_hand[sealed.place] = sealed


def places() -> dict[str, Encrypted]:
    """Every place in the database where something encrypted stands."""
    columns: list[Encrypted] = [
        EncryptedColumn(one.place, model._meta.db_table, str(one.column), str(model._meta.pk.column))
        for model in apps.get_models(include_auto_created=True)
        for one in model._meta.local_fields
        if isinstance(one, EncryptedTextField)
    ]
    return {one.place: one for one in columns} | _by_hand


@dataclass(slots=True)
class RotationResult:
    """What came of one place: how many rows were encrypted anew, and how many are left, by the number of their key."""

    done: int = 0
    cannot_open: int = 0
    left: Counter[int] = field(default_factory=Counter)


def rotate_all() -> dict[str, RotationResult]:
    """Encrypt every row of every place with the newest key; what that key encrypted already is left alone.

    Each row is a transaction of its own: whatever ends it, a second run goes on.
    """
    outcomes = {}
    for place, sealed in places().items():
        outcome = outcomes[place] = RotationResult()
        for key in _under_an_old_key(sealed):
            try:
                outcome.done += sealed.re_encrypt(key)
            except CannotDecrypt:
                outcome.cannot_open += 1
    left = left_under_old_keys()
    for place, outcome in outcomes.items():
        outcome.left = left[place]
    return outcomes


def left_under_old_keys() -> dict[str, Counter[int]]:
    """How much stands under each key that is not the newest, by place; changes nothing."""
    return {
        place: Counter(number for _key, numbers in _rows(sealed) for number in numbers if number != newest_number())
        for place, sealed in places().items()
    }


def _under_an_old_key(sealed: Encrypted) -> Iterator[int]:
    newest = newest_number()
    return (key for key, numbers in _rows(sealed) if any(number != newest for number in numbers))


def _rows(sealed: Encrypted) -> Iterator[tuple[int, bytes]]:
    """All rows, in batches; of each its key and the numbers of the keys that encrypted it."""
    after = 0
    while batch := sealed.rows(after=after, number=BATCH):
        yield from batch
        after = batch[-1][0]
