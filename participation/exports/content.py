"""A table for a file: the same for every format."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

# Words stay words in every format, whatever they begin with; numbers and days can be counted and sorted with.
Value: TypeAlias = str | int | float | date | None
Row: TypeAlias = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings with the width of their column in signs, and rows that may be drawn one by one, once."""

    name: str
    headings: Sequence[tuple[str, int]]
    rows: Iterable[Row]
