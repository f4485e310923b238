"""What the page of a proposal shows, for the template: the same words as on paper."""

from typing import Any

from reports.papers.content.naming import in_groups
from reports.papers.render.pieces import as_of
from reports.proposals.content import ProposalPaper
from reports.proposals.render import paper
from samenkracht.core.values.periods import local_day


def page(content: ProposalPaper, *, digest: str) -> dict[str, Any]:
    """Everything the template draws, in order of reading."""
    sections = (paper.GENERAL, paper.POINTS, paper.REGISTRATIONS, paper.TREATMENTS)
    last = [("toelichting", paper.EXPLANATIONS)] if content.explanations else []
    return {
        "title": content.title,
        "label": content.label,
        "reference": content.reference,
        "edition": content.edition,
        "as_of": as_of(content.moment),
        "digest": in_groups(digest),
        "facts": paper.facts(content),
        "project": content.project,
        "points": [(paper.number(n), text) for n, text in enumerate(content.points, 1)],
        "registrations": [paper.registration(row) for row in content.registrations],
        "treatments": [paper.treatment(row, local_day(content.moment)) for row in content.treatments],
        "explanations": [paper.paragraphs(text) for text in content.explanations],
        "contents": [
            *((f"v{n}", name) for n, name in enumerate(sections, 1)),
            *last,
            ("colofon", "Over dit voorstel"),
        ],
    }
