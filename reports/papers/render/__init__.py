"""Content -> bytes. Drawings are looked up by kind and format and imported when first used: a web process stays small.

Each kind says where its drawings stand (``reports/apps.py``): a package with pdf.py, docx.py, xlsx.py and page.py.
"""

from importlib import import_module
from typing import Any

from reports.papers.content.document import Content
from reports.papers.render.stamp import Stamp

# The files of every report.
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What people call the formats.
NAMES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
# The package with the drawings of each kind.
DRAWINGS: dict[str, str] = {}


def drawn(content: Content, stamp: Stamp, *, as_format: str) -> bytes:
    """``content`` in the format, as a complete file. Raises KeyError for a format that nobody draws."""
    if as_format not in CONTENT_TYPES:
        raise KeyError(as_format)
    module = import_module(f"{DRAWINGS[content.kind]}.{as_format}")
    document: bytes = module.draw(content, stamp)
    return document


def on_page(content: Content, *, digest: str) -> dict[str, Any]:
    """``content`` for the template of its kind, ``reports/papers/_article_<kind>.html``."""
    module = import_module(f"{DRAWINGS[content.kind]}.page")
    shown: dict[str, Any] = module.page(content, digest=digest)
    return shown
