"""The report as a Word document: structure, language, properties, and text that stays text."""

import io
import time
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from reports.figures.content import Cell
from reports.papers.render import drawn
from reports.papers.render.charts import Bar
from reports.papers.render.pictures import SIGNATURE, bar_png
from tests.factories.reports import a_chapter, a_figure, a_progress_report, a_question
from tests.reports.progress.test_drawings import FORMULAS, STAMP, everywhere

pytestmark = pytest.mark.once


def word(**changes: object) -> bytes:
    return drawn(a_progress_report(**changes), STAMP, as_format="docx")


def opened(document: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(document))


def part(document: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return package.read(name).decode()


def test_equal_content_gives_equal_bytes() -> None:
    assert word() == word()


def test_the_language_is_dutch_from_the_ground() -> None:
    document = word()

    defaults = part(document, "word/styles.xml").split("</w:docDefaults>")[0]
    assert '<w:lang w:val="nl-NL"' in defaults
    assert "en-US" not in part(document, "word/styles.xml") + part(document, "word/settings.xml")


def test_headings_go_down_one_level_at_a_time() -> None:
    styles = [paragraph.style.style_id for paragraph in opened(word()).paragraphs]

    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]
    assert styles[0] == "Title"
    assert levels[0] == 1
    assert set(levels) == {1, 2, 3}
    assert all(below - above <= 1 for above, below in zip(levels, levels[1:], strict=False))


def test_every_table_has_a_head_that_comes_back_on_each_page_and_a_name() -> None:
    tables = opened(word()).tables

    assert len(tables) >= 6
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_tables_of_figures_have_a_numbered_caption_above_them() -> None:
    document = opened(word())
    captions = [p.text for p in document.paragraphs if p.style.style_id == "Caption"]

    assert [caption.split(".")[0] for caption in captions] == [f"Tabel {n}" for n in range(1, len(captions) + 1)]
    assert "SEQ Tabel" in document.element.xml


def test_every_picture_says_what_it_shows() -> None:
    shapes = opened(word()).element.findall(f".//{qn('wp:docPr')}")

    assert "Balk: 212, gepland 400" in {shape.get("descr") for shape in shapes}
    assert all(shape.get("descr", "").startswith("Balk: ") for shape in shapes)
    assert len({shape.get("id") for shape in shapes}) == len(shapes)


def test_the_head_names_reference_version_and_state_and_the_foot_digest_and_page() -> None:
    section = opened(word()).sections[0]

    for header in (section.header, section.first_page_header):
        assert "Kenmerk 26004817 · versie 1, concept" in "".join(p.text for p in header.paragraphs)
    for footer in (section.footer, section.first_page_footer):
        words = "".join(p.text for p in footer.paragraphs)
        assert "controlegetal 7f3a 91c2 e40b" in words
        assert "Bladzijde 1 van 1" in words
        xml = footer._element.xml
        assert " PAGE " in xml
        assert " NUMPAGES " in xml


def test_the_page_is_a4_with_the_margins_of_our_paper() -> None:
    section = opened(word()).sections[0]

    sizes = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    assert [round(size.mm) for size in sizes] == [210, 297, 25, 20]


def test_the_document_says_what_it_is() -> None:
    properties = opened(word()).core_properties

    assert properties.title == "Voortgang sociaal domein, derde kwartaal 2026"
    assert (properties.author, properties.language, properties.content_status) == ("Regio", "nl-NL", "concept")
    assert properties.created.isoformat() == "2026-11-01T05:00:00+00:00"


def test_each_list_counts_from_one() -> None:
    document = opened(word())
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.style_id == "Lijst"]

    assert len(set(numbers)) == 6
    assert document.part.numbering_part.element.xml.count("<w:startOverride") == 6


def test_every_link_inside_leads_somewhere_and_none_leads_outside() -> None:
    document = word()
    body = opened(document).element

    places = {mark.get(qn("w:name")) for mark in body.findall(f".//{qn('w:bookmarkStart')}")}
    anchors = {link.get(qn("w:anchor")) for link in body.findall(f".//{qn('w:hyperlink')}")}
    assert anchors
    assert anchors <= places
    assert "External" not in part(document, "word/_rels/document.xml.rels")


@pytest.mark.parametrize("typed", FORMULAS)
def test_what_people_type_comes_out_as_text(typed: str) -> None:
    document = opened(drawn(everywhere(typed), STAMP, as_format="docx"))

    paragraphs = [p.text for p in document.paragraphs]
    cells = [p.text for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    # Five chapters' texts: priorities, goal, result, outlook, contact; in the plan: what, from whom.
    assert paragraphs.count(typed) >= 5
    assert cells.count(typed) >= 3
    codes = [code.text.split()[0] for code in document.element.findall(f".//{qn('w:instrText')}")]
    assert set(codes) == {"SEQ"}


def test_signs_that_no_file_can_hold_are_left_out_and_lines_stay_lines() -> None:
    document = opened(word(chapters=(a_chapter(contact="a\x00b\x07\ud800\rc\r\nd", title="x\x0by"),)))

    texts = [p.text for p in document.paragraphs]
    assert "ab\nc\nd" in texts
    assert "1. xy" in texts


def test_an_empty_report_and_a_long_one_are_made() -> None:
    opened(word(chapters=(), received=a_figure(0), target=None, foreword="", reference=""))
    opened(word(chapters=tuple(a_chapter(number=n, title=f"Project {n}") for n in range(40)), title="Woord " * 60))


def test_a_report_of_a_thousand_bars_is_made_in_seconds() -> None:
    cells = tuple(Cell(f"k{n}", f"Antwoord {n}", n) for n in range(50))
    chapters = tuple(
        a_chapter(number=n, questions=(a_question(cells=cells), a_question(cells=cells))) for n in range(10)
    )

    began = time.process_time()
    word(chapters=chapters)
    assert time.process_time() - began < 10


def test_a_bar_as_a_picture_has_the_length_of_its_figure() -> None:
    assert bar_png(Bar(5), top=10).startswith(SIGNATURE)
    assert len({bar_png(Bar(n), top=10) for n in range(11)}) == 11
    assert bar_png(Bar(400, 300), top=400) != bar_png(Bar(400), top=400)
    bar_png(Bar(0, 0), top=1)
