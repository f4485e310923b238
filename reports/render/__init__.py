"""Content -> bytes. Renderers are looked up by name and imported when first used, so a web process stays small."""

from importlib import import_module

from reports.content.progress import ProgressReport
from reports.render.stamp import Stamp

RENDERERS = {"pdf": "reports.render.pdf", "docx": "reports.render.docx", "xlsx": "reports.render.xlsx"}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What people call the formats.
NAMES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}


def drawn(content: ProgressReport, stamp: Stamp, *, as_format: str) -> bytes:
    """``content`` in the format, as a complete file. Raises KeyError for a format that nobody draws."""
    module = import_module(RENDERERS[as_format])
    document: bytes = module.draw(content, stamp)
    return document
