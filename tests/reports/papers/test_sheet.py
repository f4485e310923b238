"""The report as a workbook: figures are numbers, words are text and nothing is a formula."""

import io
import re
import zipfile

import openpyxl
import pytest

from reports.figures.content import Cell
from reports.papers.render import drawn
from reports.papers.render.workbook import LONGEST
from reports.progress.content import ReportedGoal
from tests.factories.reports import a_chapter, a_figure, a_progress_report, a_question
from tests.reports.progress.test_drawings import FORMULAS, STAMP, everywhere
from tests.reports.reading import sheet_rows

pytestmark = pytest.mark.once
SHEETS = ["Overzicht", "Projecten", "Teksten", "Participatieplan", "Financieel", "Vragen", "Definities"]


def sheet(**changes: object) -> bytes:
    return drawn(a_progress_report(**changes), STAMP, as_format="xlsx")


def opened(file: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file))


def meant(value: object) -> object:
    """What a cell says, read as Excel does: a sign may stand as _xHHHH_ (openpyxl leaves that be in loose text)."""
    if not isinstance(value, str):
        return value
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), value)


def test_equal_content_gives_equal_bytes() -> None:
    assert sheet() == sheet()


def test_the_sheets_have_one_frozen_row_of_heads_and_can_be_filtered() -> None:
    book = opened(sheet())

    assert book.sheetnames == SHEETS
    for page in book:
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref.startswith("A1:")
        assert page.print_title_rows == "$1:$1"
        assert all(cell.font.bold for cell in page[1])
        assert all(10 <= page.column_dimensions[cell.column_letter].width <= 105 for cell in page[1] if cell.value)


def test_figures_are_numbers_and_words_are_text() -> None:
    for page in opened(sheet()):
        for row in page.iter_rows(min_row=2):
            for cell in row:
                assert cell.data_type == ("s" if isinstance(cell.value, str) else "n"), cell.coordinate
    rows = {row["Gegeven"]: row["Waarde"] for row in sheet_rows(sheet(), "Overzicht")}
    assert (rows["Inzendingen in deze periode"], rows["Kenmerk"]) == (273, "26004817")


@pytest.mark.parametrize("typed", FORMULAS)
def test_what_people_type_is_text_and_unchanged(typed: str) -> None:
    file = drawn(everywhere(typed), STAMP, as_format="xlsx")

    cells = [cell for page in opened(file) for row in page.iter_rows() for cell in row]
    same = [cell for cell in cells if meant(cell.value) == typed]
    # In every field of project and plan, once; title and programme on more sheets.
    assert len(same) >= 20
    assert {cell.data_type for cell in same} == {"s"}
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)


@pytest.mark.parametrize("typed", FORMULAS)
def test_the_package_holds_no_formula_link_or_outside_address(typed: str) -> None:
    with zipfile.ZipFile(io.BytesIO(drawn(everywhere(typed), STAMP, as_format="xlsx"))) as package:
        names = package.namelist()
        parts = {name: package.read(name).decode() for name in names}

    assert not [name for name in names if "externalLink" in name or "connections" in name or "vba" in name]
    for name, text in parts.items():
        assert not re.search(r"<f[ >/]|<hyperlink|TargetMode=\"External\"|<ddeLink", text), name


def test_a_line_end_stays_a_line_end_and_a_sign_that_no_file_holds_is_left_out() -> None:
    file = sheet(
        chapters=(a_chapter(goals=(ReportedGoal("a\rb\r\nc"), ReportedGoal("d\x00e\x1f\ud800")), questions=()),)
    )

    texts = [row["Tekst"] for row in sheet_rows(file, "Teksten")]
    assert texts[1:3] == ["a\nb\nc", "de"]


def test_hidden_answers_say_so_in_words() -> None:
    few = a_question(cells=(Cell("a", "Ja", 20), Cell("b", "Nee", None), Cell("c", "Anders", None)))
    none = a_question("Waar woont u?", cells=(Cell("a", "Huizen", None), Cell("b", "Laren", None)))
    file = sheet(chapters=(a_chapter(questions=(few, none)),))

    rows = [(row["Antwoord"], row["Aantal"]) for row in sheet_rows(file, "Vragen")]
    hidden = "te weinig om te tonen"
    assert rows == [("Ja", 20), ("Nee", hidden), ("Anders", hidden), ("Alle antwoorden", hidden)]


def test_a_text_that_is_too_long_for_a_cell_says_so() -> None:
    file = sheet(chapters=(a_chapter(priorities="x" * 40_000),))

    text = next(sheet_rows(file, "Projecten"))["RSA Speerpunten"]
    assert isinstance(text, str)
    assert len(text) == LONGEST
    assert "ingekort" in text[-60:]


def test_an_ampersand_in_a_title_is_no_command_on_paper() -> None:
    page = opened(sheet(title="Werk &P en &[File] zorg"))["Overzicht"]

    assert "&&P en &&[File]" in page.oddHeader.left.text or "&P en" in page.oddHeader.left.text


def test_the_workbook_says_what_it_is() -> None:
    properties = opened(sheet()).properties

    assert properties.title == "Voortgang sociaal domein, derde kwartaal 2026"
    assert properties.creator == "Regio"
    assert properties.created.isoformat().startswith("2026-11-01T05:00:00")


def test_an_empty_report_and_a_long_one_are_made() -> None:
    opened(sheet(chapters=(), received=a_figure(0), target=None, foreword=""))
    opened(sheet(chapters=tuple(a_chapter(number=n, title=f"Project {n}") for n in range(200))))
