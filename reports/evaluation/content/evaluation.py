"""The evaluation report: promise beside reality, who was reached, judgements, and what must be better."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar, Self

from reports.figures.content import Figure, FigureExplanation, beside_others, plain
from reports.papers.content.document import UnreadableContent, upcast_content
from reports.papers.content.promises import Outcome
from samenkracht.core.db.upcasting import Upcasters
from samenkracht.core.values.periods import Period

KIND = "evaluation"
SCHEMA = 2


def held_beside_others(document: dict[str, Any]) -> dict[str, Any]:
    """Schema 1 to 2: figures say up to which size groups are hidden, and when they were counted."""
    upcast_figures: dict[str, Any] = beside_others(document)
    return upcast_figures | {"schema": 2}


UPCASTERS: Upcasters = {1: held_beside_others}


@dataclass(frozen=True, slots=True)
class EvaluatedLine:
    """One promise of the plan with what became of it. Levels and days are words, frozen as they were."""

    key: str
    input: str
    from_whom: str
    promised_level: str
    level: str
    level_outcome: Outcome
    target: int | None
    received: Figure
    feedback_due: str
    feedback_given: str
    feedback_outcome: Outcome
    note: str

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        values = {name: document[name] for name in cls.__dataclass_fields__}
        outcomes = {name: Outcome.from_json(document[name]) for name in ("level_outcome", "feedback_outcome")}
        return cls(**{**values, **outcomes, "received": Figure.from_json(document["received"])})


@dataclass(frozen=True, slots=True)
class RatedCriterion:
    """One criterion. ``rating`` is its key, ``words`` the same in Dutch; both empty while there is no judgement."""

    criterion: str
    title: str
    question: str
    rating: str
    words: str
    reason: str

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(**{name: document[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class Assessment:
    """The total as it was computed, how, and over how many judgements. ``rating`` is empty while one is missing."""

    rating: str
    words: str
    reason: str
    rule: str
    good: int
    sufficient: int
    insufficient: int
    missing: tuple[str, ...]

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        values = {name: document[name] for name in cls.__dataclass_fields__}
        return cls(**{**values, "missing": tuple(document["missing"])})


@dataclass(frozen=True, slots=True)
class ReportedImprovement:
    """One improvement proposal as it stood. ``late``: it should have been done by then."""

    text: str
    owner: str
    due: str
    state: str
    outcome: str
    late: bool

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(**{name: document[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """Everything an evaluation report says. Equal content has an equal digest, whoever draws it."""

    kind: ClassVar[str] = KIND

    title: str
    label: str
    as_of: str
    edition: int
    reference: str
    number: int
    about: str
    start: str
    until: str
    begun: str
    closed: str
    project_number: int
    project: str
    slug: str
    programme: str
    plan: str
    received: Figure
    target: int | None
    by_municipality: Figure
    by_channel: Figure
    lines: tuple[EvaluatedLine, ...]
    judgements: tuple[RatedCriterion, ...]
    assessment: Assessment
    results: str
    lessons: str
    improvements: tuple[ReportedImprovement, ...]
    explanations: tuple[FigureExplanation, ...]

    @property
    def moment(self) -> datetime:
        """The moment as of which everything was read and counted."""
        return datetime.fromisoformat(self.as_of)

    @property
    def period(self) -> Period:
        """What is looked back on, until the moment of the report."""
        return Period(date.fromisoformat(self.start), date.fromisoformat(self.until))

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Every counted figure, with the words that say where it stands."""
        yield "totaal", self.received
        yield "per gemeente", self.by_municipality
        yield "per manier van meedoen", self.by_channel
        for line in self.lines:
            yield line.input, line.received

    def slugs(self) -> frozenset[str]:
        """The project that it tells about."""
        return frozenset({self.slug})

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, carrying its kind and schema number."""
        return {"schema": SCHEMA, "kind": KIND, **plain(self)}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """Read a stored document of any schema so far. Raises UnreadableContent."""
        try:
            return cls._read(upcast_content(document, kind=KIND, schema=SCHEMA, upcasters=UPCASTERS))
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableContent(f"evaluation report: {type(error).__name__}: {error}") from error

    @classmethod
    def _read(cls, document: Mapping[str, Any]) -> Self:
        values = {one.name: document[one.name] for one in fields(cls)}
        figures = {name: Figure.from_json(document[name]) for name in ("received", "by_municipality", "by_channel")}
        return cls(
            **{
                **values,
                **figures,
                "lines": tuple(EvaluatedLine.from_json(line) for line in document["lines"]),
                "judgements": tuple(RatedCriterion.from_json(one) for one in document["judgements"]),
                "assessment": Assessment.from_json(document["assessment"]),
                "improvements": tuple(ReportedImprovement.from_json(one) for one in document["improvements"]),
                "explanations": tuple(FigureExplanation.from_json(note) for note in document["explanations"]),
            }
        )
