"""Content as a tagged PDF (PDF/UA-1) by typst: an empty root, our own fonts, no packages, the report's own date."""

import json
import tempfile
from functools import cache
from pathlib import Path

import typst

from reports.content.progress import ProgressReport
from reports.render.fonts import FONTS
from reports.render.paper import paper
from reports.render.stamp import Stamp

SOURCE = Path(__file__).parent / "assets" / "progress.typ"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def draw(content: ProgressReport, stamp: Stamp) -> bytes:
    """The report on paper. Equal content and stamp give equal bytes. Nothing is fetched and nothing else is read."""
    data = json.dumps(paper(content, stamp), ensure_ascii=False)
    with tempfile.TemporaryDirectory(prefix="paper-") as empty:
        compiler = typst.Compiler(
            SOURCE.read_bytes(),
            root=empty,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"content": data},
            package_path=f"{empty}/none",
            package_cache_path=f"{empty}/none",
        )
        document = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(content.moment.timestamp()))
    if not isinstance(document, bytes):
        raise TypeError("typst gave no document")
    return document
