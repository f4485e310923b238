"""The report on paper: accessible, complete, the same every time, and deaf to what people typed."""

import shutil
import socket
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import typst

from reports.figures.content import Cell
from reports.papers.render import drawn
from reports.papers.render.charts import Bar, bar_svg, scale_of
from reports.papers.render.fonts import FONTS, MISSING, showable, signs
from reports.papers.render.formatting import question_note
from reports.papers.render.onscreen import question_page
from reports.papers.render.stamp import Stamp
from reports.progress.content import ReportedGoal
from tests.factories.reports import a_chapter, a_figure, a_plan_line, a_progress_report, a_question
from tests.reports.pdf_ua import problems

pytestmark = pytest.mark.once
STAMP = Stamp(digest="7f3a91c2e40b" + "0" * 52, status="concept", publisher="Regio")


def pdf(**changes: object) -> bytes:
    return drawn(a_progress_report(**changes), STAMP, as_format="pdf")


def text_of(document: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=document, capture_output=True, check=True)
    return run.stdout.decode()


def test_a_report_passes_the_gate() -> None:
    assert problems(pdf()) == []


def test_the_gate_rejects_a_document_without_tags_and_one_that_is_no_pdf() -> None:
    untagged = typst.compile(b"= Kop\nTekst zonder labels", pdf_tags=False)

    assert any(rule.startswith("PDFUA1-") for rule in problems(untagged))
    assert problems(b"%PDF-1.7 nonsense") != []
    assert problems(b"") != []


def test_the_gate_rejects_a_report_from_which_the_mark_of_accessibility_is_taken() -> None:
    assert problems(pdf().replace(b"/MarkInfo", b"/MarkInfx")) != []


def test_equal_content_gives_equal_bytes() -> None:
    assert pdf() == pdf()


def test_the_document_says_its_language_its_title_and_the_moment_of_its_figures() -> None:
    document = pdf()

    assert b"/Lang(nl-NL)" in document
    assert b"<xmp:CreateDate>2026-11-01T05:00:00+00:00" in document
    assert b"Voortgang sociaal domein, derde kwartaal 2026" in document


def test_all_words_and_figures_stand_on_paper() -> None:
    words = " ".join(text_of(pdf()).split())

    for expected in (
        "Kenmerk 26004817", "Wat willen we bereiken?", "U krijgt hulp van een vast gezicht.", "RSA Speerpunten",
        "Beoogde start-/einddatum", "Resultaten tot nu toe", "Voortgang en planning", "Contact", "212", "400",
        "controlegetal 7f3a 91c2 e40b", "Bladzijde 1 van", "Hoe wij tellen".lower(),
    ):  # fmt: skip
        assert expected in words, expected


def test_hidden_groups_are_named_without_a_number() -> None:
    question = a_question(cells=(Cell("a", "Ja", 20), Cell("b", "Nee", None), Cell("c", "Anders", None)))

    words = " ".join(text_of(pdf(chapters=(a_chapter(questions=(question,)),))).split())

    assert "Niet getoond: Nee; Anders." in words


def test_a_breakdown_of_small_groups_only_is_not_drawn_at_all() -> None:
    question = a_question("Waar woont u?", cells=(Cell("a", "Huizen", None), Cell("b", "Laren", None)))

    words = text_of(pdf(chapters=(a_chapter(questions=(question,)),)))

    assert "De verdeling tonen wij niet" in words
    assert "Huizen" not in words


def test_a_breakdown_that_is_hidden_beside_earlier_figures_says_that_reason_too() -> None:
    question = a_question("Waar woont u?", cells=(Cell("a", "Huizen", None), Cell("b", "Laren", None)))

    assert "zo klein dat iemand te herkennen kan zijn" in question_note(question)
    note = question_note(replace(question, threshold=50))
    assert "samen met cijfers die al eerder zijn getoond" in note
    assert "zo klein dat" not in note


def test_signs_that_our_fonts_do_not_have_become_a_box_and_the_report_is_made() -> None:
    title = "Taal: العربية 你好 😀 a\x00b\x07 e\u0301"

    document = pdf(chapters=(a_chapter(title=title),))

    assert problems(document) == []
    assert MISSING in text_of(document)


