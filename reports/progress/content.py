"""The progress report (voortgangsrapportage): per project the region's own headings, the plan and its figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from reports.figures.content import Figure, FigureExplanation, beside_others, plain
from reports.papers.content.document import UnreadableContent, upcast_content
from samenkracht.core.db.upcasting import Upcasters
from samenkracht.core.values.periods import Period

KIND = "progress"
SCHEMA = 3


def with_register(document: dict[str, Any]) -> dict[str, Any]:
    """Schema 1 to 2: goals in two levels, cited priorities, how far the plan is, what came in per line, and money."""
    chapters = [
        chapter
        | {
            "cited": [],
            "goals": [{"text": text, "measure": "", "parts": []} for text in chapter["goals"]],
            "plan_state": "",
            "no_participation": "",
            "plan_lines": [line | {"received": None} for line in chapter["plan_lines"]],
            "money": [],
        }
        for chapter in document["chapters"]
    ]
    return document | {"schema": 2, "project": "", "chapters": chapters}


def held_beside_others(document: dict[str, Any]) -> dict[str, Any]:
    """Schema 2 to 3: figures say up to which size groups are hidden, and when they were counted."""
    upcast_figures: dict[str, Any] = beside_others(document)
    return upcast_figures | {"schema": 3}


UPCASTERS: Upcasters = {1: with_register, 2: held_beside_others}


@dataclass(frozen=True, slots=True)
class ReportedGoal:
    """One answer to "Wat willen we bereiken?" with the goals under it. ``measure``: target and last value in words."""

    text: str
    measure: str = ""
    parts: "tuple[ReportedGoal, ...]" = ()

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        parts = tuple(cls.from_json(part) for part in document["parts"])
        return cls(text=document["text"], measure=document["measure"], parts=parts)


@dataclass(frozen=True, slots=True)
class ReportedFunding:
    """One source of money. ``amount`` in whole euros; ``ends`` in words; ``ending``: gone within half a year."""

    source: str
    amount: int | None
    structural: bool
    ends: str
    ending: bool
    note: str = ""

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(**{name: document[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class ReportedPlanLine:
    """One promise of the participation plan."""

    input: str
    from_whom: str
    purpose: str
    method: str
    use: str
    level: str
    target: int | None
    feedback: str
    # What came in for this line; None in reports of before it was counted.
    received: Figure | None = None

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        words = {name: document[name] for name in cls.__dataclass_fields__ if name != "received"}
        received = document["received"]
        return cls(**words, received=None if received is None else Figure.from_json(received))


@dataclass(frozen=True, slots=True)
class Chapter:
    """One project, under the headings that the region uses on its project pages."""

    number: int
    title: str
    slug: str
    programme: str
    state: str
    phase: str
    priorities: str
    cited: tuple[str, ...]
    goals: tuple[ReportedGoal, ...]
    planned: str
    results: tuple[str, ...]
    outlook: tuple[str, ...]
    contact: str
    # Such as "akkoord op 3 mei 2026"; empty when nothing is known about it.
    plan_state: str
    no_participation: str
    plan_lines: tuple[ReportedPlanLine, ...]
    money: tuple[ReportedFunding, ...]
    target: int | None
    received: Figure
    questions: tuple[Figure, ...] = ()

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        texts = (
            "number", "title", "slug", "programme", "state", "phase", "priorities", "planned", "contact", "plan_state",
            "no_participation", "target",
        )  # fmt: skip
        return cls(
            **{name: document[name] for name in texts},
            cited=tuple(document["cited"]),
            goals=tuple(ReportedGoal.from_json(goal) for goal in document["goals"]),
            results=tuple(document["results"]),
            outlook=tuple(document["outlook"]),
            plan_lines=tuple(ReportedPlanLine.from_json(line) for line in document["plan_lines"]),
            money=tuple(ReportedFunding.from_json(one) for one in document["money"]),
            received=Figure.from_json(document["received"]),
            questions=tuple(Figure.from_json(figure) for figure in document["questions"]),
        )


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """Everything a progress report says. Equal content has an equal digest, whoever draws it."""

    title: str
    label: str
    start: str
    until: str
    as_of: str
    programme: str
    # The title of the one project that it is about; empty for more.
    project: str
    reference: str
    edition: int
    foreword: str
    received: Figure
    target: int | None
    chapters: tuple[Chapter, ...]
    explanations: tuple[FigureExplanation, ...]

    @property
    def kind(self) -> str:
        return KIND

    @property
    def period(self) -> Period:
        return Period(date.fromisoformat(self.start), date.fromisoformat(self.until))

    @property
    def moment(self) -> datetime:
        """The moment as of which everything was counted."""
        return datetime.fromisoformat(self.as_of)

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Every counted figure, with the words that say where it stands."""
        yield "totaal", self.received
        for chapter in self.chapters:
            yield chapter.title, chapter.received
            for line in chapter.plan_lines:
                if line.received is not None:
                    yield f"{chapter.title}, planregel {line.input}", line.received
            for figure in chapter.questions:
                yield f"{chapter.title}: {figure.label}", figure

    def slugs(self) -> frozenset[str]:
        """The projects that it tells about."""
        return frozenset(chapter.slug for chapter in self.chapters)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, carrying its schema number."""
        return {"schema": SCHEMA, "kind": KIND, **plain(self)}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """Read a stored document of any schema so far. Raises UnreadableContent."""
        try:
            return cls._read(upcast_content(document, kind=KIND, schema=SCHEMA, upcasters=UPCASTERS))
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableContent(f"{KIND}: {type(error).__name__}: {error}") from error

    @classmethod
    def _read(cls, document: Mapping[str, Any]) -> Self:
        texts = (
            "title", "label", "start", "until", "as_of", "programme", "project", "reference", "edition", "foreword",
            "target",
        )  # fmt: skip
        return cls(
            **{name: document[name] for name in texts},
            received=Figure.from_json(document["received"]),
            chapters=tuple(Chapter.from_json(chapter) for chapter in document["chapters"]),
            explanations=tuple(FigureExplanation.from_json(note) for note in document["explanations"]),
        )
