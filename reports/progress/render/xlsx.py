"""The progress report as a workbook."""

from collections.abc import Iterator
from datetime import date

from reports.papers.content.naming import in_groups
from reports.papers.render import formatting
from reports.papers.render.pieces import as_of
from reports.papers.render.stamp import Stamp
from reports.papers.render.workbook import ALL_ANSWERS, DEFINITIONS, HIDDEN, Row, Sheet, definitions, workbook
from reports.progress.content import Chapter, ProgressReport
from reports.progress.render import paper
from reports.progress.render.paper import PLANNED_HEAD, RECEIVED_HEAD
from samenkracht.core.values.periods import local_day


def draw(content: ProgressReport, stamp: Stamp) -> bytes:
    """The report as an .xlsx. Equal content and stamp give equal bytes."""
    day = local_day(content.moment)
    sheets: list[Sheet] = [
        ("Overzicht", (("Gegeven", 26), ("Waarde", 90)), overview(content, stamp)),
        ("Projecten", PROJECTS, (project(chapter) for chapter in content.chapters)),
        ("Teksten", TEXTS, (row for chapter in content.chapters for row in texts(chapter))),
        ("Participatieplan", PLAN, (row for chapter in content.chapters for row in plan(chapter, day))),
        ("Financieel", MONEY, (row for chapter in content.chapters for row in money(chapter, day))),
        ("Vragen", QUESTIONS, (row for chapter in content.chapters for row in questions(chapter))),
        ("Definities", DEFINITIONS, definitions(content.explanations)),
    ]
    return workbook(content, stamp, category="Voortgangsrapportage", sheets=sheets)


# --- what stands on the sheets --------------------------------------------------------------------------------------

PROJECT = (("Projectnummer", 15), ("Project", 34))
PROJECTS = (
    *PROJECT, ("Programma", 28), ("Stand", 14), ("Fase", 18), ("Beoogde start-/einddatum", 30), ("Contact", 40),
    ("RSA Speerpunten", 50), (RECEIVED_HEAD, 14), (PLANNED_HEAD, 14), ("Deel van het hele plan", 12),
)  # fmt: skip
GOALS = "Wat willen we bereiken?"
TEXTS = (*PROJECT, ("Kop", 26), ("Nummer", 10), ("Tekst", 90), ("Doel en meting", 40))
PLAN = (
    *PROJECT, ("Welke input", 34), ("Van wie", 28), ("Waarvoor", 34), ("Hoe", 28), ("Gebruik", 34), ("Niveau", 16),
    (RECEIVED_HEAD, 14), (PLANNED_HEAD, 14), ("Terugkoppeling", 26), ("Staat van het plan", 30),
)  # fmt: skip
MONEY = (
    *PROJECT, ("Geldbron", 40), ("Bedrag in euro", 16), ("Tot en met", 22), ("Let op", 12), ("Opmerking", 50),
)  # fmt: skip
QUESTIONS = (
    *PROJECT, ("Vraagnummer", 14), ("Vraag", 44), ("Inzendingen", 13), ("Antwoord", 40), ("Aantal", 22),
)  # fmt: skip


def overview(content: ProgressReport, stamp: Stamp) -> Iterator[Row]:
    """What the report is, and its figures over everything."""
    yield "Titel", content.title
    yield "Rapport", content.label
    yield "Periode", str(content.period)
    yield "Programma", content.programme or "alle programma’s"
    if content.project:
        yield "Project", content.project
    yield "Kenmerk", content.reference or "nog geen kenmerk"
    yield "Versie", content.edition
    yield "Status", stamp.status
    yield "Uitgever", stamp.publisher
    yield "Stand van", as_of(content.moment)
    yield "Controlegetal", in_groups(stamp.digest)
    yield "Inzendingen in deze periode", content.received.value
    yield PLANNED_HEAD, content.target
    yield "Projecten", len(content.chapters)
    yield "Met participatieplan", sum(1 for chapter in content.chapters if chapter.plan_lines)
    for text in content.foreword.split("\n"):
        if text.strip():
            yield "Voorwoord", text.strip()


def project(chapter: Chapter) -> Row:
    received, target = chapter.received.value, chapter.target
    return (
        chapter.number, chapter.title, chapter.programme, chapter.state, chapter.phase, chapter.planned,
        chapter.contact, chapter.priorities, received, target, received / target if target else None,
    )  # fmt: skip


def texts(chapter: Chapter) -> Iterator[Row]:
    """The lists under the region's own headings, one row per item; a goal of the second level is numbered 1.1."""
    about = (chapter.number, chapter.title)
    for priority in chapter.cited:
        yield *about, "RSA Speerpunten", "", priority, ""
    for n, goal in enumerate(chapter.goals, 1):
        yield *about, GOALS, str(n), goal.text, goal.measure
        for m, part in enumerate(goal.parts, 1):
            yield *about, GOALS, f"{n}.{m}", part.text, part.measure
    for heading, items in (("Resultaten tot nu toe", chapter.results), ("Voortgang en planning", chapter.outlook)):
        for n, item in enumerate(items, 1):
            yield *about, heading, str(n), item, ""
    if chapter.no_participation:
        yield *about, "Waarom wij inwoners niets vragen", "", chapter.no_participation, ""


def money(chapter: Chapter, day: date) -> Iterator[Row]:
    for one in chapter.money:
        ending = paper.ending(one, day)
        yield chapter.number, chapter.title, one.source, one.amount, one.ends, ending, one.note


def plan(chapter: Chapter, day: date) -> Iterator[Row]:
    for line in chapter.plan_lines:
        yield (
            chapter.number, chapter.title, line.input, line.from_whom, line.purpose, line.method, line.use, line.level,
            line.received.value if line.received else None, line.target, paper.feedback(line, day), chapter.plan_state,
        )  # fmt: skip


def questions(chapter: Chapter) -> Iterator[Row]:
    """One row per answer that may be seen; hidden ones say so in words, and are not named when all are hidden."""
    for n, figure in enumerate(chapter.questions, 1):
        about = (chapter.number, chapter.title, n, figure.label, figure.value)
        if figure.cells and not formatting.visible(figure):
            yield *about, ALL_ANSWERS, HIDDEN
            continue
        for cell in figure.cells:
            yield *about, cell.label, HIDDEN if cell.value is None else cell.value
