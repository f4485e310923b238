"""Reads the figures of a progress report back out of its drawings, by key: project, definition, question, answer.

Each reader knows the form only, never the content. A hidden answer is None; "-" stands for "over everything".
"""

import io
import re
import subprocess
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any

import docx
import openpyxl
from docx.table import Table
from docx.text.paragraph import Paragraph

from reports.papers.render.formatting import visible
from reports.progress.content import ProgressReport

Key = tuple[str, str, str, str]
Figures = dict[Key, int | None]
ALL = "*"
HIDDEN_LIST = re.compile(r"Niet getoond: (.*)\.$")


def number(text: str) -> int | None:
    text = text.strip()
    return None if text in {"–", ""} else int(text.replace(".", ""))


def of_content(content: ProgressReport) -> Figures:
    """What ought to be found."""
    found: Figures = {
        ("-", "response", "", ""): content.received.value,
        ("-", "target", "", ""): content.target,
        ("-", "with_plan", "", ""): sum(1 for chapter in content.chapters if chapter.plan_lines),
    }
    for chapter in content.chapters:
        project = str(chapter.number)
        found[project, "response", "", ""] = chapter.received.value
        found[project, "target", "", ""] = chapter.target
        for line in chapter.plan_lines:
            found[project, "promise", line.input, ""] = line.target
            found[project, "line_response", line.input, ""] = line.received.value if line.received else None
        for figure in chapter.questions:
            found[project, "answers", figure.label, ""] = figure.value
            if not visible(figure):
                found[project, "answers", figure.label, ALL] = None
                continue
            found |= {(project, "answers", figure.label, cell.label): cell.value for cell in figure.cells}
    return found


class Collected:
    """Takes headings, notes, tiles and tables in order of reading, as page and Word give them."""

    def __init__(self) -> None:
        self.found: Figures = {}
        self.project = "-"
        self.question = ""

    def about(self, text: str) -> None:
        """The line under the heading of a chapter."""
        if match := re.match(r"Project (\d+)\b", text):
            self.project = match[1]

    def tiles(self, items: Sequence[tuple[str, str]]) -> None:
        names = {"Inzendingen": "response", "Ontvangen": "response", "Gepland": "target"}
        for label, value in items:
            key = (self.project, names.get(label, "with_plan"), "", "")
            self.found[key] = number(value.split(" van ")[0])

    def note(self, text: str) -> None:
        match = re.match(r"([\d.]+) inzending(?:en)?\.", text)
        if match is None or not self.question:
            return
        self.found[self.project, "answers", self.question, ""] = number(match[1])
        if hidden := HIDDEN_LIST.search(text):
            self.found |= {(self.project, "answers", self.question, label): None for label in hidden[1].split("; ")}
        elif "De verdeling tonen wij niet" in text:
            self.found[self.project, "answers", self.question, ALL] = None

    def answers(self, rows: Sequence[tuple[str, str]]) -> None:
        for label, value in rows:
            self.found[self.project, "answers", self.question, label] = number(value)

    def promises(self, rows: Sequence[tuple[str, str, str]]) -> None:
        for label, received, value in rows:
            self.found[self.project, "promise", label, ""] = number(value)
            self.found[self.project, "line_response", label, ""] = number(received)


# --- Word -----------------------------------------------------------------------------------------------------------


def of_word(file: bytes) -> Figures:
    into = Collected()
    for block in docx.Document(io.BytesIO(file)).iter_inner_content():
        if isinstance(block, Paragraph):
            _word_paragraph(into, block)
        else:
            _word_table(into, block)
    return into.found


def _word_paragraph(into: Collected, paragraph: Paragraph) -> None:
    into.about(paragraph.text)
    if paragraph.style.style_id == "Heading3":
        into.question = paragraph.text
    elif paragraph.style.style_id == "Klein":
        into.note(paragraph.text)


def _word_table(into: Collected, table: Table) -> None:
    head, *rows = [[cell.paragraphs[0].text for cell in row.cells] for row in table.rows]
    if head[0] == "Antwoord":
        into.answers([(row[0], row[-1]) for row in rows])
    elif head[0] == "Welke input":
        into.promises([(row[0], row[-2], row[-1]) for row in rows])
    elif table._tbl.tblPr.style == "Tegels":
        into.tiles(list(zip(head, rows[0], strict=True)))


# --- the sheet ------------------------------------------------------------------------------------------------------


def sheet_rows(file: bytes, name: str) -> Iterator[dict[str, Any]]:
    head, *rows = openpyxl.load_workbook(io.BytesIO(file))[name].iter_rows(values_only=True)
    return (dict(zip(map(str, head), row, strict=True)) for row in rows)


