"""What Word knows and python-docx has no word for: fields, heads of tables, links inside, alternative texts."""

import io
from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph

from reports.papers.render.characters import writable

Column = tuple[str, float, bool]


def element(tag: str, /, **attributes: str) -> Any:
    """An element such as ``w:tab`` with attributes of the same namespace."""
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def styled(paragraph: Paragraph, style: str) -> Paragraph:
    """The paragraph in a style, by the style's id: looking names up costs more than all the rest."""
    paragraph._p.style = style
    return paragraph


def say(paragraph: Paragraph, text: str, *, style: str = "", bold: bool = False) -> None:
    """Add words. A tab and a line end in them are shown as such; what Word cannot hold is left out."""
    run = paragraph.add_run(writable(text))
    if style:
        run._r.style = style
    if bold:
        run.bold = True


def property_text(text: str) -> str:
    """Words as a property of the document, which holds at most 255 signs on one line."""
    return " ".join(writable(text).split())[:255]


def field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that Word counts out itself; ``shown`` stands there until then."""
    for kind in ("begin", None, "separate", shown, "end"):
        run = paragraph.add_run()
        if kind is None:
            instruction = element("w:instrText")
            instruction.text = f" {code} "
            instruction.set(qn("xml:space"), "preserve")
            run._r.append(instruction)
        elif kind == shown:
            run.text = shown
        else:
            run._r.append(element("w:fldChar", fldCharType=kind))


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Make the paragraph a place that a link can point to."""
    paragraph._p.insert(1, element("w:bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def link(paragraph: Paragraph, text: str, name: str) -> None:
    """Words that lead to a place in the same document."""
    say(paragraph, text, style="Hyperlink")
    anchor = element("w:hyperlink", anchor=name, history="1")
    run = paragraph.runs[-1]._r
    run.addprevious(anchor)
    anchor.append(run)


def picture(paragraph: Paragraph, image: bytes, alt: str, *, number: int, width: float) -> None:
    """A picture as wide as ``width`` millimetres, with its alternative text and a number of its own.

    python-docx would look through the whole document for a free number, which takes minutes in a large report.
    """
    relation, known = paragraph.part.get_or_add_image(io.BytesIO(image))
    inline = CT_Inline.new_pic_inline(number, relation, f"balk{number}.png", *known.scaled_dimensions(Mm(width), None))
    # Readers differ about what "no distance given" means.
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    inline.docPr.set("descr", writable(alt))
    inline.docPr.set("name", f"Balk {number}")
    paragraph.add_run()._r.add_drawing(inline)


def in_the_middle(paragraph: Paragraph) -> None:
    """Halfway the height of its cell."""
    paragraph._p.getparent().get_or_add_tcPr().append(element("w:vAlign", val="center"))


def fresh_list(document: Document) -> int:
    """The number of a new list that counts from one."""
    numbering = document.part.numbering_part.element
    number = numbering.add_num(0)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def in_list(paragraph: Paragraph, number: int, *, level: int = 0) -> None:
    """Make the paragraph an item of this list, on its first or second level."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def table(document: Document, columns: Sequence[Column], *, style: str, title: str, head: tuple[str, str]) -> Table:
    """A table of fixed widths whose first row is its head, repeated on every page.

    ``columns`` gives name, width in millimetres and whether it holds numbers; ``head`` the styles of words and numbers.
    """
    made: Table = document.add_table(rows=1, cols=len(columns))
    made._tbl.tblPr.style = style
    made.autofit = False
    _describe(made, title)
    for grid, (_name, width, _numeric) in zip(made._tbl.tblGrid.gridCol_lst, columns, strict=True):
        grid.w = Mm(width)
    row = made.rows[0]._tr.get_or_add_trPr()
    row.append(element("w:cantSplit"))
    row.append(element("w:tblHeader"))
    for cell, (name, width, numeric) in zip(made.rows[0].cells, columns, strict=True):
        cell.width = Mm(width)
        say(styled(cell.paragraphs[0], head[1] if numeric else head[0]), name)
    return made


def _describe(made: Table, title: str) -> None:
    """Say that the first row is the head and the first column names the row, and what the table is called."""
    properties = made._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    look.addnext(element("w:tblCaption", val=writable(title)))
    marks = {"firstRow": "1", "lastRow": "0", "firstColumn": "1", "lastColumn": "0", "noHBand": "1", "noVBand": "1"}
    properties.replace(look, element("w:tblLook", val="06A0", **marks))


def add_row(made: Table) -> list[Paragraph]:
    """The first paragraphs of a new row's cells. A row never breaks over two pages."""
    row = made.add_row()  # type: ignore[no-untyped-call]  # python-docx forgot this one
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    return [cell.paragraphs[0] for cell in row.cells]
