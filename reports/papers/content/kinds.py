"""The kinds of content, and reading whichever was stored. Each kind says itself how (``reports/apps.py``)."""

from collections.abc import Callable, Mapping
from typing import Any

from reports.papers.content.document import Content, UnreadableContent
from samenkracht.core.db.rows import reads

Reader = Callable[[Mapping[str, Any]], Content]
READERS: dict[str, Reader] = {}


@reads(UnreadableContent)
def read(document: Mapping[str, Any]) -> Content:
    """A stored document of any kind and of any schema so far. Raises UnreadableContent."""
    reader = READERS.get(str(document.get("kind")))
    if reader is None:
        raise UnreadableContent(f"unknown kind {document.get('kind')!r}")
    return reader(document)
