"""One evaluation, four drawings: every figure is read back out of page, PDF, Word and sheet and compared by key."""

import io
import json
import random
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from django.template.loader import render_to_string

from reports.enums import Criterion, Rating, ReportStatus
from reports.evaluation.content.assessment import total
from reports.evaluation.content.evaluation import EvaluationReport
from reports.figures.content import Cell, beside_others
from reports.models import Report
from reports.papers.content.document import UnreadableContent
from reports.papers.render import CONTENT_TYPES, drawn, on_page
from reports.papers.render.stamp import Stamp
from samenkracht.core.values.json import digest
from tests.factories.evaluations import (
    a_breakdown,
    a_judgement,
    a_line,
    an_assessment,
    an_evaluation_report,
    an_improvement,
)
from tests.factories.reports import a_figure
from tests.moments import NOW
from tests.reports.pdf_ua import problems
from tests.reports.reading import text_of_pdf
from tests.reports.reading_evaluation import Figures, of_content, of_page, of_pdf, of_sheet, of_word

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)
STAMP = Stamp(digest="7f3a91c2e40b" + "0" * 52, status="concept", publisher="Regio")
GOLDEN = Path(__file__).parents[2] / "golden" / "reports" / "evaluation-1.json"
FORMULAS = ("=1+1", "@x", "+1", "-2+3", "\t=1", "=cmd|' /C calc'!A0", "http://x.example", "0012", "<w:t>&amp;")


def page_of(content: EvaluationReport) -> str:
    report = Report(status=ReportStatus.DRAFT, created_at=NOW, title=content.title)
    shown = {"report": report, "paper": on_page(content, digest=STAMP.digest), "intact": True}
    return render_to_string("reports/papers/_article_evaluation.html", shown)


def files_of(content: EvaluationReport) -> dict[str, bytes]:
    return {name: drawn(content, STAMP, as_format=name) for name in CONTENT_TYPES}


def read(html: str, files: Mapping[str, bytes]) -> dict[str, Figures]:
    return {
        "page": of_page(html),
        "pdf": of_pdf(files["pdf"]),
        "docx": of_word(files["docx"]),
        "xlsx": of_sheet(files["xlsx"]),
    }


def compared(expected: Figures, drawings: Mapping[str, Figures]) -> int:
    """How many figures were compared; the first drawing that differs is shown key by key."""
    for name, found in drawings.items():
        wrong = {
            key: (expected.get(key, "absent"), found.get(key, "absent"))
            for key in expected.keys() | found.keys()
            if expected.get(key, "absent") != found.get(key, "absent")
        }
        assert not wrong, f"{name} differs (expected, found): {wrong}"
    return len(expected) * len(drawings)


def some_content(seed: int) -> EvaluationReport:
    """An evaluation of any shape: hidden groups, hidden breakdowns, missing judgements, lines without target."""
    chance = random.Random(seed)

    def groups(prefix: str) -> tuple[Cell, ...]:
        cells = tuple(
            Cell(f"k{n}", f"{prefix} {n}", None if chance.random() < 0.3 else chance.randint(10, 90_000))
            for n in range(chance.randint(2, 9))
        )
        return tuple(replace(cell, value=None) for cell in cells) if chance.random() < 0.2 else cells

    lines = tuple(
        a_line(
            key=f"line{seed}{n}",
            input=f"Inbreng over onderwerp {n}",
            target=chance.choice([None, 25, 1_400]),
            received=a_figure(chance.randint(0, 12_000), definition="line_response"),
        )
        for n in range(chance.randint(0, 5))
    )
    given = {criterion: chance.choice(list(Rating)) for criterion in Criterion if chance.random() < 0.97}
    came_out = total(given)
    assessment = an_assessment(
        rating=came_out.rating.value if came_out.rating else "",
        words=came_out.rating.label if came_out.rating else "nog geen totaal",
        reason=came_out.reason,
        good=came_out.good,
        sufficient=came_out.sufficient,
        insufficient=came_out.insufficient,
        missing=tuple(criterion.label for criterion in came_out.missing),
    )
    return an_evaluation_report(
        lines=lines,
        received=a_figure(chance.randint(0, 90_000)),
        target=chance.choice([None, 40, 1_500]),
        by_municipality=a_breakdown(
            "reach_municipality", "Inzendingen per gemeente", groups("Gemeente"), chance.randint(10, 90_000)
        ),
        by_channel=a_breakdown(
            "reach_channel", "Inzendingen per manier van meedoen", groups("Weg"), chance.randint(10, 90_000)
        ),
        judgements=tuple(a_judgement(criterion, given.get(criterion)) for criterion in Criterion),
        assessment=assessment,
    )


