"""What the progress report says on paper, as plain words, the same for PDF and Word."""

from datetime import date
from typing import Any

from reports.papers.content.naming import in_groups
from reports.papers.content.promises import BROKEN, feedback_outcome
from reports.papers.render import formatting
from reports.papers.render.charts import Bar, scale_of
from reports.papers.render.pieces import as_of, bar_data, explained, framed, question_data, tile
from reports.papers.render.stamp import Stamp
from reports.progress.content import Chapter, ProgressReport, ReportedFunding, ReportedGoal, ReportedPlanLine
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.periods import local_day

# The width of a bar over the whole line, in the measure in which it is 20 high.
WHOLE_LINE = 970
ENDING, OVER = "loopt af", "is op"
# What came in is of the period; what was planned is of the whole plan, so one is no share of the other: each number
# says of what it is, wherever the two stand together.
RECEIVED_HEAD = "Ontvangen in deze periode"
PLANNED_HEAD = "Gepland in het hele plan"
PLANNED = "in het hele participatieplan"
PLANNED_IN_ALL = "voor de hele looptijd"
OVERVIEW_NOTE = "Balk: ontvangen in deze periode. Streep: gepland in het hele participatieplan."


def context(content: ProgressReport, stamp: Stamp) -> dict[str, Any]:
    """Everything that the report says, in order of reading, with the signs as people typed them."""
    return framed(content, stamp) | {
        "lead": lead(content),
        "facts": facts(content, stamp),
        "foreword": [part.strip() for part in content.foreword.split("\n") if part.strip()],
        "glance": glance(content),
        "tiles": tiles(content),
        "received-head": RECEIVED_HEAD,
        "planned-head": PLANNED_HEAD,
        "overview-note": OVERVIEW_NOTE,
        "overview": overview(content) if len(content.chapters) > 1 else [],
        "chapters": [
            chapter_data(n, chapter, day=local_day(content.moment)) for n, chapter in enumerate(content.chapters, 1)
        ],
        "finance": finance(content),
        "nothing": "Nog niets ingevuld.",
        "no-plan": "Voor dit project is nog geen participatieplan ingevuld.",
        "explanations": explained(content.explanations),
    }


def lead(content: ProgressReport) -> str:
    about = content.project or content.programme or "Alle projecten"
    return f"{about}, {content.period}"


def facts(content: ProgressReport, stamp: Stamp) -> list[list[str]]:
    return [
        ["Periode", str(content.period)],
        ["Project", content.project] if content.project else ["Programma", content.programme or "alle programma’s"],
        ["Kenmerk", content.reference or "nog geen kenmerk"],
        ["Versie", f"{content.edition}, {stamp.status}"],
        ["Stand van", as_of(content.moment)],
        ["Controlegetal", in_groups(stamp.digest)],
    ]


def glance(content: ProgressReport) -> str:
    """The report in three sentences."""
    count, received = len(content.chapters), content.received.value
    projects = "1 project" if count == 1 else f"{formatting.number(count)} projecten"
    came = f"In deze periode {'kwam' if received == 1 else 'kwamen'} er {formatting.people(received)} binnen."
    plans = "het plan" if count == 1 else "de plannen"
    target = formatting.number(content.target)
    promised = "" if content.target is None else f" Voor de hele looptijd van {plans} zijn er {target} gepland."
    return f"Dit rapport gaat over {projects}. {came}{promised}"


def beside(bar: Bar) -> str:
    """What came in and what was planned, not as a share of each other."""
    planned = "" if bar.promised is None else f", gepland {formatting.number(bar.promised)}"
    return f"{formatting.number(bar.reached)}{planned}"


def tiles(content: ProgressReport) -> list[dict[str, str]]:
    planned = sum(1 for chapter in content.chapters if chapter.plan_lines)
    total = len(content.chapters)
    return [
        tile("Inzendingen", formatting.number(content.received.value), "", "in deze periode"),
        tile("Gepland", formatting.number(content.target), "", PLANNED if total == 1 else PLANNED_IN_ALL),
        tile("Met participatieplan", str(planned), f"van {total}", "projecten"),
    ]


def overview(content: ProgressReport) -> list[dict[str, Any]]:
    bars = [Bar(chapter.received.value, chapter.target) for chapter in content.chapters]
    top = scale_of(bars)
    return [
        {
            "title": chapter.title,
            "programme": chapter.programme,
            "received": formatting.number(chapter.received.value),
            "target": formatting.number(chapter.target),
            "bar": bar_data(bar, top) | {"alt": f"Balk: {beside(bar)}"},
        }
        for chapter, bar in zip(content.chapters, bars, strict=True)
    ]


