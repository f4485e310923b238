"""The evaluation report as a tagged PDF."""

from reports.content.evaluation import EvaluationReport
from reports.render.evaluation.paper import context
from reports.render.stamp import Stamp
from reports.render.typesetting import printed


def draw(content: EvaluationReport, stamp: Stamp) -> bytes:
    """The report on paper. Equal content and stamp give equal bytes."""
    return printed("evaluation.typ", context(content, stamp), moment=content.moment)