@needs_poppler
@pytest.mark.once
def test_all_drawings_of_any_evaluation_tell_the_same_figures() -> None:
    count = 0
    for seed in range(12):
        content = some_content(seed)
        count += compared(of_content(content), read(page_of(content), files_of(content)))

    print(f"compared {count} figures over page, pdf, docx and xlsx")
    assert count > 800


@pytest.mark.once
@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_the_comparison_sees_one_wrong_figure(name: str) -> None:
    content = some_content(1)
    other = replace(content, received=a_figure(content.received.value + 1))
    reader = {"docx": of_word, "xlsx": of_sheet}[name]

    with pytest.raises(AssertionError, match=f"{name} differs"):
        compared(of_content(other), {name: reader(drawn(content, STAMP, as_format=name))})


@pytest.mark.once
@pytest.mark.parametrize("seed", range(3))
def test_every_paper_is_pdf_ua(seed: int) -> None:
    assert problems(drawn(some_content(seed), STAMP, as_format="pdf")) == []


@pytest.mark.once
def test_equal_content_gives_equal_bytes() -> None:
    assert files_of(an_evaluation_report()) == files_of(an_evaluation_report())


@needs_poppler
@pytest.mark.once
def test_every_word_of_the_content_stands_in_every_drawing() -> None:
    content = an_evaluation_report()
    files = files_of(content)
    texts = words_of(page_of(content), files)
    expected = [
        "Adviseren", "Raadplegen", "lager dan beloofd", "12 oktober 2026", "3 november 2026", "later dan beloofd",
        "nog niet gegeven", "De wachttijd werd korter.", "Begin eerder met vragen.", "goedgemaakt",
        "Representatie en inclusiviteit", "onvoldoende", "Sinds mei.", "juni 2026", "Projectleider",
    ]  # fmt: skip

    for name, text in texts.items():
        # The page begins a badge with a capital.
        missing = [words for words in expected if words.lower() not in text.lower()]
        assert missing == [], name


@pytest.mark.once
def test_what_is_typed_stays_text_in_the_sheet() -> None:
    for typed in FORMULAS:
        content = an_evaluation_report(
            results=typed,
            lines=(a_line(input=typed, note=typed),),
            improvements=(an_improvement(text=typed, owner=typed, outcome=typed),),
            judgements=tuple(a_judgement(criterion, Rating.GOOD, typed) for criterion in Criterion),
        )
        book = openpyxl.load_workbook(io.BytesIO(drawn(content, STAMP, as_format="xlsx")))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert book["Verbetervoorstellen"]["B2"].value.strip() == typed.strip()


def words_of(html: str, files: Mapping[str, bytes]) -> dict[str, str]:
    """Everything that stands in each drawing, packed parts unpacked, on one line."""
    found = {"page": html, "pdf": text_of_pdf(files["pdf"])}
    for name in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(files[name])) as package:
            found[name] = "".join(package.read(part).decode("utf-8", "replace") for part in package.namelist())
    return {name: " ".join(text.split()) for name, text in found.items()}


# --- frozen ---------------------------------------------------------------------------------------------------------


@pytest.mark.once
def test_content_survives_being_written_down() -> None:
    for seed in range(5):
        content = some_content(seed)
        assert EvaluationReport.from_json(content.to_json()) == content


@pytest.mark.once
def test_the_golden_document_of_schema_1_is_still_read_the_same() -> None:
    document = json.loads(GOLDEN.read_text())

    assert EvaluationReport.from_json(document).to_json() == beside_others(document) | {"schema": 2}


@pytest.mark.once
def test_the_golden_document_of_schema_2_is_still_read_the_same() -> None:
    document = json.loads(GOLDEN.with_name("evaluation-2.json").read_text())

    assert digest(EvaluationReport.from_json(document).to_json()) == digest(document)


@pytest.mark.once
@pytest.mark.parametrize(
    "change", [{"schema": 3}, {"schema": None}, {"kind": "progress"}, {"lines": [{}]}, {"assessment": 3}]
)
def test_a_document_that_is_no_evaluation_report_is_refused_in_words(change: dict[str, object]) -> None:
    with pytest.raises(UnreadableContent):
        EvaluationReport.from_json(an_evaluation_report().to_json() | change)


@pytest.mark.once
def test_every_figure_is_named() -> None:
    assert [where for where, _figure in an_evaluation_report().figures()] == [
        "totaal",
        "per gemeente",
        "per manier van meedoen",
        "Ervaringen met hulp",
        "Wat een vast gezicht waard is",
    ]
