"""The proposal on paper."""

from reports.papers.render.stamp import Stamp
from reports.papers.render.typesetting import printed
from reports.proposals.content import ProposalPaper
from reports.proposals.render.paper import context


def draw(content: ProposalPaper, stamp: Stamp) -> bytes:
    """The proposal as a PDF/UA-1. Equal content and stamp give equal bytes."""
    words = context(content, stamp)
    words["reference-line"] += f" · versie {content.edition}, {stamp.status}"
    return printed("proposal.typ", words, moment=content.moment)
