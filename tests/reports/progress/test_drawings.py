"""One content, four drawings: every figure is read back out of page, PDF, Word and sheet and compared by key."""

import io
import random
import re
import shutil
import zipfile
from collections.abc import Mapping

import pytest
from django.template.loader import render_to_string
from django.test import Client

from reports.enums import ReportStatus
from reports.figures.content import Cell
from reports.figures.indicators import CURRENT
from reports.models import Report
from reports.papers.render import CONTENT_TYPES, drawn
from reports.papers.render.stamp import Stamp
from reports.progress.content import ProgressReport, ReportedFunding, ReportedGoal
from reports.progress.render import paper
from reports.progress.render.page import page
from reports.runs.services import compiling, reports, runs
from tests.factories.projects import PlanLineFactory, ProjectFactory
from tests.factories.reports import (
    a_chapter,
    a_figure,
    a_plan_line,
    a_progress_report,
    a_published_form,
    a_question,
    send_many,
)
from tests.moments import NOW
from tests.reports.conftest import ASKING, MADE, RECEIVED, Scene, clock
from tests.reports.proposals.test_proposal_paper import pdf_raw
from tests.reports.reading import Figures, of_content, of_page, of_pdf, of_sheet, of_word, text_of_pdf

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)
STAMP = Stamp(digest="7f3a91c2e40b" + "0" * 52, status="concept", publisher="Regio")
CANARY = "Kanarie4Gezegd"
FORMULAS = [
    "=1+1", "{=SUM(A1)}", "@x", "+1", "-2+3", "\t=1", "=cmd|' /C calc'!A0", "http://x.example", "mailto:a@x.example",
    "0012", "1e5", "2026-01-02", "_x0041_", "＝1+1", " =1", "<w:t>&amp;",
]  # fmt: skip


def read(html: str, files: Mapping[str, bytes], content: ProgressReport) -> dict[str, Figures]:
    labels = [figure.label for chapter in content.chapters for figure in chapter.questions]
    inputs = [line.input for chapter in content.chapters for line in chapter.plan_lines]
    return {
        "page": of_page(html),
        "pdf": of_pdf(files["pdf"], labels, inputs),
        "docx": of_word(files["docx"]),
        "xlsx": of_sheet(files["xlsx"]),
    }


def compared(expected: Figures, drawings: Mapping[str, Figures]) -> int:
    """How many figures were compared; the first drawing that differs is shown key by key."""
    for name, found in drawings.items():
        wrong = {key: (expected.get(key, "absent"), found.get(key, "absent")) for key in expected.keys() | found.keys()
                 if expected.get(key, "absent") != found.get(key, "absent")}  # fmt: skip
        assert not wrong, f"{name} differs (expected, found): {wrong}"
    return len(expected) * len(drawings)


def some_content(seed: int) -> ProgressReport:
    """A report of any shape: hidden groups and questions, projects without plan, target or form."""
    chance = random.Random(seed)
    chapters = []
    for n in range(1, chance.randint(2, 7)):
        questions = []
        for q in range(chance.randint(0, 4)):
            cells = tuple(
                Cell(f"k{o}", f"Antwoord {q}{o}", None if chance.random() < 0.3 else chance.randint(0, 120_000))
                for o in range(chance.randint(2, 6))
            )
            if chance.random() < 0.2:
                cells = tuple(Cell(cell.key, cell.label, None) for cell in cells)
            asked = a_question(f"Vraag {n}{q} over hulp?", cells=cells)
            questions.append(a_figure(chance.randint(0, 99_999), definition="answers", label=asked.label, cells=cells))
        lines = tuple(
            a_plan_line(
                input=f"Inbreng {n}{k}",
                target=chance.choice([None, 0, 25, 1_400]),
                received=a_figure(chance.randint(0, 2_000), definition="line_response"),
            )
            for k in range(chance.randint(0, 3))
        )
        chapters.append(
            a_chapter(
                number=10 * seed + n, title=f"Project over {n}", slug=f"p{n}", plan_lines=lines,
                received=a_figure(chance.randint(0, 9_999)), target=chance.choice([None, 150, 12_000]),
                questions=tuple(questions),
            )
        )  # fmt: skip
    return a_progress_report(chapters=tuple(chapters), received=a_figure(chance.randint(0, 999_999)))


