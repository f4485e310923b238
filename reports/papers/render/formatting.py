"""Figures in Dutch words and signs."""

from datetime import datetime

from participation.results.analysis import THRESHOLD
from reports.figures.content import Cell, Figure
from samenkracht.core.values.periods import day_in_words, local_day

NOTHING = "–"
HIDING = "Kleine groepen tonen wij niet, zodat niemand te herkennen is."
BESIDE = "Ook niet wat samen met eerdere cijfers iets over een paar mensen zou zeggen."
TOO_FEW = "De verdeling tonen wij niet: de groepen zijn zo klein dat iemand te herkennen kan zijn."

# The reader may well know larger groups from an earlier paper: those are why this one is not told.
TOO_FEW_BESIDE = (
    "De verdeling tonen wij niet: de groepen zijn te klein, of samen met cijfers die al eerder zijn getoond zou te "
    "zien zijn wat een paar mensen zeiden."
)


def number(value: int | None) -> str:
    """Such as 1.234; a dash when there is none."""
    return NOTHING if value is None else f"{value:,}".replace(",", ".")


def of_target(received: int, target: int | None) -> str:
    """Such as "212 van 400"; without a target only what was received."""
    return number(received) if target is None else f"{number(received)} van {number(target)}"


def share(received: int, target: int | None) -> str:
    """Such as "53% van wat gepland is"."""
    if not target:
        return "geen aantal gepland"
    return f"{round(100 * received / target)}% van wat gepland is"


def part(count: int, whole: int) -> str:
    """Such as "19%": how much of all it is; nothing where there is nothing to be a part of."""
    return f"{round(100 * count / whole)}%" if whole else ""


def kept(reached: int, target: int | None) -> str:
    """As ``share``, where what came in above the plan of one project makes up for nothing in another."""
    return f"{share(reached, target)}; meer dan een project plande, telt niet mee" if target else share(reached, target)


def people(count: int) -> str:
    return "1 inzending" if count == 1 else f"{number(count)} inzendingen"


def question_note(figure: Figure) -> str:
    """The sentence under the title of a breakdown: over how many, since when, and what is hidden for what reason."""
    hidden = [cell.label for cell in figure.cells if cell.value is None]
    parts = [f"{people(figure.value)}."]
    if figure.as_of:
        day = day_in_words(local_day(datetime.fromisoformat(figure.as_of)))
        parts.append(f"Stand van {day}: wat er daarna veranderde, gaat over te weinig mensen om te tonen.")
    if hidden and len(hidden) == len(figure.cells):
        parts.append(TOO_FEW_BESIDE if figure.threshold > THRESHOLD else TOO_FEW)
    elif hidden:
        parts.append(f"{HIDING} {BESIDE if figure.threshold > THRESHOLD else ''}".strip())
        parts.append(f"Niet getoond: {'; '.join(hidden)}.")
    return " ".join(parts)


def visible(figure: Figure) -> list[Cell]:
    """The groups that are shown."""
    return [cell for cell in figure.cells if cell.value is not None]
