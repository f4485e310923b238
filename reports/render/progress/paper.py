"""What the progress report says on paper, as plain words, the same for PDF and Word."""

from typing import Any

from reports.content.naming import in_groups
from reports.content.progress import Chapter, PlanLine, ProgressReport
from reports.render import words
from reports.render.charts import Bar, scale_of
from reports.render.pieces import as_of, bar_data, explained, framed, question_data, tile
from reports.render.stamp import Stamp

# The width of a bar over the whole line, in the measure in which it is 20 high.
WHOLE_LINE = 970


def told(content: ProgressReport, stamp: Stamp) -> dict[str, Any]:
    """Everything that the report says, in order of reading, with the signs as people typed them."""
    return framed(content, stamp) | {
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
        "explanations": explained(content.explanations),
    }


def lead(content: ProgressReport) -> str:
    about = content.programme or "Alle projecten"
    return f"{about}, {content.period}"


def facts(content: ProgressReport, stamp: Stamp) -> list[list[str]]:
    return [
        ["Periode", str(content.period)],
        ["Programma", content.programme or "alle programma’s"],
        ["Kenmerk", content.reference or "nog geen kenmerk"],
        ["Versie", f"{content.edition}, {stamp.status}"],
        ["Stand van", as_of(content.moment)],
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
