"""A workbook that is drawn while it is sent: no temporary file, nothing kept, the same memory for any number of rows.

Only what such a table needs of the format (ECMA-376): words as words and never as a formula, numbers, days, one frozen
row of headings. Every cell of words carries the format "text", so that it stays text when somebody edits it.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final
from xml.sax.saxutils import quoteattr

from participation.exports.content import Row, Sheet, Value

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_AT_ONCE: Final = 500
# What a sheet holds at most: rows with the headings, signs in one cell.
MOST_ROWS: Final = 1_048_576
LONGEST: Final = 32_767
CUT: Final = " … (ingekort)"
DAY_ZERO: Final = date(1899, 12, 30)
# A file is made at no particular moment: equal tables give equal bytes.
MADE: Final = (1980, 1, 1, 0, 0, 0)
# Four times the speed of the usual level, a tenth more to send.
LEVEL: Final = 1
HEAD, TEXT, DAY, WHOLE = 1, 2, 3, 4

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
PART: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Signs that mean something in XML, that no XML can hold, or that Excel would read as the number of a sign.
SPECIAL: Final = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
IN_XML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", "_": "_x005F_"}

STYLES: Final = (
    f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><color rgb="FF35113A"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF6E9F5"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/>'
    '<xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="14" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>'
    '<xf applyAlignment="1"><alignment vertical="top"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class _Pipe:
    """What the zip writes to: keeps nothing that was taken."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self._written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is open."""

    def take(self) -> bytes:
        taken = b"".join(self._written)
        self._written.clear()
        return taken


def parts(sheets: Sequence[Sheet]) -> Iterator[bytes]:
    """The file, piece by piece. Raises ValueError for more rows than a sheet holds."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as package:
        for name, text in _frame(sheets):
            package.writestr(_entry(name), text, zipfile.ZIP_DEFLATED, LEVEL)
        for number, sheet in enumerate(sheets, 1):
            with package.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as part:
                for piece in _worksheet(sheet):
                    part.write(piece.encode())
                    if ready := pipe.take():
                        yield ready
    yield pipe.take()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, MADE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry._compresslevel = LEVEL  # type: ignore[attr-defined]  # ZipFile.open takes no level of its own
    return entry


def _worksheet(sheet: Sheet) -> Iterator[str]:
    columns = [_letters(number) for number in range(len(sheet.headings))]
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, (_head, width) in enumerate(sheet.headings, 1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>"
    )
    yield _row(1, columns, [heading for heading, _width in sheet.headings], HEAD)
    last = 1
    for number, piece in _rows(columns, sheet.rows):
        last = number
        yield piece
    yield f'</sheetData><autoFilter ref="A1:{columns[-1]}{last}"/></worksheet>'


def _rows(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[tuple[int, str]]:
    """The rows after the headings, many in one piece, with the number of the last one."""
    number, waiting = 1, []
    for number, row in enumerate(rows, 2):
        if number > MOST_ROWS:
            raise ValueError("more rows than a sheet holds")
        waiting.append(_row(number, columns, row))
        if len(waiting) == ROWS_AT_ONCE:
            yield number, "".join(waiting)
            waiting.clear()
    yield number, "".join(waiting)


def _row(number: int, columns: Sequence[str], values: Sequence[Value], style: int = TEXT) -> str:
    cells = [f'<row r="{number}">']
    words = f' s="{style}" t="inlineStr"><is><t xml:space="preserve">'
    for column, value in zip(columns, values, strict=True):
        if type(value) is str:
            if value:
                cells.append(f'<c r="{column}{number}"{words}{_text(value)}</t></is></c>')
        elif value is not None:
            kind, plain = (DAY, (value - DAY_ZERO).days) if isinstance(value, date) else (WHOLE, value)
            cells.append(f'<c r="{column}{number}" s="{kind}"><v>{plain}</v></c>')
    cells.append("</row>")
    return "".join(cells)


def _text(text: str) -> str:
    if len(text) > LONGEST:
        text = text[: LONGEST - len(CUT)] + CUT
    return SPECIAL.sub(lambda found: IN_XML.get(found[0], ""), text) if SPECIAL.search(text) else text


def _letters(number: int) -> str:
    """A, B, ... Z, AA, ... for 0, 1, ... 25, 26, ..."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _frame(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    """The parts that are the same for every table, but for the names and number of its sheets."""
    numbers = range(1, len(sheets) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{PART}.worksheet+xml"/>' for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{PART}.sheet.main+xml"/>{types}'
        f'<Override PartName="/xl/styles.xml" ContentType="{PART}.styles+xml"/></Types>',
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    named = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in zip(numbers, sheets, strict=True)
    )
    yield "xl/workbook.xml", f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>'
    related = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*related, ("styles", "styles.xml")])
    yield "xl/styles.xml", STYLES


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'
