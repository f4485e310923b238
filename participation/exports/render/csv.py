"""A table as CSV as the Dutch Excel opens it: semicolons, comma in numbers, UTF-8 with its mark, lines ended by CR LF.

A spreadsheet takes a text that begins like a formula for a formula. Such a text gets one apostrophe in front, and so
does a text that begins with apostrophes before such a beginning: taking one away from every text that ``shielded``
would have changed gives back what people wrote, whatever it was.
"""

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from participation.exports.content import Sheet, Value

CONTENT_TYPE: Final = "text/csv; charset=utf-8"
ROWS_AT_ONCE: Final = 500
MARK: Final = "\ufeff"
# What Excel and LibreOffice take for the beginning of a formula, after spaces too, and in wide signs.
FORMULA: Final = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
SHIELD: Final = "'"


def shielded(text: str) -> str:
    """The text such that no spreadsheet calculates with it."""
    return SHIELD + text if FORMULA.match(text) else text


def bare(text: str) -> str:
    """What was written, from what stands in the file: the other way round of ``shielded``."""
    return text[1:] if text.startswith(SHIELD) and FORMULA.match(text) else text


def parts(sheet: Sheet) -> Iterator[bytes]:
    """The file, piece by piece: headings first."""
    rows = chain([[heading for heading, _width in sheet.headings]], sheet.rows)
    mark = MARK
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        lines = io.StringIO()
        csv.writer(lines, delimiter=";", lineterminator="\r\n").writerows(map(_safe_cell, row) for row in batch)
        yield (mark + lines.getvalue()).encode(errors="replace")
        mark = ""


def _safe_cell(value: Value) -> str | int:
    if type(value) is str:
        # Most texts begin with a letter or a digit: those need no closer look.
        return value if value[:1].isalnum() else shielded(value)
    if value is None:
        return ""
    if type(value) is float:
        return repr(value).replace(".", ",")
    return value if type(value) is int else str(value)
