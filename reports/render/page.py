"""What a page of a report shows, for the templates: the same words and figures as on paper."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from reports.content.figures import Figure
from reports.content.naming import in_groups
from reports.content.progress import Chapter, ProgressReport
from reports.render import paper, words
from reports.render.charts import Bar, bar_svg, scale_of


def page(content: ProgressReport, *, digest: str) -> dict[str, Any]:
    """Everything the template draws, in order of reading."""
    bars = [Bar(chapter.received.value, chapter.target) for chapter in content.chapters]
    top = scale_of(bars)
    return {
        "title": content.title,
        "label": content.label,
        "reference": content.reference,
        "edition": content.edition,
        "lead": paper.lead(content),
        "as_of": paper.as_of(content),
        "digest": in_groups(digest),
        "foreword": [part.strip() for part in content.foreword.split("\n") if part.strip()],
        "glance": paper.glance(content),
        "tiles": paper.tiles(content),
        "bars": [
            {"title": chapter.title, "value": words.of_target(bar.reached, bar.promised), "svg": svg(bar, top)}
            for chapter, bar in zip(content.chapters, bars, strict=True)
        ],
        "chapters": [chapter_page(n, chapter) for n, chapter in enumerate(content.chapters, 2)],
        "explanations": content.explanations,
        "appendix": len(content.chapters) + 2,
    }


def svg(bar: Bar, top: int) -> SafeString:
    """A bar as markup; it holds numbers and our own class names only."""
    return mark_safe(bar_svg(bar, top=top))  # noqa: S308  # made of numbers, see charts.py


def chapter_page(n: int, chapter: Chapter) -> dict[str, Any]:
    received = chapter.received.value
    return {
        "number": n,
        "project": chapter,
        "about": " · ".join(
            part for part in (f"Project {chapter.number}", chapter.programme, chapter.state, chapter.phase) if part
        ),
        "received": words.number(received),
        "target": words.number(chapter.target),
        "share": words.share(received, chapter.target),
        "questions": [question_page(figure) for figure in chapter.questions],
    }


def question_page(figure: Figure) -> dict[str, Any]:
    """One breakdown as bars with words."""
    top = scale_of([Bar(cell.value or 0) for cell in figure.cells])
    return {
        "label": figure.label,
        "note": words.question_note(figure),
        "rows": [
            {
                "label": cell.label,
                "value": words.number(cell.value),
                "svg": svg(Bar(cell.value or 0, ink="c3"), top),
            }
            for cell in words.visible(figure)
        ],
    }
