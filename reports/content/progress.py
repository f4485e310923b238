"""The progress report (voortgangsrapportage): per project the region's own headings, the plan and its figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from reports.content.document import UnreadableContent, Upcasters, upcast
from reports.content.figures import Explanation, Figure, plain
from samenkracht.core.periods import Period

KIND = "progress"
SCHEMA = 1
UPCASTERS: Upcasters = {}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One promise of the participation plan."""

    input: str
    from_whom: str
    purpose: str
    method: str
    use: str
    level: str
    target: int | None
    feedback: str

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(**{name: document[name] for name in cls.__dataclass_fields__})


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
    goals: tuple[str, ...]
    planned: str
    results: tuple[str, ...]
    outlook: tuple[str, ...]
    contact: str
    plan_lines: tuple[PlanLine, ...]
    target: int | None
    received: Figure
    questions: tuple[Figure, ...] = ()

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        texts = ("number", "title", "slug", "programme", "state", "phase", "priorities", "planned", "contact", "target")
        return cls(
            **{name: document[name] for name in texts},
            goals=tuple(document["goals"]),
            results=tuple(document["results"]),
            outlook=tuple(document["outlook"]),
            plan_lines=tuple(PlanLine.from_json(line) for line in document["plan_lines"]),
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
    reference: str
    edition: int
    foreword: str
    received: Figure
    target: int | None
    chapters: tuple[Chapter, ...]
    explanations: tuple[Explanation, ...]

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
            return cls._read(upcast(dict(document), kind=KIND, schema=SCHEMA, upcasters=UPCASTERS))
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableContent(f"{KIND}: {type(error).__name__}: {error}") from error

    @classmethod
    def _read(cls, document: Mapping[str, Any]) -> Self:
        texts = ("title", "label", "start", "until", "as_of", "programme", "reference", "edition", "foreword", "target")
        return cls(
            **{name: document[name] for name in texts},
            received=Figure.from_json(document["received"]),
            chapters=tuple(Chapter.from_json(chapter) for chapter in document["chapters"]),
            explanations=tuple(Explanation.from_json(note) for note in document["explanations"]),
        )