def chapter_data(n: int, chapter: Chapter, *, day: date) -> dict[str, Any]:
    about = [f"Project {chapter.number}", chapter.programme, chapter.state, chapter.phase]
    bar = Bar(chapter.received.value, chapter.target)
    return {
        "heading": f"{n}. {chapter.title}",
        "about": " · ".join(part for part in about if part),
        "priorities": priorities(chapter),
        "goals": [goal_data(goal) for goal in chapter.goals],
        "planned": chapter.planned[:1].upper() + chapter.planned[1:],
        "results": list(chapter.results),
        "outlook": list(chapter.outlook),
        "contact": chapter.contact or "Nog niet ingevuld.",
        "plan-state": f"Het participatieplan: {chapter.plan_state}." if chapter.plan_state else "",
        "no-participation": chapter.no_participation,
        "lines": [line_data(line, day=day) for line in chapter.plan_lines],
        "tiles": [
            tile("Ontvangen", formatting.number(chapter.received.value), "", "inzendingen in deze periode"),
            tile("Gepland", formatting.number(chapter.target), "", PLANNED),
        ],
        "bar": bar_data(bar, scale_of([bar]), WHOLE_LINE) | {"alt": f"Balk: {beside(bar)}"},
        "questions": [question_data(figure) for figure in chapter.questions],
    }


def line_data(line: ReportedPlanLine, *, day: date) -> dict[str, str]:
    words = feedback(line, day)
    return {
        "input": line.input,
        "from_whom": line.from_whom,
        "method": f"{line.method}, om {_inline(line.purpose)}" if line.purpose else line.method,
        "use": f"Gebruik: {line.use}" if line.use else "",
        "received": formatting.number(line.received.value if line.received else None),
        "target": formatting.number(line.target),
        "feedback": f"terugkoppeling {words}" if words else "",
    }


def frozen_date(words: str) -> KnownDate:
    """A date that was frozen in words; unknown for other words."""
    try:
        return KnownDate.parse(words)
    except ValueError:
        return KnownDate()


def feedback(line: ReportedPlanLine, day: date) -> str:
    """When residents heard or were to hear something, and whether that was late at the report's own day."""
    outcome = feedback_outcome(frozen_date(line.feedback), KnownDate(), day)
    return f"{line.feedback}: {outcome.words}" if outcome.mark == BROKEN else line.feedback


def ending(money: ReportedFunding, day: date) -> str:
    """Whether this money was gone at the report's own day, or was to be within half a year."""
    if frozen_date(money.ends).is_late(day):
        return OVER
    return ENDING if money.ending else ""


def priorities(chapter: Chapter) -> list[str]:
    """Those of the list, then the sentence, as paragraphs."""
    said = [*chapter.cited, *(part.strip() for part in chapter.priorities.split("\n") if part.strip())]
    return said or ["Nog niet ingevuld."]


def goal_data(goal: ReportedGoal) -> dict[str, Any]:
    """A goal with its measure as a second line, and its parts."""
    return {
        "text": goal.text,
        "measure": goal.measure[:1].upper() + goal.measure[1:],
        "parts": [goal_data(part) for part in goal.parts],
    }


def finance(content: ProgressReport) -> dict[str, Any]:
    """The chapter Financieel: what each project is paid from and until when, and the totals in two sentences."""
    rows = [
        {
            "project": chapter.title,
            "source": one.source,
            "note": one.note,
            "amount": euros(one.amount),
            "ends": one.ends,
            "ending": ending(one, local_day(content.moment)),
        }
        for chapter in content.chapters
        for one in chapter.money
    ]
    return {"heading": f"{len(content.chapters) + 1}. Financieel", "glance": finance_glance(content), "rows": rows}


def finance_glance(content: ProgressReport) -> str:
    """How many projects have money, how much, and where it ends."""
    known = [chapter for chapter in content.chapters if chapter.money]
    if not known:
        return "Voor deze projecten is nog geen geld ingevuld."
    total = sum(one.amount or 0 for chapter in known for one in chapter.money)
    said = f"Van {len(known)} van de {len(content.chapters)} projecten is ingevuld waaruit het betaald wordt"
    said += f", samen {euros(total)}." if total else "."
    day = local_day(content.moment)
    gone = [chapter.title for chapter in known if all(ending(one, day) == OVER for one in chapter.money)]
    if gone:
        said += f" Het geld is op bij: {'; '.join(gone)}."
    less = [chapter.title for chapter in known if all(ending(one, day) for one in chapter.money)]
    if soon := [title for title in less if title not in gone]:
        said += f" Het geld loopt binnen een half jaar af bij: {'; '.join(soon)}."
    without = [chapter.title for chapter in content.chapters if not chapter.money]
    if without:
        said += f" Nog niet ingevuld bij: {'; '.join(without)}."
    return said


def euros(amount: int | None) -> str:
    """Such as "€ 25.000"; a dash when nobody wrote down how much."""
    return formatting.NOTHING if amount is None else f"€\N{NO-BREAK SPACE}{formatting.number(amount)}"


def _inline(sentence: str) -> str:
    """A sentence as the second half of another one."""
    return sentence[:1].lower() + sentence[1:]
