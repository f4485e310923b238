"""Stored JSON says its schema and is read through pure steps n -> n+1; what is stored is never rewritten."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from samenkracht.core.db.rows import Unreadable

Upcaster: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
# n -> function that turns a document of schema n into one of schema n + 1.
Upcasters: TypeAlias = Mapping[int, Upcaster]


class UnknownSchemaError(Unreadable):
    """A document without a schema, or of one that this release does not know."""


def upcast(
    document: Mapping[str, Any], *, to: int, upcasters: Upcasters, error: type[Unreadable] = UnknownSchemaError
) -> dict[str, Any]:
    """A copy of the document in schema ``to``; the document itself stays. Raises ``error`` when it cannot be."""
    current = dict(document)
    schema = current.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or not 1 <= schema <= to:
        raise error(f"schema {schema!r} cannot be read; this release knows 1 to {to}")
    for number in range(schema, to):
        current = upcasters[number](current) | {"schema": number + 1}
    return current
