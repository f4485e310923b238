"""Our own small charts. Text stays text in the page or on paper; a chart is only its bars, so it never shrinks."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 300, 20
BAR_TOP, BAR_HEIGHT = 3, 14
# On a page the style sheet gives the inks; on paper the marks carry them (the light tokens).
PAPER = {"bar-track": "#ebe3ec", "series-1": "#6b2168", "series-3": "#2f7d86", "tick": "#231527"}


@dataclass(frozen=True, slots=True)
class Bar:
    """How far something came, and where a stroke marks what was promised."""

    reached: int
    promised: int | None = None
    ink: str = "series-1"


def scale_of(bars: Sequence[Bar], whole: int = 0) -> int:
    """One scale for bars that are read together: the largest of all lengths and strokes.

    With ``whole`` a full bar is all of them, so that a bar shows a share and never only who answered most.
    """
    return max([1, whole, *(bar.reached for bar in bars), *(bar.promised or 0 for bar in bars)])


def bar_svg(bar: Bar, *, top: int, paper: bool = False, width: int = WIDTH) -> str:
    """One bar as SVG, measured against ``top``. Numbers only: no text of anybody gets in here.

    ``width`` is for paper, where a bar that is stretched would get a thicker stroke.
    """
    parts = [_rect("bar-track", width, paper), _rect(bar.ink, _length(bar.reached, top, width), paper)]
    if bar.promised is not None:
        parts.append(_tick(_length(bar.promised, top, width), width, paper))
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}">'
        if paper
        else f'<svg viewBox="0 0 {width} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true">'
    )
    return opening + "".join(parts) + "</svg>"


def _length(value: int, top: int, width: int) -> float:
    return round(width * min(value, top) / top, 1)


def _rect(ink: str, width: float, paper: bool) -> str:
    paint = f'fill="{PAPER[ink]}"' if paper else f'class="{ink}"'
    return f'<rect {paint} y="{BAR_TOP}" width="{width}" height="{BAR_HEIGHT}"/>'


def _tick(at: float, width: int, paper: bool) -> str:
    # Half the stroke would fall outside the picture at both ends.
    at = min(max(at, 1.0), width - 1.0)
    if paper:
        return f'<path fill="none" stroke="{PAPER["tick"]}" stroke-width="2" d="M{at} 0v{HEIGHT}"/>'
    return f'<path class="tick" vector-effect="non-scaling-stroke" d="M{at} 0v{HEIGHT}"/>'