def page_of(content: ProgressReport) -> str:
    report = Report(status=ReportStatus.DRAFT, created_at=NOW, title=content.title)
    shown = {"report": report, "paper": page(content, digest=STAMP.digest), "intact": True}
    return render_to_string("reports/papers/_article_progress.html", shown)


@needs_poppler
@pytest.mark.once
def test_all_drawings_of_any_content_tell_the_same_figures() -> None:
    count = 0
    for seed in range(12):
        content = some_content(seed)
        files = {name: drawn(content, STAMP, as_format=name) for name in CONTENT_TYPES}
        count += compared(of_content(content), read(page_of(content), files, content))

    print(f"compared {count} figures over page, pdf, docx and xlsx")
    assert count > 1_000


@pytest.mark.once
def test_what_came_in_a_period_is_no_share_of_what_the_whole_plan_asks() -> None:
    content = a_progress_report()
    told, shown = paper.context(content, STAMP), page(content, digest=STAMP.digest)

    bars = [row["bar"]["alt"] for row in told["overview"]] + [chapter["bar"]["alt"] for chapter in told["chapters"]]
    said = bars + [bar["value"] for bar in shown["bars"]] + [chapter["came"] for chapter in shown["chapters"]]
    assert [words for words in [*said, told["glance"]] if re.search(r"\d,? van ", words)] == []
    assert "61, gepland 150" in said


def test_the_comparison_sees_one_wrong_figure() -> None:
    content = some_content(1)
    other = a_progress_report(chapters=content.chapters, received=a_figure(content.received.value + 1))

    with pytest.raises(AssertionError, match="xlsx differs"):
        compared(of_content(other), {"xlsx": of_sheet(drawn(content, STAMP, as_format="xlsx"))})


@needs_poppler
@pytest.mark.django_db
def test_a_compiled_report_is_the_same_everywhere_and_a_group_of_three_is_nowhere(scene: Scene) -> None:
    second = ProjectFactory(title="Eén loket", slug="loket", is_public=True, created_at=MADE)
    PlanLineFactory(project=second, input="Wat u nodig hebt", target_number=None)
    version = a_published_form(second, scene.coordinator, MADE, title="Wat hebt u nodig?")
    for place, n in (("1942", 25), ("not_said", 14), ("none", 12)):
        send_many(version, RECEIVED, n, place=place)
    send_many(version, RECEIVED, 3, option="kbad", place="0406", text=CANARY)
    report = published(scene)
    content = ProgressReport.from_json(report.content)
    files = {file.format: bytes(file.content) for file in report.files.filter(status=report.status)}
    html = Client().get(report.get_public_url()).content.decode()

    drawings = read(html, files, content)
    print(f"compared {compared(of_content(content), drawings)} figures of a compiled report")
    for name, found in drawings.items():
        small = [key for key, value in found.items() if value in {3, 51} and key[1] == "answers"]
        assert small == [], name
    for name, text in words_of(html, files).items():
        assert CANARY not in text, name


def published(scene: Scene) -> Report:
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)
    claimed = runs.claim(run_id=run.pk, at=NOW)
    assert claimed is not None
    report = compiling.compile_claimed(run=claimed, clock=clock)
    assert report is not None
    reports.approve(report=report, by=scene.coordinator, at=NOW)
    report.refresh_from_db()
    return reports.publish(report=report, by=scene.coordinator, at=NOW)


