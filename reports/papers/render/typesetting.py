"""Words -> tagged PDF (PDF/UA-1) by typst: an empty root, our own fonts, no packages, the report's own date."""

import json
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from reports.papers.render.fonts import FONTS, showable

ASSETS = Path(__file__).parent / "assets"
# Inks, head and foot, headings, tables, and the pieces that every paper of the region is made of.
HOUSE = ASSETS / "house.typ"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def printed(source: str, content: Mapping[str, Any], *, moment: datetime) -> bytes:
    """``content`` as a PDF by the typst source of this name among the assets, set in the style of the house.

    Equal words and moment give equal bytes. Nothing is fetched and nothing else is read; signs that our fonts do not
    have are replaced. ``content`` needs what the house asks for: title, author, label, reference-line, footer.
    """
    data = json.dumps(only_showable(content), ensure_ascii=False)
    with tempfile.TemporaryDirectory(prefix="paper-") as empty:
        compiler = typst.Compiler(
            HOUSE.read_bytes() + b"\n" + (ASSETS / source).read_bytes(),
            root=empty,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"content": data},
            package_path=f"{empty}/none",
            package_cache_path=f"{empty}/none",
        )
        document = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(moment.timestamp()))
    if not isinstance(document, bytes):
        raise TypeError("typst gave no document")
    return document


def only_showable(value: Any) -> Any:
    """The same, with only signs that our fonts can show."""
    match value:
        case str():
            return showable(value)
        case list() | tuple():
            return [only_showable(part) for part in value]
        case Mapping():
            return {name: only_showable(part) for name, part in value.items()}
        case _:
            return value
