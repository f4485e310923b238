"""The empty Word document that ours begin from: our own styles, Dutch as its language, our fonts inside.

It is put together from the texts in assets/word, so that every measure can be read and compared.
"""

import io
import zipfile
from functools import cache
from pathlib import Path

from reports.papers.render.fonts import FONTS

PARTS = Path(__file__).parent / "assets" / "word"
PLACES = {
    "content_types.xml": "[Content_Types].xml",
    "package_rels.xml": "_rels/.rels",
    "document.xml": "word/document.xml",
    "document_rels.xml": "word/_rels/document.xml.rels",
    "styles.xml": "word/styles.xml",
    "numbering.xml": "word/numbering.xml",
    "settings.xml": "word/settings.xml",
    "fontTable.xml": "word/fontTable.xml",
    "fontTable_rels.xml": "word/_rels/fontTable.xml.rels",
}
# The keys stand in fontTable.xml beside the fonts' names.
EMBEDDED = {
    "word/fonts/font1.odttf": ("SourceSans3-Regular.ttf", "5A6D3C11-0B7E-4F27-9C54-1D3E8A90B201"),
    "word/fonts/font2.odttf": ("SourceSans3-Bold.ttf", "5A6D3C11-0B7E-4F27-9C54-1D3E8A90B202"),
    "word/fonts/font3.odttf": ("BricolageGrotesque-Bold.ttf", "5A6D3C11-0B7E-4F27-9C54-1D3E8A90B203"),
}
# The first moment that a zip can hold: files carry the report's own date in their properties.
NO_TIME = (1980, 1, 1, 0, 0, 0)


@cache
def base() -> bytes:
    """The package as bytes."""
    files = {place: (PARTS / name).read_bytes() for name, place in PLACES.items()}
    files |= {place: _masked((FONTS / font).read_bytes(), key) for place, (font, key) in EMBEDDED.items()}
    return zipped(files)


def _masked(font: bytes, key: str) -> bytes:
    """A font as Word embeds it: the first 32 bytes mixed with the key, back to front (ECMA-376 part 4, 2.8.1)."""
    mask = bytes.fromhex(key.replace("-", ""))[::-1] * 2
    return bytes(sign ^ part for sign, part in zip(font, mask, strict=False)) + font[32:]


def zipped(files: dict[str, bytes]) -> bytes:
    """A package in which equal parts give equal bytes: no moment of making, one order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, NO_TIME), content, zipfile.ZIP_DEFLATED, 6)
    return target.getvalue()


def without_time(package: bytes) -> bytes:
    """The same package without the moment in which it was zipped."""
    with zipfile.ZipFile(io.BytesIO(package)) as made:
        return zipped({name: made.read(name) for name in made.namelist()})
