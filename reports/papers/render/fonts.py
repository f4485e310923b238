"""The signs that our paper can show. PDF/UA forbids a sign without a shape, so what is missing is shown as a box."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "assets" / "fonts"
TEXT_FONT = FONTS / "SourceSans3-Regular.ttf"
# "White square": the usual sign for "here stood something that cannot be shown".
MISSING = "\N{WHITE SQUARE}"


def showable(text: str) -> str:
    """``text`` with only signs that our own fonts have; others become a box, control signs vanish."""
    known = signs()
    shown = (sign if ord(sign) in known else _instead(sign) for sign in unicodedata.normalize("NFC", text))
    return "".join(shown)


def _instead(sign: str) -> str:
    if sign in "\n\t":
        return sign
    # Controls, formats (bidi, joiners, variation) and marks have no shape of their own.
    return "" if unicodedata.category(sign)[0] in "CM" else MISSING


@cache
def signs() -> frozenset[int]:
    """The code points in the text font's map (the TrueType table "cmap", format 4)."""
    data = TEXT_FONT.read_bytes()
    start = _table(data, b"cmap")
    for index in range(struct.unpack_from(">H", data, start + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", data, start + 4 + index * 8)
        if (platform, encoding) == (3, 1):
            return _segments(data, start + offset)
    raise ValueError(f"{TEXT_FONT.name} has no Unicode map")


def _table(data: bytes, name: bytes) -> int:
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _checksum, offset, _length = struct.unpack_from(">4sLLL", data, 12 + index * 16)
        if tag == name:
            return int(offset)
    raise ValueError(f"no table {name!r}")


def _segments(data: bytes, at: int) -> frozenset[int]:
    """Code points with a glyph in a format 4 map: segments with a start, an end, a delta and an offset each."""
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", data, at + 14 + part * 2 * count + (2 if part else 0)) for part in range(4)
    )
    found: set[int] = set()
    for n in range(count):
        for sign in range(starts[n], min(ends[n], 0xFFFE) + 1):
            if offsets[n]:
                place = at + 16 + 6 * count + 2 * n + offsets[n] + 2 * (sign - starts[n])
                glyph = struct.unpack_from(">H", data, place)[0]
                glyph = (glyph + deltas[n]) % 0x10000 if glyph else 0
            else:
                glyph = (sign + deltas[n]) % 0x10000
            if glyph:
                found.add(sign)
    return frozenset(found)
