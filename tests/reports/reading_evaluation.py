"""Reads the figures of an evaluation report back out of its drawings, by key: where, definition, group.

Each reader knows the form only, never the content. A hidden group is None; "-" stands for "over everything".
"""

import io
import re
from collections.abc import Iterator, Sequence

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from reports.evaluation.content.evaluation import EvaluationReport
from reports.figures.content import Figure
from reports.papers.render.formatting import visible
from tests.reports.reading import Page, number, sheet_rows, text_of_pdf

Key = tuple[str, str, str]
Figures = dict[Key, int | str | None]
ALL = "*"
HIDDEN_LIST = re.compile(r"Niet getoond: (.*)\.$")
SIGNS = "✓▲■○●–"
RATINGS = re.compile(r"(\d+) goed, (\d+) voldoende, (\d+) onvoldoende")


def of_content(content: EvaluationReport) -> Figures:
    """What ought to be found."""
    total = content.assessment
    found: Figures = {
        ("-", "response", ""): content.received.value,
        ("-", "target", ""): content.target,
        ("-", "total", ""): total.words if total.rating else None,
        ("-", "good", ""): total.good,
        ("-", "sufficient", ""): total.sufficient,
        ("-", "insufficient", ""): total.insufficient,
    }
    for figure in (content.by_municipality, content.by_channel):
        found |= _groups(figure)
    for n, line in enumerate(content.lines, 1):
        found[str(n), "target", ""] = line.target
        found[str(n), "line_response", ""] = line.received.value
    return found


def _groups(figure: Figure) -> Figures:
    found: Figures = {("-", figure.label, ""): figure.value}
    if figure.cells and not visible(figure):
        return found | {("-", figure.label, ALL): None}
    return found | {("-", figure.label, cell.label): cell.value for cell in figure.cells}


class Collected:
    """Takes tiles, notes and rows in order of reading."""

    def __init__(self) -> None:
        self.found: Figures = {}
        self.line = ""
        self.groups = ""

    def heading(self, text: str) -> None:
        match = re.match(r"(\d+)\. ", text)
        self.line = match[1] if match else ""
        self.groups = "" if match else text

    def tile(self, label: str, value: str, detail: str) -> None:
        if label == "Inzendingen":
            self.found["-", "response", ""] = number(value)
        elif label == "Gepland":
            self.found["-", "target", ""] = number(value)
        elif label == "Eigen oordeel" and (counts := RATINGS.search(detail)):
            self.found["-", "total", ""] = None if value == "–" else value.lower()
            for name, count in zip(("good", "sufficient", "insufficient"), counts.groups(), strict=True):
                self.found["-", name, ""] = int(count)

    def note(self, text: str) -> None:
        match = re.match(r"([\d.]+) inzending(?:en)?\.", text)
        if match is None or not self.groups:
            return
        self.found["-", self.groups, ""] = number(match[1])
        if hidden := HIDDEN_LIST.search(text):
            self.found |= {("-", self.groups, label): None for label in hidden[1].split("; ")}
        elif "De verdeling tonen wij niet" in text:
            self.found["-", self.groups, ALL] = None

    def group(self, label: str, value: str) -> None:
        self.found["-", self.groups, label] = number(value)

    def side(self, about: str, promised: str, came: str) -> None:
        if about == "Inzendingen" and self.line:
            self.found[self.line, "target", ""] = number(promised)
            self.found[self.line, "line_response", ""] = number(came)


# --- Word -----------------------------------------------------------------------------------------------------------


def of_word(file: bytes) -> Figures:
    into = Collected()
    for block in docx.Document(io.BytesIO(file)).iter_inner_content():
        if isinstance(block, Paragraph):
            if block.style.style_id == "Heading2":
                into.heading(block.text)
            elif block.style.style_id == "Klein":
                into.note(block.text)
        else:
            _word_table(into, block)
    return into.found


