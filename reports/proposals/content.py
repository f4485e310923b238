"""The content of a proposal (voorstel, oplegnotitie): the region's own form, frozen. Pure: no database, no page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from reports.figures.content import Figure, plain
from reports.papers.content.document import UnreadableContent, upcast_content
from samenkracht.core.db.upcasting import Upcasters

KIND = "proposal"
SCHEMA = 1
# n -> function that turns a document of schema n into one of schema n + 1. Stored rows are never rewritten.
UPCASTERS: Upcasters = {}


@dataclass(frozen=True, slots=True)
class ReportedRegistration:
    """A row of "Aangemeld bij secretaris". ``registered_on`` is a date as it is known ("2026-11-12", "2026-11", "")."""

    registered_on: str
    discussed: str
    conclusion: str

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(**{name: document[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class ReportedTreatment:
    """A row of "Behandeling". ``outcome`` is one of the outcomes in words, empty until the meeting treated it."""

    held_on: str
    meeting: str
    purpose: str
    outcome: str
    conclusion: str
    is_cancelled: bool

    @property
    def day(self) -> date:
        return date.fromisoformat(self.held_on)

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(**{name: document[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class OfferedChoices:
    """What the lists of the form offered at that moment, in words."""

    distributions: tuple[str, ...]
    meetings: tuple[str, ...]
    purposes: tuple[str, ...]
    outcomes: tuple[str, ...]

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(**{name: tuple(document[name]) for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class ProposalPaper:
    """Everything that a proposal says, under the five headings of the form. Equal content has an equal digest."""

    title: str
    label: str
    as_of: str
    edition: int
    reference: str
    distribution: str
    is_public: bool
    distribution_reason: str
    contacts: tuple[str, ...]
    unit: str
    email: str
    dated: str
    # The project that it is about; both empty when it is about none.
    project: str
    slug: str
    points: tuple[str, ...]
    registrations: tuple[ReportedRegistration, ...]
    treatments: tuple[ReportedTreatment, ...]
    # Those that are filled in.
    explanations: tuple[str, ...]
    choices: OfferedChoices

    @property
    def kind(self) -> str:
        return KIND

    @property
    def day(self) -> date:
        """The date that stands on it."""
        return date.fromisoformat(self.dated)

    @property
    def moment(self) -> datetime:
        """The moment as of which everything was read."""
        return datetime.fromisoformat(self.as_of)

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """It counts nothing."""
        return iter(())

    def slugs(self) -> frozenset[str]:
        """The project that it tells about."""
        return frozenset({self.slug} if self.slug else ())

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
        values = {name: document[name] for name in cls.__dataclass_fields__}
        values |= {name: tuple(document[name]) for name in ("contacts", "points", "explanations")}
        values["registrations"] = tuple(ReportedRegistration.from_json(row) for row in document["registrations"])
        values["treatments"] = tuple(ReportedTreatment.from_json(row) for row in document["treatments"])
        values["choices"] = OfferedChoices.from_json(document["choices"])
        return cls(**values)
