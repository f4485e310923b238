"""Counted figures, with what is needed to count them again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from participation.results.analysis import THRESHOLD
from samenkracht.core.db.rows import Unreadable, reads

Parameters = Mapping[str, str | int]


class UnreadableFigure(Unreadable):
    """The stored figure is not one that this release can read."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Exactly which submissions were counted: ids as ranges ("1-200,203"), how many, and a digest over the rows."""

    ranges: str = ""
    n: int = 0
    digest: str = ""

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(ranges=document["ranges"], n=document["n"], digest=document["digest"])


@dataclass(frozen=True, slots=True)
class Cell:
    """One group of a breakdown. ``value`` is None when the group is too small to show, or shields one that is."""

    key: str
    label: str
    value: int | None

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(key=document["key"], label=document["label"], value=document["value"])


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: which definition in which version, asked with which parameters, gave what, counted over which rows.

    ``cells`` holds the groups of a breakdown, with small groups already hidden; a total has none. ``subject`` says
    what they are groups of: two breakdowns of one subject can be subtracted from each other. Groups up to
    ``threshold`` are hidden; it is higher where earlier tables would tell of few people beside this one. ``as_of`` is
    when it was counted, where that was before the rest of its paper; empty otherwise.
    """

    definition: str
    version: int
    parameters: Parameters
    value: int
    coverage: Coverage
    cells: tuple[Cell, ...] = ()
    label: str = ""
    subject: str = ""
    threshold: int = THRESHOLD
    as_of: str = ""

    @property
    def shows_groups(self) -> bool:
        """Whether some group is not hidden."""
        return any(cell.value is not None for cell in self.cells)

    @classmethod
    @reads(UnreadableFigure)
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(
            definition=document["definition"],
            version=document["version"],
            parameters=document["parameters"],
            value=document["value"],
            coverage=Coverage.from_json(document["coverage"]),
            cells=tuple(Cell.from_json(cell) for cell in document["cells"]),
            label=document["label"],
            # Daily figures carry no schema; those of before breakdowns were held beside each other lack these.
            subject=document.get("subject", ""),
            threshold=document.get("threshold", THRESHOLD),
            as_of=document.get("as_of", ""),
        )


@dataclass(frozen=True, slots=True)
class FigureExplanation:
    """How a figure is counted, in words, frozen with the report."""

    definition: str
    version: int
    title: str
    text: str
    unit: str = field(default="")

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(**{name: document[name] for name in ("definition", "version", "title", "text", "unit")})


def beside_others(document: Any) -> Any:
    """For upcasters: a document in which each figure says that it was not held beside others yet."""
    if isinstance(document, list):
        return [beside_others(part) for part in document]
    if not isinstance(document, dict):
        return document
    more = {"subject": "", "threshold": THRESHOLD, "as_of": ""} if "coverage" in document else {}
    return {name: beside_others(part) for name, part in document.items()} | more


def plain(value: Any) -> Any:
    """A dataclass as plain JSON values: tuples become lists."""
    return _lists(asdict(value))


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_lists(part) for part in value]
    return value


# Sets of ids as ranges, so that a million counted rows fit in a line


def ranges_of(ids: list[int]) -> str:
    """Sorted ids as ranges: [1, 2, 3, 7] becomes "1-3,7"."""
    parts: list[str] = []
    at = 0
    while at < len(ids):
        end = at
        while end + 1 < len(ids) and ids[end + 1] == ids[end] + 1:
            end += 1
        parts.append(str(ids[at]) if end == at else f"{ids[at]}-{ids[end]}")
        at = end + 1
    return ",".join(parts)


def bounds_of(ranges: str) -> list[tuple[int, int]]:
    """The ranges of ``ranges_of`` as pairs, both ends counted. Raises ValueError for what it did not write."""
    pairs = []
    for part in ranges.split(",") if ranges else []:
        first, _, last = part.partition("-")
        pairs.append((int(first), int(last or first)))
    return pairs