def words_of(html: str, files: Mapping[str, bytes]) -> dict[str, str]:
    """Everything that stands in each drawing, packed parts unpacked."""
    found = {"page": html, "pdf": text_of_pdf(files["pdf"])}
    for name in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(files[name])) as package:
            found[name] = "".join(package.read(part).decode("utf-8", "replace") for part in package.namelist())
    return found


def everywhere(typed: str) -> ProgressReport:
    """A report in which people typed the same in every field."""
    line = a_plan_line(
        **dict.fromkeys(("input", "from_whom", "purpose", "method", "use", "level", "feedback"), typed)
    )  # fmt: skip
    fields = dict.fromkeys(
        ("title", "programme", "state", "phase", "priorities", "planned", "contact", "plan_state"), typed
    )
    lists: dict[str, object] = dict.fromkeys(("cited", "results", "outlook"), (typed,))
    lists["goals"] = (ReportedGoal(typed, typed, (ReportedGoal(typed, typed),)),)
    lists["money"] = (ReportedFunding(typed, 1, structural=False, ends=typed, ending=True, note=typed),)
    question = a_question(typed, cells=(Cell("a", typed, 20), Cell("b", typed, None)))
    chapter = a_chapter(**fields, **lists, plan_lines=(line,), questions=(question,))
    whole = dict.fromkeys(("title", "label", "programme", "project", "reference", "foreword"), typed)
    return a_progress_report(**whole, chapters=(chapter, a_chapter()))


@needs_poppler
@pytest.mark.once
def test_how_figures_are_counted_is_said_in_words_and_in_no_name_of_the_code() -> None:
    explanations = tuple(definition.explanation() for definition in CURRENT.values())
    content = a_progress_report(explanations=explanations)
    files = {name: drawn(content, STAMP, as_format=name) for name in CONTENT_TYPES}

    told = words_of(re.sub(r"<[^>]+>", " ", page_of(content)), files)

    for name, text in told.items():
        assert [key for key in CURRENT if re.search(rf"\b(Cijfer {key}|{key},|{key}<)", text)] == [], name
    for name in ("page", "pdf", "docx"):
        assert "Versie 1 van deze telling" in " ".join(told[name].split()), name


@needs_poppler
@pytest.mark.once
def test_paper_says_where_the_number_of_the_content_can_be_checked() -> None:
    content = a_progress_report()
    told = words_of("", {name: drawn(content, STAMP, as_format=name) for name in CONTENT_TYPES})

    for name in ("pdf", "docx"):
        assert "De pagina van het rapport in de portal rekent dit controlegetal bij elk bezoek na" in " ".join(
            told[name].split()
        ), name


@needs_poppler
@pytest.mark.once
def test_money_that_is_gone_and_feedback_that_is_late_are_told_so_at_the_reports_own_day() -> None:
    """The report is of 1 November 2026."""

    def told(ends: str, due: str) -> dict[str, str]:
        money = ReportedFunding("Regionale projectgelden", 45_000, structural=False, ends=ends, ending=True)
        chapter = a_chapter(money=(money,), plan_lines=(a_plan_line(feedback=due),))
        content = a_progress_report(chapters=(chapter,))
        files = {name: drawn(content, STAMP, as_format=name) for name in CONTENT_TYPES}
        html = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page_of(content), flags=re.DOTALL)
        told = words_of(html, files) | {"pdf": pdf_raw(files["pdf"])}
        return {name: " ".join(text.split()) for name, text in told.items()}

    for name, text in told("oktober 2026", "31 oktober 2026").items():
        assert "Het geld is op bij: Hulp bij het huishouden." in text or name == "xlsx", name
        assert "is op" in text, name
        assert "loopt af" not in text, name
        assert "te laat, nog niet gegeven" in text, name
    for name, text in told("november 2026", "1 november 2026").items():
        assert "loopt af" in text, name
        assert "te laat" not in text, name
    assert "te laat" not in told("november 2026", "gegeven: 1 oktober 2026")["page"]
