"""What the evaluation report says on paper, as plain words, the same for PDF and Word."""

from typing import Any

from reports.evaluation.content.evaluation import EvaluatedLine, EvaluationReport, RatedCriterion, ReportedImprovement
from reports.papers.content.naming import in_groups
from reports.papers.content.promises import Outcome, response_outcome
from reports.papers.render import formatting
from reports.papers.render.pieces import as_of, explained, framed, question_data, tile
from reports.papers.render.stamp import Stamp

# A shape beside each word, so that nothing is said by colour alone. All are signs of our own font.
SIGNS = {"ok": "✓", "let": "▲", "nood": "■", "wacht": "○", "leeg": "–"}
RATING_SIGNS = {"good": "✓", "sufficient": "●", "insufficient": "■", "": "○"}
NO_RATING = "nog geen oordeel"
LATE = Outcome("nood", "te laat")

PROMISES = "Belofte en werkelijkheid"
REACHED = "Wie wij bereikten"
RESULTS = "Resultaten"
ASSESSMENT = "Eigen oordeel"
LESSONS = "Lessen"
IMPROVEMENTS = "Verbetervoorstellen"
PROMISE_HEADS = ("Waarover", "Belofte", "Werkelijkheid", "Uitkomst")
JUDGEMENT_HEADS = ("Criterium", "Oordeel", "Waarom")
IMPROVEMENT_HEADS = ("Wat moet er beter?", "Wie", "Klaar", "Stand")


def context(content: EvaluationReport, stamp: Stamp) -> dict[str, Any]:
    """Everything that the report says, in order of reading, with the signs as people typed them."""
    return framed(content, stamp) | {
        **named(content, stamp),
        "lead": lead(content),
        "facts": facts(content, stamp),
        "glance": glance(content),
        "tiles": tiles(content),
        "plan": content.plan,
        "lines": [line_data(n, line) for n, line in enumerate(content.lines, 1)],
        "no-lines": "Het participatieplan belooft hierover niets.",
        "reach-note": reach_note(content),
        "reach": [question_data(figure) for figure in (content.by_municipality, content.by_channel)],
        "results": paragraphs(content.results),
        "total": signed(RATING_SIGNS[content.assessment.rating], content.assessment.words),
        "reason": content.assessment.reason,
        "missing": missing(content),
        "rule": content.assessment.rule,
        "judgements": [judgement_data(one) for one in content.judgements],
        "lessons": paragraphs(content.lessons),
        "improvements": [improvement_data(one) for one in content.improvements],
        "no-improvements": "Er zijn geen verbetervoorstellen.",
        "nothing": "Nog niets ingevuld.",
        "explanations": explained(content.explanations),
    }


def named(content: EvaluationReport, stamp: Stamp) -> dict[str, Any]:
    """What stands in head and foot: the kenmerk, and until there is one which evaluation it is."""
    if content.reference:
        return {}
    line = f"Project {content.project_number}, evaluatie {content.number}"
    footer = f"{line} · stand van {as_of(content.moment)} · controlegetal {in_groups(stamp.digest)}"
    return {"reference-line": line, "footer": footer}


def signed(sign: str, text: str) -> str:
    """A word with its shape."""
    return f"{sign}\N{NO-BREAK SPACE}{text}"


def outcome_words(outcome: Outcome) -> str:
    return signed(SIGNS[outcome.mark], outcome.words)


def paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n") if part.strip()]


def lead(content: EvaluationReport) -> str:
    return f"{content.programme or 'Overkoepelend'}, project {content.project_number}"


def facts(content: EvaluationReport, stamp: Stamp) -> list[list[str]]:
    return [
        ["Project", content.project],
        ["Gaat over", content.about],
        ["Terugkijkperiode", str(content.period)],
        ["Evaluatie", f"nummer {content.number}, begonnen op {content.begun}, {closing(content)}"],
        ["Kenmerk", content.reference or "nog geen kenmerk"],
        ["Versie", f"{content.edition}, {stamp.status}"],
        ["Stand van", as_of(content.moment)],
        ["Controlegetal", in_groups(stamp.digest)],
    ]


