"""A workbook in the making: figures as numbers, everything that people typed as text and never as a formula.

Each sheet is a table that begins in the first cell, with one frozen row of heads, so that it can be sorted,
filtered and read by other programs. Written row by row, so that a large report costs no more memory than a small one.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter

from reports.figures.content import FigureExplanation
from reports.papers.content.document import Content
from reports.papers.content.naming import in_groups
from reports.papers.render import formatting
from reports.papers.render.characters import writable
from reports.papers.render.stamp import Stamp

HIDDEN = "te weinig om te tonen"
ALL_ANSWERS = "Alle antwoorden"
# Excel holds no more than this in a cell.
LONGEST = 32_767
CUT = " … (ingekort: de hele tekst staat op papier)"
SETTINGS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
DEFINITIONS = (("Cijfer", 34), ("Versie", 10), ("Hoe wij tellen", 100), ("Eenheid", 18))

Value = str | int | float | None
Row = Sequence[Value]
# Heads with the width of their column in signs.
Columns = Sequence[tuple[str, int]]
# Name, heads and rows of one sheet.
Sheet = tuple[str, Columns, Iterable[Row]]


def workbook(content: Content, stamp: Stamp, *, category: str, sheets: Iterable[Sheet]) -> bytes:
    """The sheets as an .xlsx. Equal content and stamp give equal bytes."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, SETTINGS)
    book.set_properties(properties(content, stamp, category))
    made = Sheets(book, content, stamp)
    if stamp.warning:
        made.add(*warning_sheet(stamp.warning))
    for name, columns, rows in sheets:
        made.add(name, columns, rows)
    book.close()
    return target.getvalue()


def warning_sheet(warning: str) -> Sheet:
    """The first that opens. A sheet of figures begins with its heads, so that programs can read it."""
    return "Let op", (("Let op", 90),), [(warning,)]


def properties(content: Content, stamp: Stamp, category: str) -> dict[str, Any]:
    return {
        "title": writable(content.title),
        "subject": writable(content.label),
        "author": writable(stamp.publisher),
        "category": category,
        "comments": f"Controlegetal {in_groups(stamp.digest)}",
        "status": stamp.status,
        "created": content.moment.replace(microsecond=0, tzinfo=None),
    }


def definitions(explanations: Iterable[FigureExplanation]) -> Iterator[Row]:
    """The rows of the sheet with definitions."""
    for note in explanations:
        yield note.title, note.version, note.text, note.unit
    yield HIDDEN, None, formatting.HIDING, ""


class Sheets:
    """The sheets of one workbook, all alike."""

    def __init__(self, book: Any, content: Content, stamp: Stamp) -> None:
        self._book = book
        top = {"valign": "top", "font_name": "Calibri", "font_size": 11, "font_color": "#231527"}
        self._text = book.add_format({**top, "text_wrap": True, "num_format": "@"})
        self._whole = book.add_format({**top, "num_format": "#,##0"})
        self._share = book.add_format({**top, "num_format": "0%"})
        self._head = book.add_format(
            {**top, "bold": True, "text_wrap": True, "bg_color": "#f6e9f5", "bottom": 2, "bottom_color": "#35113a"}
        )
        reference = f"Kenmerk {content.reference}" if content.reference else content.label
        self._foot = _in_foot(f"{reference}, versie {content.edition}, {stamp.status}")
        self._title = _in_foot(f"{stamp.warning} {content.title}" if stamp.warning else content.title)

    def add(self, name: str, columns: Columns, rows: Iterable[Row]) -> None:
        """One sheet: heads, rows, and how it comes out of a printer."""
        sheet = self._book.add_worksheet(name)
        for n, (head, width) in enumerate(columns):
            sheet.set_column(n, n, width)
            sheet.write_string(0, n, head, self._head)
        last = 0
        for last, row in enumerate(rows, 1):
            for n, value in enumerate(row):
                self._put(sheet, last, n, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.repeat_rows(0)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{self._title}&R{name}")
        sheet.set_footer(f"&L{self._foot}&RBladzijde &P van &N")

    def _put(self, sheet: Any, row: int, column: int, value: Value) -> None:
        """One cell. Words go through write_string alone: no other call of the library leaves them as they are."""
        if isinstance(value, str):
            sheet.write_string(row, column, _fitting(writable(value)), self._text)
        elif isinstance(value, float):
            sheet.write_number(row, column, value, self._share)
        elif value is not None:
            sheet.write_number(row, column, value, self._whole)


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def _in_foot(text: str) -> str:
    """Words in the head or foot of a printed sheet, where "&" begins a command and 255 signs is all there is."""
    return " ".join(writable(text).split())[:90].replace("&", "&&")
