"""Contents and rows of evaluations, minimal and boring."""

from datetime import datetime
from typing import Any

from reports.enums import Criterion, Rating
from reports.evaluation.content.assessment import QUESTIONS, RULE
from reports.evaluation.content.assessment import Judgement as Judged
from reports.evaluation.content.evaluation import (
    Assessment,
    EvaluatedLine,
    EvaluationReport,
    RatedCriterion,
    ReportedImprovement,
)
from reports.evaluation.services import evaluations
from reports.figures.content import Cell, Figure, FigureExplanation
from reports.models import Evaluation
from reports.papers.content.promises import Outcome
from samenkracht.accounts.actors import Actor
from tests.factories.reports import a_figure


def a_line(**changes: Any) -> EvaluatedLine:
    values: dict[str, Any] = {
        "key": "abcdefgh",
        "input": "Ervaringen met hulp",
        "from_whom": "Cliënten en mantelzorgers",
        "promised_level": "Adviseren",
        "level": "Raadplegen",
        "level_outcome": Outcome("let", "lager dan beloofd"),
        "target": 400,
        "received": a_figure(212, definition="line_response", label="Inzendingen bij een planregel"),
        "feedback_due": "12 oktober 2026",
        "feedback_given": "3 november 2026",
        "feedback_outcome": Outcome("let", "later dan beloofd"),
        "note": "De nieuwe afspraken waren al getekend.",
    }
    return EvaluatedLine(**{**values, **changes})


def a_breakdown(definition: str, label: str, cells: tuple[Cell, ...], value: int = 212) -> Figure:
    return a_figure(value, definition=definition, label=label, cells=cells)


PLACES = (Cell("0402", "Hilversum", 120), Cell("1942", "Gooise Meren", 71), Cell("0406", "Huizen", None))
CHANNELS = (Cell("online", "Online", 180), Cell("paper", "Op papier", 32))


def a_judgement(
    criterion: Criterion, rating: Rating | None, reason: str = "Dat bleek uit de gesprekken."
) -> RatedCriterion:
    return RatedCriterion(
        criterion=criterion.value,
        title=criterion.label,
        question=QUESTIONS[criterion],
        rating=rating.value if rating else "",
        words=rating.label if rating else "",
        reason=reason if rating else "",
    )


def an_assessment(**changes: Any) -> Assessment:
    values: dict[str, Any] = {
        "rating": "sufficient",
        "words": "voldoende",
        "reason": "Eén criterium is onvoldoende; dat wordt goedgemaakt, want drie criteria zijn goed.",
        "rule": RULE,
        "good": 3,
        "sufficient": 6,
        "insufficient": 1,
        "missing": (),
    }
    return Assessment(**{**values, **changes})


def an_improvement(**changes: Any) -> ReportedImprovement:
    values: dict[str, Any] = {
        "text": "Binnen zes weken vertellen wat er met de inbreng gebeurt.",
        "owner": "Projectleider",
        "due": "juni 2026",
        "state": "afgesproken",
        "outcome": "",
        "late": True,
    }
    return ReportedImprovement(**{**values, **changes})


def an_evaluation_report(**changes: Any) -> EvaluationReport:
    ratings = [Rating.GOOD] * 3 + [Rating.SUFFICIENT] * 6 + [Rating.INSUFFICIENT]
    judgements = tuple(a_judgement(criterion, rating) for criterion, rating in zip(Criterion, ratings, strict=True))
    values: dict[str, Any] = {
        "title": "Evaluatie Hulp bij het huishouden, fase ontwikkeling",
        "label": "Evaluatierapport",
        "as_of": "2026-11-20T10:00:00+00:00",
        "edition": 1,
        "reference": "26004911",
        "number": 1,
        "about": "fase ontwikkeling",
        "start": "2026-03-01",
        "until": "2026-11-21",
        "begun": "2 november 2026",
        "closed": "19 november 2026",
        "project_number": 7,
        "project": "Hulp bij het huishouden",
        "slug": "hulp-bij-het-huishouden",
        "programme": "Gezondheid en ondersteuning",
        "plan": "Beloofd in het participatieplan, versie 2, akkoord op 3 maart 2026 door Opdrachtgever.",
        "received": a_figure(212),
        "target": 450,
        "by_municipality": a_breakdown("reach_municipality", "Inzendingen per gemeente", PLACES),
        "by_channel": a_breakdown("reach_channel", "Inzendingen per manier van meedoen", CHANNELS),
        "lines": (
            a_line(),
            a_line(
                key="hgfedcba",
                input="Wat een vast gezicht waard is",
                target=None,
                level="",
                note="",
                level_outcome=Outcome("wacht", "nog niet ingevuld"),
                feedback_given="",
                feedback_outcome=Outcome("nood", "te laat, nog niet gegeven"),
                received=a_figure(0, definition="line_response"),
            ),
        ),
        "judgements": judgements,
        "assessment": an_assessment(),
        "results": "De wachttijd werd korter.\n\nInwoners kennen hun vaste hulp.",
        "lessons": "Begin eerder met vragen.",
        "improvements": (
            an_improvement(),
            an_improvement(text="Ook op papier vragen.", due="", state="gedaan", outcome="Sinds mei.", late=False),
        ),
        "explanations": (
            FigureExplanation(
                "response", 1, "Inzendingen", "Het aantal keer dat iemand iets verstuurde.", "inzendingen"
            ),
        ),
    }
    return EvaluationReport(**{**values, **changes})


# --- rows, through the services -----------------------------------------------------------------------------------


def judge_all(evaluation: Evaluation, by: Actor, at: datetime, **ratings: Rating) -> None:
    """All ten criteria, "voldoende" unless given otherwise by key."""
    batch = [Judged(one, ratings.get(one.value, Rating.SUFFICIENT), f"Reden bij {one.label}.") for one in Criterion]
    evaluations.judge(evaluation=evaluation, judgements=batch, by=by, at=at)