def test_every_letter_of_dutch_is_shown_as_it_is() -> None:
    letters = "ABCXYZabcxyz0123456789éèëêïíîöóôüúûáàâäçñÉËÏÖÜÁ€‘’“”–—…•·°²½×→"

    assert showable(letters) == letters
    assert len(signs()) > 1000


@pytest.mark.parametrize(
    "typed",
    [
        "#set page(width: 1cm)",
        "$x$ *vet* _schuin_ `code` @bron <label>",
        "]#panic()[",
        "\\#{1+1}",
        "= Kop",
        "{{ 7*7 }}",
        "//",
    ],
)
def test_what_people_type_is_text_and_never_source(typed: str) -> None:
    document = pdf(
        chapters=(a_chapter(title=typed, plan_lines=(a_plan_line(input=typed),), goals=(ReportedGoal(typed),)),)
    )

    assert problems(document) == []
    assert "".join(typed.split()) in "".join(text_of(document).split())


def test_an_empty_report_and_a_long_one_are_made() -> None:
    empty = pdf(chapters=(), received=a_figure(0), target=None, foreword="")
    long = pdf(
        chapters=tuple(
            a_chapter(number=n, title=f"Project {n}", goals=(ReportedGoal("Lang woord " + "x" * 400),) * 20)
            for n in range(50)
        ),
        foreword="Een zin. " * 2000,
    )

    assert problems(empty) == []
    assert problems(long) == []


def test_the_renderer_reads_no_file_and_opens_no_connection(tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY-FILE")
    asked: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        listening = threading.Thread(target=lambda: asked.append(_hang_up_on(server)), daemon=True)
        listening.start()
        typed = f'#read("{canary}") #image("http://127.0.0.1:{port}/x.png") #import "@preview/x:1.0.0" file://{canary}'
        document = pdf(chapters=(a_chapter(title=typed, priorities=typed),))
        with socket.create_connection(("127.0.0.1", port)) as ours:
            listening.join()
            assert asked == [ours.getsockname()[1]], "somebody asked before we did"

    assert "CANARY-FILE" not in text_of(document)


def _hang_up_on(server: socket.socket) -> int:
    """Take the first connection that comes and close it; gives the port that it came from."""
    connection, (_host, port) = server.accept()
    connection.close()
    return int(port)


def test_the_paper_uses_only_our_own_fonts() -> None:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])

    assert set(fonts.families()) == {"Source Sans 3", "Bricolage Grotesque"}
    assert {path.name for path in FONTS.glob("*.txt")} == {"SourceSans3.LICENSE.txt", "BricolageGrotesque.LICENSE.txt"}
    if shutil.which("pdffonts"):
        run = subprocess.run(["pdffonts", "-"], input=pdf(), capture_output=True, check=True)
        lines = run.stdout.decode().splitlines()[2:]
        assert lines
        assert all("SourceSans3" in line or "BricolageGrotesque" in line for line in lines)


def test_a_chart_is_numbers_only_and_never_runs_out_of_its_frame() -> None:
    bars = [Bar(400, 300), Bar(0, 0), Bar(10)]
    top = scale_of(bars)

    for bar in bars:
        svg = bar_svg(bar, top=top)
        assert "style" not in svg
        assert 'width="300' in svg
    assert scale_of([]) == 1


def test_the_bar_of_the_largest_group_is_its_share_of_all_and_not_the_whole_bar() -> None:
    cells = (Cell("a", "Goed", 30), Cell("b", "Slecht", 10))
    shown = question_page(a_figure(40, definition="answers", label="Hoe gaat het?", cells=cells))

    assert [(row["value"], row["part"]) for row in shown["rows"]] == [("30", "75%"), ("10", "25%")]
    assert 'class="series-3" y="3" width="225.0"' in shown["rows"][0]["svg"]


def test_serving_pages_loads_no_maker_of_files() -> None:
    code = (
        "import os, sys, django; os.environ['MODE'] = 'test';"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'samenkracht.settings'; django.setup(); import samenkracht.urls;"
        "print([name for name in ('typst', 'docx', 'xlsxwriter', 'odfdo', 'sklearn', 'page') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert run.stdout.strip() == "[]"
