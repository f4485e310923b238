"""The evaluation report as a workbook."""

from collections.abc import Iterator

from reports.evaluation.content.evaluation import EvaluationReport
from reports.evaluation.render import paper
from reports.figures.content import Figure
from reports.papers.content.naming import in_groups
from reports.papers.content.promises import response_outcome
from reports.papers.render import formatting
from reports.papers.render.pieces import as_of
from reports.papers.render.stamp import Stamp
from reports.papers.render.workbook import DEFINITIONS, HIDDEN, Row, Sheet, definitions, workbook

ALL_GROUPS = "Alle groepen"
LINES = (
    ("Nummer", 10), ("Planregel", 38), ("Van wie", 28), ("Beloofde trede", 18), ("Bereikte trede", 18),
    ("Uitkomst trede", 22), ("Gepland", 12), ("Ontvangen", 12), ("Uitkomst aantal", 22),
    ("Terugkoppeling beloofd", 24), ("Teruggekoppeld op", 24), ("Uitkomst terugkoppeling", 24), ("Toelichting", 60),
)  # fmt: skip
REACH = (("Verdeling", 34), ("Inzendingen", 13), ("Groep", 40), ("Aantal", 22))
JUDGEMENTS = (("Nummer", 10), ("Criterium", 34), ("Vraag", 50), ("Oordeel", 18), ("Waarom", 70))
IMPROVEMENTS = (
    ("Nummer", 10), ("Wat moet er beter?", 60), ("Wie", 28), ("Klaar", 22), ("Stand", 16), ("Te laat", 10),
    ("Wat ervan kwam", 50),
)  # fmt: skip
TEXTS = (("Kop", 20), ("Nummer", 10), ("Tekst", 100))


def draw(content: EvaluationReport, stamp: Stamp) -> bytes:
    """The report as an .xlsx. Equal content and stamp give equal bytes."""
    sheets: list[Sheet] = [
        ("Overzicht", (("Gegeven", 26), ("Waarde", 90)), overview(content, stamp)),
        ("Belofte en werkelijkheid", LINES, lines(content)),
        ("Bereik", REACH, reach(content)),
        ("Oordeel", JUDGEMENTS, judgements(content)),
        ("Teksten", TEXTS, texts(content)),
        ("Verbetervoorstellen", IMPROVEMENTS, improvements(content)),
        ("Definities", DEFINITIONS, definitions(content.explanations)),
    ]
    return workbook(content, stamp, category="Evaluatierapport", sheets=sheets)


def overview(content: EvaluationReport, stamp: Stamp) -> Iterator[Row]:
    """What the report is, its figures over everything, and the computed total."""
    assessment = content.assessment
    yield "Titel", content.title
    yield "Rapport", content.label
    yield "Projectnummer", content.project_number
    yield "Project", content.project
    yield "Programma", content.programme or "overkoepelend"
    yield "Gaat over", content.about
    yield "Terugkijkperiode", str(content.period)
    yield "Evaluatie", content.number
    yield "Begonnen op", content.begun
    yield "Afgesloten op", content.closed or "nog niet afgesloten"
    yield "Plan", content.plan
    yield "Kenmerk", content.reference or "nog geen kenmerk"
    yield "Versie", content.edition
    yield "Status", stamp.status
    yield "Uitgever", stamp.publisher
    yield "Stand van", as_of(content.moment)
    yield "Controlegetal", in_groups(stamp.digest)
    yield "Inzendingen", content.received.value
    yield "Gepland", content.target
    yield "Totaaloordeel", assessment.words
    yield "Hoe het totaal tot stand kwam", assessment.reason
    yield "Regel", assessment.rule
    yield "Goed", assessment.good
    yield "Voldoende", assessment.sufficient
    yield "Onvoldoende", assessment.insufficient
    if assessment.missing:
        yield "Nog geen oordeel over", ", ".join(assessment.missing)


def lines(content: EvaluationReport) -> Iterator[Row]:
    for n, line in enumerate(content.lines, 1):
        responses = response_outcome(line.received.value, line.target)
        yield (
            n, line.input, line.from_whom, line.promised_level, line.level, line.level_outcome.words, line.target,
            line.received.value, responses.words, line.feedback_due, line.feedback_given,
            line.feedback_outcome.words, line.note,
        )  # fmt: skip


def reach(content: EvaluationReport) -> Iterator[Row]:
    """One row per group that may be seen; hidden ones say so in words, and are not named when all are hidden."""
    for figure in (content.by_municipality, content.by_channel):
        yield from _groups(figure)


def _groups(figure: Figure) -> Iterator[Row]:
    if not formatting.visible(figure):
        yield figure.label, figure.value, ALL_GROUPS, HIDDEN if figure.cells else None
        return
    for cell in figure.cells:
        yield figure.label, figure.value, cell.label, HIDDEN if cell.value is None else cell.value


def judgements(content: EvaluationReport) -> Iterator[Row]:
    for n, one in enumerate(content.judgements, 1):
        yield n, one.title, one.question, one.words or paper.NO_RATING, one.reason


def texts(content: EvaluationReport) -> Iterator[Row]:
    for heading, text in ((paper.RESULTS, content.results), (paper.LESSONS, content.lessons)):
        for n, part in enumerate(paper.paragraphs(text), 1):
            yield heading, n, part


def improvements(content: EvaluationReport) -> Iterator[Row]:
    for n, one in enumerate(content.improvements, 1):
        yield n, one.text, one.owner, one.due or "nog niet bekend", one.state, "ja" if one.late else "nee", one.outcome
