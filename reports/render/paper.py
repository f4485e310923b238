"""What the paper form shows, as plain words: content -> data for the typst source."""

from typing import Any
from zoneinfo import ZoneInfo

from reports.content.figures import Figure
from reports.content.naming import in_groups, moment_in_words
from reports.content.progress import Chapter, PlanLine, ProgressReport
from reports.render import words
from reports.render.charts import WIDTH, Bar, bar_svg, scale_of
from reports.render.fonts import showable
from reports.render.stamp import Stamp

LOCAL = ZoneInfo("Europe/Amsterdam")
# The width of a bar over the whole line, in the measure in which it is 20 high.
WHOLE_LINE = 970
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 14 36"><path fill="#6b2168" '
    'd="M7 0a6 6 0 016 6.5l-2 14.5a4 4 0 01-8 0L1 6.5A6 6 0 017 0z"/>'
    '<circle fill="#ffc933" stroke="#231527" stroke-width="1.5" cx="7" cy="30.5" r="4.7"/></svg>'
)


def paper(content: ProgressReport, stamp: Stamp) -> dict[str, Any]:
    """Everything that is printed, in order of reading; only signs that our fonts can show."""
    return {name: _showable(value) for name, value in told(content, stamp).items()}


def told(content: ProgressReport, stamp: Stamp) -> dict[str, Any]:
    """Everything that a paper form says, in order of reading, with the signs as people typed them."""
    reference = f"Kenmerk {content.reference}" if content.reference else content.label
    return {
        "title": content.title,
        "title-lines": title_lines(content.title),
        "author": stamp.publisher,
        "mark": MARK,
        "label": content.label,
        "reference-line": reference,
        "lead": lead(content),
        "facts": facts(content, stamp),
        "foreword": [part.strip() for part in content.foreword.split("\n") if part.strip()],
        "glance": glance(content),
        "tiles": tiles(content),
        "overview-note": "Balk: ontvangen inzendingen. Streep: het geplande aantal.",
        "overview": overview(content) if len(content.chapters) > 1 else [],
        "chapters": [chapter_data(n, chapter) for n, chapter in enumerate(content.chapters, 1)],
        "nothing": "Nog niets ingevuld.",
        "no-plan": "Voor dit project is nog geen participatieplan ingevuld.",
        "explanations": [
            {"title": note.title, "text": note.text, "version": f"Cijfer {note.definition}, versie {note.version}"}
            for note in content.explanations
        ],
        "frozen": "Dit rapport is vastgezet. Met het controlegetal is te zien of de inhoud nog dezelfde is.",
        "as-of": as_of(content),
        "digest": in_groups(stamp.digest),
        "footer": f"{reference} · stand van {as_of(content)} · controlegetal {in_groups(stamp.digest)}",
    }


def _showable(value: Any) -> Any:
    match value:
        case str():
            return showable(value)
        case list():
            return [_showable(part) for part in value]
        case dict():
            return {name: _showable(part) for name, part in value.items()}
        case _:
            return value


def title_lines(title: str) -> list[str]:
    """What it is about, and on a line of its own over which period."""
    about, comma, period = title.rpartition(", ")
    return [f"{about},", period] if comma else [title]


def as_of(content: ProgressReport) -> str:
    local = content.moment.astimezone(LOCAL)
    return moment_in_words(local.date(), local.hour, local.minute)


def lead(content: ProgressReport) -> str:
    about = content.programme or "Alle projecten"
    return f"{about}, {content.period}"


def facts(content: ProgressReport, stamp: Stamp) -> list[list[str]]:
    return [
        ["Periode", str(content.period)],
        ["Programma", content.programme or "alle programma’s"],
        ["Kenmerk", content.reference or "nog geen kenmerk"],
        ["Versie", f"{content.edition}, {stamp.status}"],
        ["Stand van", as_of(content)],
        ["Controlegetal", in_groups(stamp.digest)],
    ]


