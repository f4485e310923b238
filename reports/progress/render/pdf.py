"""The progress report on paper."""

from reports.papers.render.stamp import Stamp
from reports.papers.render.typesetting import printed
from reports.progress.content import ProgressReport
from reports.progress.render.paper import context


def draw(content: ProgressReport, stamp: Stamp) -> bytes:
    """The report as a PDF/UA-1. Equal content and stamp give equal bytes."""
    return printed("progress.typ", context(content, stamp), moment=content.moment)
