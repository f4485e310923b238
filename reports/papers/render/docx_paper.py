"""A Word document in the making, in the styles of the house: what every paper of the region is made of."""

import io
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from reports.papers.content.document import Content
from reports.papers.render import docx_parts as parts
from reports.papers.render.charts import Bar
from reports.papers.render.docx_base import base, without_time
from reports.papers.render.pictures import bar_png
from reports.papers.render.stamp import Stamp

QUESTION = (("Antwoord", 91.0, False), ("Balk", 50.0, False), ("Aantal", 24.0, True))
# Styles of the heads of columns with words and with numbers.
HEAD = ("Celkop", "Celgetalkop")


class WordPaper:
    """One document in the making; each method adds what comes next. A kind of paper is a class that has ``write``."""

    # What the document says of itself, for whoever sorts files.
    category = ""

    def __init__(self, content: Content, data: dict[str, Any], stamp: Stamp) -> None:
        """``told`` needs what ``pieces.framed`` gives, and ``nothing`` for an empty list."""
        self._frozen = content
        self._data = data
        self._stamp = stamp
        self._document: WordDocument = Document(io.BytesIO(base()))
        self._places = 0
        self._captions = 0
        self._pictures = 0

    def drawn(self) -> bytes:
        """The whole document. Equal content and stamp give equal bytes."""
        self._properties()
        self._head_and_foot()
        self.write()
        target = io.BytesIO()
        self._document.save(target)
        return without_time(target.getvalue())

    def write(self) -> None:
        """Add everything that this kind of paper says."""
        raise NotImplementedError

    # --- pieces ---------------------------------------------------------------------------------------------------

    def _add(self, text: str, style: str = "Normal") -> Paragraph:
        paragraph = parts.styled(self._document.add_paragraph(), style)
        parts.say(paragraph, text)
        return paragraph

    def _heading(self, text: str, level: int, *, new_page: bool = False) -> Paragraph:
        """A heading; those of the first level can be linked to."""
        paragraph = self._add(text, f"Heading{level}")
        if new_page:
            paragraph.paragraph_format.page_break_before = True
            paragraph.paragraph_format.space_before = 0
        if level == 1:
            self._places += 1
            parts.bookmark(paragraph, f"hoofdstuk{self._places}", self._places)
        return paragraph

    def _numbered(self, items: list[str]) -> None:
        if not items:
            self._add(self._data["nothing"])
            return
        number = parts.fresh_list(self._document)
        for item in items:
            parts.in_list(self._add(item, "Lijst"), number)

    def _caption(self, text: str) -> None:
        """The caption above a table, with a number that Word counts."""
        self._captions += 1
        paragraph = self._add("Tabel ", "Caption")
        parts.field(paragraph, "SEQ Tabel \\* ARABIC", str(self._captions))
        parts.say(paragraph, f". {text}")

    def _facts(self, rows: list[list[str]]) -> None:
        """Labels with values. No table: it has no heads, and it reads row by row."""
        style = "Gegeveneerst"
        for label, value in rows:
            paragraph = parts.styled(self._document.add_paragraph(), style)
            parts.say(paragraph, label, bold=True)
            parts.say(paragraph, f"\t{value}")
            style = "Gegeven"

    def _after_table(self) -> None:
        self._add("", "Na")

    def _tiles(self, items: list[dict[str, str]], title: str) -> None:
        """A few large figures side by side: a table of one row, its labels being the head."""
        width = 165 / 3
        columns = [(item["label"], width, False) for item in items]
        made = parts.table(self._document, columns, style="Tegels", title=title, head=("Tegelkop", "Tegelkop"))
        cells = parts.add_row(made)
        for cell, item in zip(cells, items, strict=True):
            parts.say(parts.styled(cell, "Tegel"), f"{item['value']} {item['small']}".strip())
            self._below(cell, item["detail"], "Celklein")
        self._after_table()

    def _below(self, paragraph: Paragraph, text: str, style: str) -> None:
        """A smaller second line in a cell."""
        if text:
            below = parts.element("w:p")
            paragraph._p.addnext(below)
            parts.say(parts.styled(Paragraph(below, paragraph._parent), style), text)

    def _bar(self, paragraph: Paragraph, bar: dict[str, Any], width: float) -> None:
        parts.styled(paragraph, "Cel")
        parts.in_the_middle(paragraph)
        drawn = Bar(bar["reached"], bar["promised"], bar["ink"])
        self._pictures += 1
        image = bar_png(drawn, top=bar["top"])
        parts.picture(paragraph, image, bar["alt"], number=self._pictures, width=width)

    def _question(self, question: dict[str, Any]) -> None:
        self._heading(question["label"], 3)
        note = self._add(question["note"], "Klein")
        if not question["rows"]:
            return
        note.paragraph_format.keep_with_next = True
        self._caption(f"Antwoorden op “{question['label']}”")
        made = parts.table(self._document, QUESTION, style="Tabel", title=question["label"], head=HEAD)
        for row in question["rows"]:
            name, bar, value = parts.add_row(made)
            parts.say(parts.styled(name, "Cel"), row["label"])
            self._bar(bar, row["bar"], 46)
            parts.say(parts.styled(value, "Celgetal"), row["value"])
        self._after_table()

    # --- what stands around and behind it ---------------------------------------------------------------------

    def _properties(self) -> None:
        data, properties = self._data, self._document.core_properties
        properties.title = parts.property_text(data["title"])
        properties.author = properties.last_modified_by = parts.property_text(data["author"])
        properties.subject = parts.property_text(data["label"])
        properties.category = self.category
        properties.content_status = self._stamp.status
        properties.version = str(self._frozen.edition)
        properties.identifier = self._stamp.digest
        properties.language = "nl-NL"
        properties.created = properties.modified = self._frozen.moment.replace(microsecond=0, tzinfo=None)
        properties.revision = 1

    def _head_and_foot(self) -> None:
        section, data = self._document.sections[0], self._data
        version = f"versie {self._frozen.edition}, {self._stamp.status}"
        named = data["reference-line"] != data["label"]
        line = f"{data['reference-line']} · {version}" if named else version.capitalize()
        warning = f"{self._stamp.warning}\n" if self._stamp.warning else ""
        first = parts.styled(section.first_page_header.paragraphs[0], "Header")
        parts.say(first, warning, bold=True)
        parts.say(first, "Samenkracht!", style="Woordmerk")
        parts.say(first, f"\t{data['label']}\n\t{line}")
        later = parts.styled(section.header.paragraphs[0], "Header")
        parts.say(later, f"{warning}{data['title']}", bold=True)
        parts.say(later, f"\n{line}")
        for footer in (section.first_page_footer, section.footer):
            paragraph = parts.styled(footer.paragraphs[0], "Footer")
            parts.say(paragraph, f"{data['reference-line']}\tBladzijde ")
            parts.field(paragraph, "PAGE", "1")
            parts.say(paragraph, " van ")
            parts.field(paragraph, "NUMPAGES", "1")
            parts.say(paragraph, f"\nStand van {data['as-of']} · controlegetal {data['digest']}")

    def _appendix(self, *, new_page: bool = True) -> None:
        data = self._data
        self._heading("Bijlage: hoe wij tellen", 1, new_page=new_page)
        for note in data["explanations"]:
            self._heading(note["title"], 2)
            self._add(note["text"])
            self._add(note["version"], "Klein")
        self._heading("Vastgezet", 2)
        self._add(data["frozen"])
        self._facts([["Stand van", data["as-of"]], ["Controlegetal", data["digest"]]])
