"""Bars as pictures, for formats that cannot show a drawing of lines. A bar is two rectangles and a stroke."""

import struct
import zlib

from reports.papers.render.charts import BAR_HEIGHT, BAR_TOP, HEIGHT, PAPER, WIDTH, Bar

# Dots per measure of the drawing: sharp at 300 dots per inch on a bar of five centimetres.
SCALE = 2
WHITE = "#ffffff"
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def bar_png(bar: Bar, *, top: int, width: int = WIDTH) -> bytes:
    """One bar, measured against ``top``, in the inks of our paper. Equal bars give equal bytes."""
    palette = [WHITE, PAPER["bar-track"], PAPER[bar.ink], PAPER["tick"]]
    length = _dots(bar.reached, top, width)
    beside = bytearray(width * SCALE)
    inside = bytearray(b"\x02" * length + b"\x01" * (width * SCALE - length))
    if bar.promised is not None:
        at = min(max(_dots(bar.promised, top, width) - SCALE, 0), width * SCALE - 2 * SCALE)
        for line in (beside, inside):
            line[at : at + 2 * SCALE] = b"\x03" * 2 * SCALE
    lines = [inside if BAR_TOP <= y // SCALE < BAR_TOP + BAR_HEIGHT else beside for y in range(HEIGHT * SCALE)]
    # Each line begins with the number of its filter: none.
    dots = zlib.compress(b"".join(b"\x00" + bytes(line) for line in lines), 9)
    head = struct.pack(">IIBBBBB", width * SCALE, HEIGHT * SCALE, 8, 3, 0, 0, 0)
    inks = bytes.fromhex("".join(ink.removeprefix("#") for ink in palette))
    return SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"PLTE", inks) + _chunk(b"IDAT", dots) + _chunk(b"IEND", b"")


def _dots(value: int, top: int, width: int) -> int:
    return round(width * SCALE * min(value, top) / top)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
