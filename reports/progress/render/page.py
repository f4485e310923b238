"""What a page of a report shows, for the templates: the same words and figures as on paper."""

from datetime import date
from typing import Any

from reports.papers.content.naming import in_groups
from reports.papers.render import formatting
from reports.papers.render.charts import Bar, scale_of
from reports.papers.render.onscreen import question_page, svg
from reports.papers.render.pieces import as_of
from reports.progress.content import Chapter, ProgressReport
from reports.progress.render import paper
from samenkracht.core.values.periods import local_day


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
        "as_of": as_of(content.moment),
        "digest": in_groups(digest),
        "foreword": [part.strip() for part in content.foreword.split("\n") if part.strip()],
        "glance": paper.glance(content),
        "tiles": paper.tiles(content),
        "heads": {"received": paper.RECEIVED_HEAD, "planned": paper.PLANNED_HEAD, "note": paper.OVERVIEW_NOTE},
        "bars": [
            {
                "number": n,
                "title": chapter.title,
                "value": paper.beside(bar),
                "svg": svg(bar, top),
            }
            for n, (chapter, bar) in enumerate(zip(content.chapters, bars, strict=True), 2)
        ],
        "chapters": [
            chapter_page(n, chapter, day=local_day(content.moment)) for n, chapter in enumerate(content.chapters, 2)
        ],
        "explanations": content.explanations,
        "contents": [
            ("r1", "1. In één oogopslag"),
            *((f"r{n}", f"{n}. {chapter.title}") for n, chapter in enumerate(content.chapters, 2)),
            ("financieel", f"{len(content.chapters) + 2}. Financieel"),
            ("tellen", "Bijlage: hoe wij tellen"),
            ("colofon", "Over dit rapport"),
        ],
        "finance": paper.finance(content) | {"heading": f"{len(content.chapters) + 2}. Financieel"},
    }


def chapter_page(n: int, chapter: Chapter, *, day: date) -> dict[str, Any]:
    received = chapter.received.value
    return {
        "number": n,
        "project": chapter,
        "priorities": paper.priorities(chapter),
        "lines": [(line, paper.line_data(line, day=day)) for line in chapter.plan_lines],
        "about": " · ".join(
            part for part in (f"Project {chapter.number}", chapter.programme, chapter.state, chapter.phase) if part
        ),
        "received": formatting.number(received),
        "target": formatting.number(chapter.target),
        "planned": paper.PLANNED,
        "came": f"{formatting.number(received)} ontvangen" if received or chapter.target else "geen inbreng",
        "is_quiet": not received and not chapter.target,
        "questions": [question_page(figure) for figure in chapter.questions],
    }
