"""How a table becomes a file: as text, reversibly, in pieces."""

import csv as plain_csv
import io
import re
import tracemalloc
import zipfile
from datetime import date
from itertools import count

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.exports.content import Sheet
from participation.exports.render import csv, xlsx
from tests.reports.papers.test_sheet import meant

HEADINGS = (("Nummer", 10), ("Dag", 12), ("Uren", 8), ("Antwoord", 40))
# What may stand in a stored answer: no control signs but tab and line end.
TYPED = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\t\n'=+-@ ")
)


def table(*texts: str, rows: int = 0) -> Sheet:
    lines = ((n, date(2026, 11, 20), 2.5, text) for n, text in enumerate(texts or ("tekst",) * rows))
    return Sheet("Inzendingen", HEADINGS, lines)


def drawn_csv(*texts: str) -> list[list[str]]:
    content = b"".join(csv.parts(table(*texts)))
    return list(plain_csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))[1:]


@given(st.lists(TYPED, min_size=1, max_size=5))
def test_every_text_comes_back_from_a_csv_and_none_begins_like_a_formula(texts):
    cells = [row[3] for row in drawn_csv(*texts)]
    assert [csv.bare(cell) for cell in cells] == texts
    assert not [cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell)]


@given(st.lists(TYPED, min_size=1, max_size=5))
def test_every_text_comes_back_from_a_sheet_as_text(texts):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(xlsx.parts([table(*texts)]))))
    cells = [row[3] for row in book["Inzendingen"].iter_rows(min_row=2)]
    assert [meant(cell.value) or "" for cell in cells] == texts
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert not [cell for cell in cells if cell.data_type == "n" and cell.value is not None]


def test_a_csv_is_what_a_dutch_excel_opens():
    content = b"".join(csv.parts(table("=1+1", "regel\nen regel; met “teken”")))
    assert content.decode() == (
        "\ufeffNummer;Dag;Uren;Antwoord\r\n0;2026-11-20;2,5;'=1+1\r\n"
        '1;2026-11-20;2,5;"regel\nen regel; met “teken”"\r\n'
    )


def test_a_sheet_has_numbers_days_one_frozen_row_of_headings_and_a_filter():
    content = b"".join(xlsx.parts([table("a", "b"), Sheet("Codeboek & meer", (("Kolom", 9),), [["x"]])]))
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Inzendingen"]

    assert book.sheetnames == ["Inzendingen", "Codeboek & meer"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet["A1"].font.bold) == ("A2", "A1:D3", True)
    assert [type(cell.value).__name__ for cell in sheet[2]] == ["int", "datetime", "float", "str"]
    assert sheet.column_dimensions["D"].width == 40
    assert content == b"".join(xlsx.parts([table("a", "b"), Sheet("Codeboek & meer", (("Kolom", 9),), [["x"]])]))


def test_the_package_holds_no_formula_link_or_outside_address():
    with zipfile.ZipFile(io.BytesIO(b"".join(xlsx.parts([table("=1", "https://kwaad.example", "{=A1}")])))) as package:
        assert package.testzip() is None
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for name, text in parts.items():
        assert not re.search(r"<f[ >/]|<hyperlink|TargetMode=|<ddeLink|externalLink", text), name


def test_columns_are_lettered_as_in_a_sheet():
    assert [xlsx._letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_more_rows_than_a_sheet_holds_are_refused_and_a_text_too_long_says_so(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    with pytest.raises(ValueError, match="more rows"):
        b"".join(xlsx.parts([table("a", "b", "c")]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(xlsx.parts([table("x" * 40_000)]))))
    text = book.active["D2"].value
    assert (len(text), text[-12:]) == (xlsx.LONGEST, "… (ingekort)")


def test_a_workbook_that_broke_off_does_not_open():
    pieces = list(xlsx.parts([table(rows=5_000)]))
    assert len(pieces) > 3
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(b"".join(pieces[:-1])))


@pytest.mark.parametrize("draw", [csv.parts, lambda sheet: xlsx.parts([sheet])], ids=["csv", "xlsx"])
def test_a_long_table_is_drawn_in_small_pieces_and_costs_no_more_memory(draw):
    drawn = iter(count())
    endless = Sheet("Inzendingen", HEADINGS, ((next(drawn), None, 2.5, f"tekst {n} " * 20) for n in count()))
    pieces = draw(endless)
    tracemalloc.start()
    try:
        while next(drawn) < 10_000:
            assert len(next(pieces)) < 500_000
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3_000_000