def closing(content: EvaluationReport) -> str:
    return f"afgesloten op {content.closed}" if content.closed else "nog niet afgesloten"


def glance(content: EvaluationReport) -> str:
    """The report in three sentences."""
    received = content.received.value
    came = "Er kwam 1 inzending binnen" if received == 1 else f"Er kwamen {formatting.people(received)} binnen"
    promised = "" if content.target is None else f", van de {formatting.number(content.target)} die gepland zijn"
    judged = (
        f"Het eigen oordeel is {content.assessment.words}. " if content.assessment.rating else "Een oordeel ontbreekt. "
    )
    return f"{came}{promised}. {judged}{_improving(content)}"


def _improving(content: EvaluationReport) -> str:
    count, late = len(content.improvements), sum(one.late for one in content.improvements)
    if not count:
        return "Er zijn geen verbetervoorstellen."
    many = "Er is 1 verbetervoorstel" if count == 1 else f"Er zijn {count} verbetervoorstellen"
    return f"{many}, waarvan {late} te laat." if late else f"{many}."


def tiles(content: EvaluationReport) -> list[dict[str, str]]:
    assessment = content.assessment
    judged = f"{assessment.good} goed, {assessment.sufficient} voldoende, {assessment.insufficient} onvoldoende"
    return [
        tile("Inzendingen", formatting.number(content.received.value), "", "over de hele looptijd"),
        tile(
            "Gepland", formatting.number(content.target), "", formatting.share(content.received.value, content.target)
        ),
        tile(ASSESSMENT, assessment.words.capitalize() if assessment.rating else formatting.NOTHING, "", judged),
    ]


def line_data(n: int, line: EvaluatedLine) -> dict[str, Any]:
    return {
        "heading": f"{n}. {line.input}",
        "name": line.input,
        "from_whom": line.from_whom,
        "rows": [[name, promised, came, outcome_words(outcome)] for name, promised, came, outcome in sides(line)],
        "note": f"Toelichting: {line.note}" if line.note else "",
    }


def sides(line: EvaluatedLine) -> list[tuple[str, str, str, Outcome]]:
    """The two sides of one promise: what about, promised, came of it, and how that compares."""
    responses = response_outcome(line.received.value, line.target)
    return [
        ("Trede", line.promised_level or formatting.NOTHING, line.level or formatting.NOTHING, line.level_outcome),
        ("Inzendingen", formatting.number(line.target), formatting.number(line.received.value), responses),
        (
            "Terugkoppeling",
            line.feedback_due or formatting.NOTHING,
            line.feedback_given or formatting.NOTHING,
            line.feedback_outcome,
        ),
    ]


def reach_note(content: EvaluationReport) -> str:
    """Why the municipalities may be of fewer submissions than the total."""
    asked, received = content.by_municipality.value, content.received.value
    if asked == received:
        return ""
    if not asked:
        return "Geen enkel formulier vroeg naar de gemeente."
    return f"Bij {formatting.people(asked)} van de {formatting.number(received)} vroeg het formulier naar de gemeente."


def missing(content: EvaluationReport) -> str:
    names = content.assessment.missing
    return f"Nog geen oordeel over: {', '.join(names)}." if names else ""


def judgement_data(one: RatedCriterion) -> dict[str, str]:
    rating = signed(RATING_SIGNS[one.rating], one.words or NO_RATING)
    return {"title": one.title, "question": one.question, "rating": rating, "reason": one.reason or formatting.NOTHING}


def improvement_data(one: ReportedImprovement) -> dict[str, str]:
    late = f"{outcome_words(LATE)}, " if one.late else ""
    return {
        "text": one.text,
        "outcome": one.outcome,
        "owner": one.owner,
        "due": one.due or "nog niet bekend",
        "state": f"{late}{one.state}",
    }
