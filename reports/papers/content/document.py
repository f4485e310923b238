"""What every frozen content is, whatever its kind: how it is written down and read back."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from reports.figures.content import Figure
from samenkracht.core.db.rows import Unreadable
from samenkracht.core.db.upcasting import Upcasters, upcast


class UnreadableContent(Unreadable):
    """The stored document is not one that this release can read."""


class Content(Protocol):
    """Everything that one report says, as a frozen value. Equal content has an equal digest, whoever draws it."""

    @property
    def kind(self) -> str:
        """Which kind of report; names the room of its drawings."""

    @property
    def title(self) -> str: ...

    @property
    def label(self) -> str:
        """What sort of paper it is, in words, such as "Voortgangsrapportage 2026-3"."""

    @property
    def reference(self) -> str:
        """The kenmerk; empty when there is none."""

    @property
    def edition(self) -> int: ...

    @property
    def moment(self) -> datetime:
        """The moment as of which everything was read and counted."""

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Every counted figure, with the words that say where it stands."""

    def slugs(self) -> frozenset[str]:
        """The projects that it tells about."""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, carrying its kind and schema number."""


def upcast_content(document: Mapping[str, Any], *, kind: str, schema: int, upcasters: Upcasters) -> dict[str, Any]:
    """``document`` in today's schema. Raises UnreadableContent for another kind or a schema of the future."""
    if document.get("kind") != kind:
        raise UnreadableContent(f"not of kind {kind}: {document.get('kind')!r}")
    return upcast(document, to=schema, upcasters=upcasters, error=UnreadableContent)
