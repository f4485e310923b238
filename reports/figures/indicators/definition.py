"""What a definition of a figure is, and the rows it is counted over."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from participation.formbuilder.answers import as_counted
from participation.formbuilder.lookup import NOTHING_TO_LOOK_UP, LookupContext
from participation.formbuilder.schema import Definition as Questionnaire
from reports.figures.content import Coverage, Figure, FigureExplanation, ranges_of
from samenkracht.core.values.json import canonical


@dataclass(frozen=True, slots=True)
class IndicatorDefinition:
    """One figure in words. ``counted`` is False for facts of the register, which are frozen and never recounted."""

    key: str
    version: int
    title: str
    text: str
    unit: str
    counted: bool = True

    def explanation(self) -> FigureExplanation:
        return FigureExplanation(
            definition=self.key, version=self.version, title=self.title, text=self.text, unit=self.unit
        )


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One submission, as far as figures look at it."""

    id: int
    form_id: int
    version_id: int
    municipality: str
    channel: str
    received_at: datetime
    answers: Mapping[str, Any]

    def line(self) -> bytes:
        """Everything that was counted, in the one way to write it down. Of an encrypted text: that it is there."""
        moment = self.received_at.astimezone(UTC).isoformat()
        answers = as_counted(self.answers)
        facts = [self.id, self.form_id, self.version_id, self.municipality, self.channel, moment, answers]
        return hashlib.sha256(canonical(facts)).digest()


@dataclass(frozen=True, slots=True)
class AskedVersions:
    """What a form asked, in each of its versions (by id).

    ``names`` are the municipalities that could be chosen; ``all_names`` also those that are no more, by code.
    """

    form_id: int
    versions: Mapping[int, Questionnaire]
    names: LookupContext = NOTHING_TO_LOOK_UP
    all_names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Counted groups that nobody has seen yet. ``at`` gives them with all groups up to a threshold hidden.

    ``subject`` says what they are groups of, the same for all breakdowns that can be subtracted from each other.
    """

    subject: str
    coverage: Coverage
    at: Callable[[int], Figure]


class Covering:
    """Notes which rows are counted. Rows come in the order of their ids."""

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._sum = hashlib.sha256()

    def add(self, row: SubmissionRow, line: bytes) -> None:
        self._ids.append(row.id)
        self._sum.update(line)

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(self._ids)

    def coverage(self) -> Coverage:
        return Coverage(ranges=ranges_of(self._ids), n=len(self._ids), digest=self._sum.hexdigest())
