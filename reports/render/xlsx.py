"""Content as a workbook: the figures as numbers, everything that people typed as text and never as a formula.

Each sheet is a table that begins in the first cell, with one frozen row of heads, so that it can be sorted,
filtered and read by other programs. Written row by row, so that a large report costs no more memory than a small one.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter

from reports.content.naming import in_groups
from reports.content.progress import Chapter, ProgressReport
from reports.render import words
from reports.render.characters import writable
from reports.render.paper import as_of
from reports.render.stamp import Stamp

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

Value = str | int | float | None
Row = Sequence[Value]
# Heads with the width of their column in signs.
Columns = Sequence[tuple[str, int]]


def draw(content: ProgressReport, stamp: Stamp) -> bytes:
    """The report as an .xlsx. Equal content and stamp give equal bytes."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, SETTINGS)
    book.set_properties(properties(content, stamp))
    sheets = Sheets(book, content, stamp)
    sheets.add("Overzicht", (("Gegeven", 26), ("Waarde", 90)), overview(content, stamp))
    sheets.add("Projecten", PROJECTS, (project(chapter) for chapter in content.chapters))
    sheets.add("Teksten", TEXTS, (row for chapter in content.chapters for row in texts(chapter)))
    sheets.add("Participatieplan", PLAN, (row for chapter in content.chapters for row in plan(chapter)))
    sheets.add("Vragen", QUESTIONS, (row for chapter in content.chapters for row in questions(chapter)))
    sheets.add("Definities", DEFINITIONS, definitions(content))
    book.close()
    return target.getvalue()


def properties(content: ProgressReport, stamp: Stamp) -> dict[str, Any]:
    return {
        "title": writable(content.title),
        "subject": writable(content.label),
        "author": writable(stamp.publisher),
        "category": "Voortgangsrapportage",
        "comments": f"Controlegetal {in_groups(stamp.digest)}",
        "status": stamp.status,
        "created": content.moment.replace(microsecond=0, tzinfo=None),
    }


class Sheets:
    """The sheets of one workbook, all alike."""

    def __init__(self, book: Any, content: ProgressReport, stamp: Stamp) -> None:
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
        self._title = _in_foot(content.title)

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


# --- what stands on the sheets --------------------------------------------------------------------------------------

PROJECT = (("Projectnummer", 15), ("Project", 34))
PROJECTS = (
    *PROJECT, ("Programma", 28), ("Stand", 14), ("Fase", 18), ("Beoogde start-/einddatum", 30), ("Contact", 40),
    ("RSA Speerpunten", 50), ("Ontvangen in deze periode", 14), ("Gepland", 12), ("Deel van gepland", 12),
)  # fmt: skip
TEXTS = (*PROJECT, ("Kop", 26), ("Nummer", 10), ("Tekst", 90))
PLAN = (
    *PROJECT, ("Welke input", 34), ("Van wie", 28), ("Waarvoor", 34), ("Hoe", 28), ("Gebruik", 34), ("Niveau", 16),
    ("Gepland", 12), ("Terugkoppeling", 26),
)  # fmt: skip
QUESTIONS = (
    *PROJECT, ("Vraagnummer", 14), ("Vraag", 44), ("Inzendingen", 13), ("Antwoord", 40), ("Aantal", 22),
)  # fmt: skip
DEFINITIONS = (("Cijfer", 18), ("Versie", 10), ("Naam", 28), ("Hoe wij tellen", 100), ("Eenheid", 18))


def overview(content: ProgressReport, stamp: Stamp) -> Iterator[Row]:
    """What the report is, and its figures over everything."""
    yield "Titel", content.title
    yield "Rapport", content.label
    yield "Periode", str(content.period)
    yield "Programma", content.programme or "alle programma’s"
    yield "Kenmerk", content.reference or "nog geen kenmerk"
    yield "Versie", content.edition
    yield "Status", stamp.status
    yield "Uitgever", stamp.publisher
    yield "Stand van", as_of(content)
    yield "Controlegetal", in_groups(stamp.digest)
    yield "Inzendingen", content.received.value
    yield "Gepland", content.target
    yield "Projecten", len(content.chapters)
    yield "Met participatieplan", sum(1 for chapter in content.chapters if chapter.plan_lines)
    for text in content.foreword.split("\n"):
        if text.strip():
            yield "Voorwoord", text.strip()


def project(chapter: Chapter) -> Row:
    received, target = chapter.received.value, chapter.target
    return (
        chapter.number, chapter.title, chapter.programme, chapter.state, chapter.phase, chapter.planned,
        chapter.contact, chapter.priorities, received, target, received / target if target else None,
    )  # fmt: skip


def texts(chapter: Chapter) -> Iterator[Row]:
    """The lists under the region's own headings, one row per item."""
    lists = (
        ("Wat willen we bereiken?", chapter.goals),
        ("Resultaten tot nu toe", chapter.results),
        ("Voortgang en planning", chapter.outlook),
    )
    for heading, items in lists:
        for n, item in enumerate(items, 1):
            yield chapter.number, chapter.title, heading, n, item


def plan(chapter: Chapter) -> Iterator[Row]:
    for line in chapter.plan_lines:
        yield (
            chapter.number, chapter.title, line.input, line.from_whom, line.purpose, line.method, line.use, line.level,
            line.target, line.feedback,
        )  # fmt: skip


def questions(chapter: Chapter) -> Iterator[Row]:
    """One row per answer that may be seen; hidden ones say so in words, and are not named when all are hidden."""
    for n, figure in enumerate(chapter.questions, 1):
        about = (chapter.number, chapter.title, n, figure.label, figure.value)
        if figure.cells and not words.visible(figure):
            yield *about, ALL_ANSWERS, HIDDEN
            continue
        for cell in figure.cells:
            yield *about, cell.label, HIDDEN if cell.value is None else cell.value


def definitions(content: ProgressReport) -> Iterator[Row]:
    for note in content.explanations:
        yield note.definition, note.version, note.title, note.text, note.unit
    yield HIDDEN, None, "Kleine groepen", words.HIDING, ""
