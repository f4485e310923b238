"""Small drawings that several pages share, as markup for the templates."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from reports.figures.content import Figure
from reports.papers.render import formatting
from reports.papers.render.charts import Bar, bar_svg, scale_of


def svg(bar: Bar, top: int) -> SafeString:
    """A bar as markup; it holds numbers and our own class names only."""
    return mark_safe(bar_svg(bar, top=top))  # noqa: S308  # made of numbers, see charts.py


def question_page(figure: Figure) -> dict[str, Any]:
    """One breakdown as bars with words."""
    top = scale_of([Bar(cell.value or 0) for cell in figure.cells], whole=figure.value)
    return {
        "label": figure.label,
        "note": formatting.question_note(figure),
        "whole": formatting.people(figure.value),
        "rows": [
            {
                "label": cell.label,
                "value": formatting.number(cell.value),
                "part": formatting.part(cell.value or 0, figure.value),
                "svg": svg(Bar(cell.value or 0, ink="series-3"), top),
            }
            for cell in formatting.visible(figure)
        ],
    }
