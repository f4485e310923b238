"""Words and small drawings that several papers share: what stands in head and foot, tiles, bars, breakdowns."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from reports.figures.content import Figure, FigureExplanation
from reports.papers.content.document import Content
from reports.papers.content.naming import in_groups, moment_in_words
from reports.papers.render import formatting
from reports.papers.render.charts import WIDTH, Bar, bar_svg, scale_of
from reports.papers.render.stamp import Stamp

LOCAL = ZoneInfo("Europe/Amsterdam")
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 14 36"><path fill="#6b2168" '
    'd="M7 0a6 6 0 016 6.5l-2 14.5a4 4 0 01-8 0L1 6.5A6 6 0 017 0z"/>'
    '<circle fill="#ffc933" stroke="#231527" stroke-width="1.5" cx="7" cy="30.5" r="4.7"/></svg>'
)


def framed(content: Content, stamp: Stamp) -> dict[str, Any]:
    """What every paper says around its content: title, head, foot, and that it was frozen."""
    reference = f"Kenmerk {content.reference}" if content.reference else content.label
    moment, digest = as_of(content.moment), in_groups(stamp.digest)
    return {
        "title": content.title,
        "title-lines": title_lines(content.title),
        "author": stamp.publisher,
        "mark": MARK,
        "label": content.label,
        "warning": stamp.warning,
        "reference-line": reference,
        "edition": content.edition,
        "status": stamp.status,
        "frozen": "Dit rapport is vastgezet. De pagina van het rapport in de portal rekent dit controlegetal bij elk "
        "bezoek na en laat het zien. "
        "Klopt het niet meer, dan waarschuwt die pagina.",
        "as-of": moment,
        "digest": digest,
        "footer": f"{reference} · stand van {moment} · controlegetal {digest}",
    }


def explained(explanations: Iterable[FigureExplanation]) -> list[dict[str, str]]:
    """How the figures are counted, in words."""
    return [
        {"title": note.title, "text": note.text, "version": f"Versie {note.version} van deze telling, in {note.unit}."}
        for note in explanations
    ]


def as_of(moment: datetime) -> str:
    """The moment as of which everything was counted, in words and in the time of the region."""
    local = moment.astimezone(LOCAL)
    return moment_in_words(local.date(), local.hour, local.minute)


def title_lines(title: str) -> list[str]:
    """What it is about, and on a line of its own over which period."""
    about, comma, period = title.rpartition(", ")
    return [f"{about},", period] if comma else [title]


def tile(label: str, value: str, small: str, detail: str) -> dict[str, str]:
    return {"label": label, "value": value, "small": small, "detail": detail}


def bar_data(bar: Bar, top: int, width: int = WIDTH) -> dict[str, Any]:
    """A bar as a drawing, with its measures for a form that draws it otherwise."""
    alt = f"Balk: {formatting.of_target(bar.reached, bar.promised)}"
    svg = bar_svg(bar, top=top, paper=True, width=width)
    return {"svg": svg, "alt": alt, "reached": bar.reached, "promised": bar.promised, "ink": bar.ink, "top": top}


def question_data(figure: Figure) -> dict[str, Any]:
    top = scale_of([Bar(cell.value or 0) for cell in figure.cells], whole=figure.value)
    return {
        "label": figure.label,
        "note": formatting.question_note(figure),
        "rows": [
            {
                "label": cell.label,
                "value": formatting.number(cell.value),
                "bar": bar_data(Bar(cell.value or 0, ink="series-3"), top),
            }
            for cell in formatting.visible(figure)
        ],
    }
