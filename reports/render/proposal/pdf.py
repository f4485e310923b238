"""The proposal on paper."""

from reports.content.proposal import ProposalPaper
from reports.render.proposal.paper import context
from reports.render.stamp import Stamp
from reports.render.typesetting import printed


def draw(content: ProposalPaper, stamp: Stamp) -> bytes:
    """The proposal as a PDF/UA-1. Equal content and stamp give equal bytes."""
    words = context(content, stamp)
    words["reference-line"] += f" · versie {content.edition}, {stamp.status}"
    return printed("proposal.typ", words, moment=content.moment)
