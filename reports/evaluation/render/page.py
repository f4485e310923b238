"""What the page of an evaluation report shows, for the template: the same words and figures as on paper."""

from typing import Any

from reports.evaluation.content.evaluation import EvaluatedLine, EvaluationReport
from reports.evaluation.render import paper
from reports.papers.content.naming import in_groups
from reports.papers.render.onscreen import question_page
from reports.papers.render.pieces import as_of

SECTIONS = (
    ("r1", "In één oogopslag"),
    ("belofte", paper.PROMISES),
    ("bereik", paper.REACHED),
    ("resultaten", paper.RESULTS),
    ("oordeel", paper.ASSESSMENT),
    ("lessen", paper.LESSONS),
    ("verbetervoorstellen", paper.IMPROVEMENTS),
)


def page(content: EvaluationReport, *, digest: str) -> dict[str, Any]:
    """Everything the template draws, in order of reading."""
    return {
        "title": content.title,
        "label": content.label,
        "reference": content.reference,
        "edition": content.edition,
        "lead": paper.lead(content),
        "as_of": as_of(content.moment),
        "digest": in_groups(digest),
        "closing": paper.closing(content),
        "period": str(content.period),
        "glance": paper.glance(content),
        "tiles": paper.tiles(content),
        "plan": content.plan,
        "lines": [line_page(n, line) for n, line in enumerate(content.lines, 1)],
        "reach_note": paper.reach_note(content),
        "reach": [question_page(figure) for figure in (content.by_municipality, content.by_channel)],
        "results": paper.paragraphs(content.results),
        "assessment": content.assessment,
        "missing": paper.missing(content),
        "judgements": content.judgements,
        "lessons": paper.paragraphs(content.lessons),
        "improvements": content.improvements,
        "explanations": content.explanations,
        "contents": [
            *((place, f"{n}. {name}") for n, (place, name) in enumerate(SECTIONS, 1)),
            ("tellen", "Bijlage: hoe wij tellen"),
            ("colofon", "Over dit rapport"),
        ],
    }


def line_page(n: int, line: EvaluatedLine) -> dict[str, Any]:
    return {
        "number": n,
        "input": line.input,
        "from_whom": line.from_whom,
        "sides": [
            {"about": about, "promised": promised, "came": came, "outcome": outcome}
            for about, promised, came, outcome in paper.sides(line)
        ],
        "note": line.note,
    }