def _word_table(into: Collected, table: Table) -> None:
    head, *rows = [[cell.text.split("\n") for cell in row.cells] for row in table.rows]
    names = [cell[0] for cell in head]
    if table._tbl.tblPr.style == "Tegels":
        for label, cell in zip(names, rows[0], strict=True):
            into.tile(label, cell[0], cell[-1])
    elif names[0] == "Groep":
        for row in rows:
            into.group(row[0][0], row[-1][0])
    elif names[0] == "Waarover":
        for row in rows:
            into.side(row[0][0], row[1][0], row[2][0])


# --- the sheet ------------------------------------------------------------------------------------------------------


def of_sheet(file: bytes) -> Figures:
    whole = {row["Gegeven"]: row["Waarde"] for row in sheet_rows(file, "Overzicht")}
    found: Figures = {
        ("-", "response", ""): whole["Inzendingen"],
        ("-", "target", ""): whole["Gepland"],
        ("-", "total", ""): None if "Nog geen oordeel over" in whole else whole["Totaaloordeel"],
        ("-", "good", ""): whole["Goed"],
        ("-", "sufficient", ""): whole["Voldoende"],
        ("-", "insufficient", ""): whole["Onvoldoende"],
    }
    for row in sheet_rows(file, "Bereik"):
        label = str(row["Verdeling"])
        found["-", label, ""] = row["Inzendingen"]
        hidden = row["Aantal"] == "te weinig om te tonen"
        if row["Groep"] != "Alle groepen":
            found["-", label, str(row["Groep"])] = None if hidden else row["Aantal"]
        elif hidden:
            found["-", label, ALL] = None
    for row in sheet_rows(file, "Belofte en werkelijkheid"):
        found[str(row["Nummer"]), "target", ""] = row["Gepland"]
        found[str(row["Nummer"]), "line_response", ""] = row["Ontvangen"]
    return found


# --- the page -------------------------------------------------------------------------------------------------------


def of_page(html: str) -> Figures:
    into = Collected()
    label = ""
    for tag, texts in Page(html):
        text = texts[0] if texts else ""
        if tag == "h3":
            into.heading(text)
        elif tag == "p":
            into.note(text)
        elif tag == "dt":
            label = text
        elif tag == "dd" and len(texts) == 2:
            into.tile(label, texts[0], texts[1])
        elif tag == "li" and into.groups and len(texts) == 2:
            into.group(texts[0], texts[1])
        elif tag == "tr" and len(texts) >= 3:
            into.side(texts[0], texts[1], texts[2])
    return into.found


# --- the PDF --------------------------------------------------------------------------------------------------------


def of_pdf(file: bytes) -> Figures:
    """Reads lines; cells of one line stand apart by more than one space."""
    into = Collected()
    lines = [line.strip() for line in text_of_pdf(file).splitlines() if line.strip()]
    n = 0
    while n < len(lines):
        line, cells = lines[n], re.split(r"\s{2,}", lines[n])
        if re.match(r"\d+\. ", line) or line.startswith("Inzendingen per "):
            into.heading(line)
        elif cells[:2] == ["Inzendingen", "Gepland"]:
            _pdf_tiles(into, lines[n : n + 3])
        elif re.match(r"[\d.]+ inzending(?:en)?\.", line) and into.groups:
            while not lines[n].endswith(".") or re.match(r"Kleine|Niet|De verdeling|zodat", lines[n + 1]):
                n += 1
                line += " " + lines[n]
            into.note(line)
        elif into.groups and len(cells) == 2 and re.fullmatch(r"[\d.]+", cells[1]):
            into.group(cells[0], cells[1])
        elif len(cells) == 4:
            into.side(cells[0], cells[1], cells[2])
        elif line == "Resultaten":
            into.heading("")
        n += 1
    return into.found


def _pdf_tiles(into: Collected, lines: Sequence[str]) -> None:
    for label, value, detail in _columns(lines):
        into.tile(label, value, detail)


def _columns(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(re.split(r"\s{2,}", line) for line in lines), strict=True)