def glance(content: ProgressReport) -> str:
    """The report in two sentences."""
    count, received = len(content.chapters), content.received.value
    projects = "1 project" if count == 1 else f"{words.number(count)} projecten"
    came = "Er kwam 1 inzending binnen" if received == 1 else f"Er kwamen {words.people(received)} binnen"
    promised = "" if content.target is None else f", van de {words.number(content.target)} die gepland zijn"
    return f"Dit rapport gaat over {projects}. {came}{promised}."


def tiles(content: ProgressReport) -> list[dict[str, str]]:
    planned = sum(1 for chapter in content.chapters if chapter.plan_lines)
    total = len(content.chapters)
    return [
        tile("Inzendingen", words.number(content.received.value), "", "in deze periode"),
        tile("Gepland", words.number(content.target), "", words.share(content.received.value, content.target)),
        tile("Met participatieplan", str(planned), f"van {total}", "projecten"),
    ]


def tile(label: str, value: str, small: str, detail: str) -> dict[str, str]:
    return {"label": label, "value": value, "small": small, "detail": detail}


def overview(content: ProgressReport) -> list[dict[str, Any]]:
    bars = [Bar(chapter.received.value, chapter.target) for chapter in content.chapters]
    top = scale_of(bars)
    return [
        {
            "title": chapter.title,
            "programme": chapter.programme,
            "received": words.number(chapter.received.value),
            "target": words.number(chapter.target),
            "bar": bar_data(bar, top),
        }
        for chapter, bar in zip(content.chapters, bars, strict=True)
    ]


def bar_data(bar: Bar, top: int, width: int = WIDTH) -> dict[str, Any]:
    """A bar as a drawing, with its measures for a form that draws it otherwise."""
    alt = f"Balk: {words.of_target(bar.reached, bar.promised)}"
    svg = bar_svg(bar, top=top, paper=True, width=width)
    return {"svg": svg, "alt": alt, "reached": bar.reached, "promised": bar.promised, "ink": bar.ink, "top": top}


def chapter_data(n: int, chapter: Chapter) -> dict[str, Any]:
    about = [f"Project {chapter.number}", chapter.programme, chapter.state, chapter.phase]
    bar = Bar(chapter.received.value, chapter.target)
    return {
        "heading": f"{n}. {chapter.title}",
        "about": " · ".join(part for part in about if part),
        "priorities": chapter.priorities or "Nog niet ingevuld.",
        "goals": list(chapter.goals),
        "planned": chapter.planned[:1].upper() + chapter.planned[1:],
        "results": list(chapter.results),
        "outlook": list(chapter.outlook),
        "contact": chapter.contact or "Nog niet ingevuld.",
        "lines": [line_data(line) for line in chapter.plan_lines],
        "tiles": [
            tile("Ontvangen", words.number(chapter.received.value), "", "inzendingen in deze periode"),
            tile("Gepland", words.number(chapter.target), "", words.share(chapter.received.value, chapter.target)),
        ],
        "bar": bar_data(bar, scale_of([bar]), WHOLE_LINE),
        "questions": [question_data(figure) for figure in chapter.questions],
    }


def line_data(line: PlanLine) -> dict[str, str]:
    return {
        "input": line.input,
        "from_whom": line.from_whom,
        "method": f"{line.method}, om {_inline(line.purpose)}" if line.purpose else line.method,
        "use": f"Gebruik: {line.use}" if line.use else "",
        "target": words.number(line.target),
        "feedback": f"terugkoppeling {line.feedback}" if line.feedback else "",
    }


def _inline(sentence: str) -> str:
    """A sentence as the second half of another one."""
    return sentence[:1].lower() + sentence[1:]


def question_data(figure: Figure) -> dict[str, Any]:
    top = scale_of([Bar(cell.value or 0) for cell in figure.cells])
    return {
        "label": figure.label,
        "note": words.question_note(figure),
        "rows": [
            {
                "label": cell.label,
                "value": words.number(cell.value),
                "bar": bar_data(Bar(cell.value or 0, ink="c3"), top),
            }
            for cell in words.visible(figure)
        ],
    }