def of_sheet(file: bytes) -> Figures:
    whole = {row["Gegeven"]: row["Waarde"] for row in sheet_rows(file, "Overzicht")}
    found: Figures = {
        ("-", "response", "", ""): whole["Inzendingen in deze periode"],
        ("-", "target", "", ""): whole["Gepland in het hele plan"],
        ("-", "with_plan", "", ""): whole["Met participatieplan"],
    }
    for row in sheet_rows(file, "Projecten"):
        project = str(row["Projectnummer"])
        found[project, "response", "", ""] = row["Ontvangen in deze periode"]
        found[project, "target", "", ""] = row["Gepland in het hele plan"]
    for row in sheet_rows(file, "Participatieplan"):
        project, line = str(row["Projectnummer"]), str(row["Welke input"])
        found[project, "promise", line, ""] = row["Gepland in het hele plan"]
        found[project, "line_response", line, ""] = row["Ontvangen in deze periode"]
    for row in sheet_rows(file, "Vragen"):
        about = (str(row["Projectnummer"]), "answers", str(row["Vraag"]))
        label = ALL if row["Antwoord"] == "Alle antwoorden" else str(row["Antwoord"])
        found[(*about, "")] = row["Inzendingen"]
        found[(*about, label)] = None if row["Aantal"] == "te weinig om te tonen" else row["Aantal"]
    return found


# --- the page -------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """The parts of a page with the words in them: (name of the part, words), a table row as "|" between its cells."""

    OPENING = frozenset({"p", "h1", "h2", "h3", "h4", "dt", "dd", "li", "tr", "summary"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[tuple[str, list[str]]] = []
        self._small = 0
        self._article = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = dict(attrs).get("class") or ""
        self._article = self._article or (tag == "article")
        if self._article and tag in self.OPENING:
            self.parts.append((tag, [""]))
        elif self.parts and tag in {"th", "td", "span"} and not (tag == "span" and kind == "tile__value"):
            self.parts[-1][1].append("")
        self._small += tag == "small"

    def handle_endtag(self, tag: str) -> None:
        self._small -= tag == "small"
        self._article = self._article and tag != "article"

    def handle_data(self, data: str) -> None:
        if self._article and self.parts and not self._small:
            self.parts[-1][1][-1] += data

    def __iter__(self) -> Iterator[tuple[str, list[str]]]:
        for tag, texts in self.parts:
            yield tag, [" ".join(text.split()) for text in texts if text.strip()]


def of_page(html: str) -> Figures:
    into = Collected()
    label = table = ""
    for tag, texts in Page(html):
        text = texts[0] if texts else ""
        if tag == "p":
            into.about(text)
            into.note(text)
        elif tag == "h4":
            into.question = text
        elif tag == "dt":
            label = text
        elif tag == "dd" and label in {"Inzendingen", "Ontvangen", "Gepland", "Met participatieplan"}:
            into.tiles([(label, text)])
        elif tag == "li" and into.question and len(texts) == 2:
            into.answers([(texts[0], texts[1])])
        elif tag == "tr" and texts and texts[0] in {"Welke input", "Project"}:
            table = texts[0]
        elif tag == "tr" and len(texts) == 5 and table == "Welke input":
            into.promises([(texts[0], texts[3], texts[4])])
    return into.found


# --- the PDF --------------------------------------------------------------------------------------------------------


def text_of_pdf(file: bytes) -> str:
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=file, capture_output=True, check=True)
    return run.stdout.decode()


def of_pdf(file: bytes, questions: Sequence[str], inputs: Sequence[str]) -> Figures:
    """Reads lines; a paper has no marks that tell a question from a heading, so their words are given.

    So are the plan's, of which the first line of a row may hold only the beginning.
    """
    into = Collected()
    lines = [line.strip() for line in text_of_pdf(file).splitlines() if line.strip()]
    n, part = 0, ""
    while n < len(lines):
        line, cells = lines[n], re.split(r"\s{2,}", lines[n])
        into.about(line)
        if line in questions:
            into.question, part = line, "note"
        elif cells[:2] in (["Inzendingen", "Gepland"], ["Ontvangen", "Gepland"]):
            into.tiles(list(zip(cells, re.split(r"\s{2,}", lines[n + 1]), strict=True)))
            part = ""
        elif part == "note":
            while not _note_ends(lines, n):
                n += 1
                line += " " + lines[n]
            into.note(line)
            part = ""
        elif cells[0] == "Antwoord":
            part = "answers"
        elif cells[0] == "Welke input":
            part = "promises"
        elif part == "answers" and len(cells) == 2 and re.fullmatch(r"[\d.]+", cells[1]):
            into.answers([(cells[0], cells[1])])
        elif part == "promises" and len(cells) == 5 and re.fullmatch(r"[\d.]+|–", cells[4]):
            begun = [text for text in inputs if text.startswith(cells[0])]
            into.promises([(cells[0] if cells[0] in begun else begun[0], cells[3], cells[4])])
        else:
            part = part if part == "promises" else ""
        n += 1
    return into.found


def _note_ends(lines: Sequence[str], n: int) -> bool:
    """Whether the note is over: its sentence is, and no further sentence of a note follows."""
    following = lines[n + 1] if n + 1 < len(lines) else ""
    further = re.match(r"Kleine groepen|De verdeling|Niet getoond|zodat niemand", following)
    return lines[n].endswith(".") and not further
