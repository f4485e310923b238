"""The progress report on paper."""

from reports.content.progress import ProgressReport
from reports.render.progress.paper import context
from reports.render.stamp import Stamp
from reports.render.typesetting import printed


def draw(content: ProgressReport, stamp: Stamp) -> bytes:
    """The report as a PDF/UA-1. Equal content and stamp give equal bytes."""
    return printed("progress.typ", context(content, stamp), moment=content.moment)
