"""docs/seeds.md has a row for every heading and cell of both documents, and every name in it exists."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.forms import BaseForm

from reports.papers.content.kinds import read
from reports.papers.render import drawn
from reports.papers.render.stamp import Stamp
from tests.factories.proposals import a_proposal_paper
from tests.factories.reports import a_progress_report
from tests.reports.reading import text_of_pdf
from tests.services.rooms import rooms

pytestmark = pytest.mark.once
ROOT = Path(__file__).parents[2]
# The documents hold names of people and stay outside the code; where they lie beside it they are read.
SEEDS = ROOT.parent / "shared" / "seeds"
COLUMNS = ("document", "heading or cell", "typed as", "model", "form field", "page", "PDF", "Word")
# The structure of both documents, as they were read; compared with the documents themselves where those are at hand.
FORM = (
    "Algemeen", "Onderwerp", "Verspreiden", "Contactpersoon", "Eenheid", "E-mail", "Kenmerk", "Datum",
    "Voorstel", "Nummer", "Omschrijving",
    "Aangemeld bij secretaris", "Datum", "Besproken met secretaris", "Conclusie",
    "Behandeling", "Datum", "Overleg", "Doel", "Conclusie",
    "Klik hier als u een datum wilt invoeren.", "Maak een keuze",
    "Toelichting voor DO en PFHO", "Beknopte toelichting", "Beknopte toelichting", "Beknopte toelichting",
    "Beknopte toelichting",
)  # fmt: skip
PAGE = (
    "voor inwoners, met gemeenten", "RSA Speerpunten", "Wat willen we bereiken?", "Beoogde start-/einddatum",
    "Resultaten tot nu toe", "Voortgang en planning", "Contact",
)  # fmt: skip


def rows() -> list[dict[str, str]]:
    lines = [line for line in (ROOT / "docs" / "seeds.md").read_text().splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert tuple(head) == COLUMNS
    return [dict(zip(COLUMNS, cells, strict=True)) for cells in body]


def headings_of_the_form(text: str) -> tuple[str, ...]:
    """Sections, the labels of the first, the heads of the tables, and the prompts of the empty row."""
    found: list[str] = []
    section, rows_seen = "", 0
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        if not cells:
            continue
        if len(cells) == 1 and len(cells[0]) <= 40:
            section, rows_seen = cells[0], 0
            found.append(section)
        elif section == "Algemeen":
            found.append(cells[0])
        elif len(cells) > 1 and (rows_seen == 0 or cells[0].startswith("Klik hier")):
            found += cells
        rows_seen += len(cells) > 1
    return tuple(found)


def headings_of_the_page(text: str) -> tuple[str, ...]:
    """Short lines that stand alone, at the margin, and are no value."""
    lines = ["", *text.splitlines(), ""]
    return tuple(
        line
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if line.strip() and not line.startswith(" ") and len(line) <= 40 and not re.search(r"\d|@", line)
        and not before.strip() and not after.strip()
    )  # fmt: skip


def test_the_structure_that_is_held_against_the_table_is_that_of_the_documents() -> None:
    if not SEEDS.is_dir():
        # Without the documents beside the code their structure as it was read is all there is to hold against.
        assert len(FORM) == 27
        assert len(PAGE) == 7
        return
    form = next(SEEDS.glob("000*.txt")).read_text()
    page = next(SEEDS.glob("003*.txt")).read_text()

    assert headings_of_the_form(form) == FORM
    assert headings_of_the_page(page) == PAGE


@pytest.mark.parametrize(("document", "structure"), [("000", FORM), ("003", PAGE)])
def test_every_heading_and_cell_has_its_row(document: str, structure: tuple[str, ...]) -> None:
    named = [re.sub(r" \(.*\)$", "", row["heading or cell"]) for row in rows() if row["document"] == document]

    wanted = [*dict.fromkeys(structure)]
    assert [*dict.fromkeys(named)] == wanted
    for repeated in ("Datum", "Conclusie"):
        # Repeated blocks of the form have one row; a column that means something else in each table has one for each.
        assert named.count(repeated) == structure.count(repeated)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['document']} {row['heading or cell']}")
def test_every_named_model_and_form_field_exists(row: dict[str, str]) -> None:
    for name in re.findall(r"[a-z]+\.[A-Z]\w+(?:\.\w+)?", row["model"]):
        app, model, *field = name.split(".")
        try:
            apps.get_model(app, model)._meta.get_field(field[0] if field else "id")
        except FieldDoesNotExist:
            pytest.fail(f"{name} does not exist")
    for name in re.findall(r"[a-z]+\.[A-Z]\w+(?:\.\w+)?", row["form field"]):
        app, form, *field = name.split(".")
        assert field == [] or field[0] in form_named(app, form).base_fields, name  # type: ignore[attr-defined]  # of declared forms


def form_named(app: str, name: str) -> type[BaseForm]:
    """The form of this name, in whichever wing of the app."""
    for room in rooms("forms"):
        if room.parts[0] == app and (found := getattr(import_module(".".join(room.with_suffix("").parts)), name, None)):
            return found
    pytest.fail(f"{app} has no form {name}")


@pytest.mark.parametrize("document", ["000", "003"])
def test_every_heading_stands_on_paper_under_the_words_of_the_table(document: str) -> None:
    content = a_proposal_paper() if document == "000" else a_progress_report()
    assert read(content.to_json()) == content
    stamp = Stamp(digest="0" * 64, status="concept", publisher="Regio")
    text = " ".join(text_of_pdf(drawn(content, stamp, as_format="pdf")).split())

    for row in rows():
        words = row["PDF"].split(", ")[0]
        if row["document"] == document and words != "not drawn":
            assert words in text, words
