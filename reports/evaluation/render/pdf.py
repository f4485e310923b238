"""The evaluation report as a tagged PDF."""

from reports.evaluation.content.evaluation import EvaluationReport
from reports.evaluation.render.paper import context
from reports.papers.render.stamp import Stamp
from reports.papers.render.typesetting import printed


def draw(content: EvaluationReport, stamp: Stamp) -> bytes:
    """The report on paper. Equal content and stamp give equal bytes."""
    return printed("evaluation.typ", context(content, stamp), moment=content.moment)
