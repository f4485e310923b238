"""The one place that hides small groups. Everything that leaves the team passes here.

What is promised, for one set of cells whose total is shown as well (response totals always are), whenever at least
one cell stays visible:

1. Who knows the total and all visible cells cannot pin a hidden cell to an interval narrower than WIDTH, nor to one
   that lies wholly below the threshold.
2. Who also knows this very program cannot pin a hidden cell to an interval narrower than WIDTH.
3. No visible cell is below the threshold, and none of several is the whole total: "everybody" and "nobody" are not
   said. (A set of one cell says what its total says.)

Hidden is always a *lowest part*: all cells up to some count. So which cells are hidden depends on their counts alone
and never on names or order, and swapping the counts of two hidden cells changes nothing that can be seen. That is
what keeps promise 2.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Generic, Literal, TypeVar

from django.utils.translation import gettext as _

# Rule of ten: the Australian Bureau of Statistics clears no cell of fewer than 10 from its DataLab ("Input and output
# clearance"), and research environments in the United Kingdom ask the same (UK LLC user guide, disclosure control).
THRESHOLD: Final = 10
# The narrowest interval that may be worked out for a hidden cell.
WIDTH: Final = 5

Key = TypeVar("Key", bound=Hashable)


class Hidden(Enum):
    """Stands where a count is not shown. It has no number in it, so it can be passed on without care."""

    HIDDEN = "hidden"

    def __str__(self) -> str:
        return _("te weinig om te tonen")


HIDDEN: Final = Hidden.HIDDEN
Shown = int | Literal[Hidden.HIDDEN]


@dataclass(frozen=True, slots=True)
class Suppressed(Generic[Key]):
    """Cells as they may be shown, in the order in which they came, with the total that is always shown."""

    cells: Mapping[Key, Shown]
    total: int

    @property
    def hides(self) -> bool:
        """Whether any cell is hidden, so that the reader must be told why."""
        return any(shown is HIDDEN for shown in self.cells.values())

    def share(self, key: Key) -> float | Literal[Hidden.HIDDEN]:
        """The cell as a part of the total, between 0 and 1."""
        shown = self.cells[key]
        return HIDDEN if isinstance(shown, Hidden) else shown / self.total


def suppress(cells: Mapping[Key, int], *, threshold: int = THRESHOLD, total_known: bool = True) -> Suppressed[Key]:
    """Hide what could point to a few people, and so much more that it cannot be worked out again.

    ``cells`` are counts that exclude each other and add up to one total: the answers to a question, the
    municipalities of a form, or the cells of one row of a table under (row, column) keys. Give every cell that could
    be, zeros too: what is left out says "nobody". Sets that share a cell or a person need one call that knows all
    their sums; this call knows one sum, and two calls do not protect each other.

    ``total_known=False`` is for cells whose total is shown nowhere and follows from nothing that is shown.
    The same cells always give the same answer.
    """
    if any(n < 0 for n in cells.values()):
        raise ValueError("a count cannot be negative")
    total = sum(cells.values())
    highest = _highest_hidden(sorted(cells.values()), threshold, total_known=total_known)
    return Suppressed({key: HIDDEN if n <= highest else n for key, n in cells.items()}, total)


def suppress_overlapping(
    cells: Mapping[Key, int], *, givers: int, others: int | None = None, threshold: int = THRESHOLD
) -> Suppressed[Key]:
    """Hide what could point to a few people where one person may count in several cells.

    Each of ``givers`` counts in at least one cell; ``others`` gave no answer, None when nobody could. Every cell says
    two things, who chose it and who did not, so both must be many. And since everybody chose something, what is
    hidden may not follow from what the visible cells leave over: then the next lowest cells are hidden with it.

    Whether ``others`` is shown is for ``suppress({..., ...})`` of the two; when it is not, nothing here says how many
    gave an answer either: then only the total of both decides, which is always shown.
    """
    is_known = others is None or (others >= threshold and givers >= threshold)
    known = givers if is_known else givers + (others or 0)
    highest = known - threshold if is_known else known - 2 * threshold
    hidden = {key for key, n in cells.items() if not threshold <= n <= highest}
    more: set[Key] = set()
    while hidden and (visible := [n for key, n in cells.items() if key not in hidden | more]):
        left_over = known - sum(visible)
        if left_over - (len(hidden) - 1) * (threshold - 1) - len(more) * min(visible) < threshold - WIDTH:
            break
        more |= {key for key, n in cells.items() if key not in hidden and n == min(visible)}
    return Suppressed({key: HIDDEN if key in hidden | more else n for key, n in cells.items()}, givers)


def _highest_hidden(counts: Sequence[int], threshold: int, *, total_known: bool) -> int:
    """The count up to which cells are hidden; -1 when all can be shown. ``counts`` are sorted."""
    if not counts or sum(counts) < threshold:
        return max(counts, default=-1)
    small = sum(n < threshold for n in counts)
    if small == 0:
        return -1
    if not total_known:
        return threshold - 1
    for size in range(small, len(counts)):
        if _cannot_be_worked_out(counts[:size], threshold):
            return counts[size - 1]
    return counts[-1]


def _cannot_be_worked_out(hidden: Sequence[int], threshold: int) -> bool:
    """Whether the sum of these cells, which everybody can subtract from the total, leaves each of them open enough."""
    total = sum(hidden)
    if total < max(threshold, WIDTH):
        return False  # so it is with a single small cell: it never stands alone
    if hidden[-1] >= threshold:
        # A large one hides among small ones: any of them could be any of these counts.
        return hidden[-1] - hidden[0] >= WIDTH
    others = (len(hidden) - 1) * (threshold - 1)
    return min(total, threshold - 1) - max(0, total - others) >= WIDTH


# What tables about the same people tell together, that none of them tells alone

# Ids as sorted pairs that do not touch, both ends counted.
Rows = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class BreakdownTable:
    """One breakdown as it was, or would be, shown: over which submissions, and its groups. None is a hidden group.

    A group that is not there has nobody.
    """

    rows: Rows
    groups: Mapping[str, int | None]


def size(rows: Rows) -> int:
    """How many ids."""
    return sum(last - first + 1 for first, last in rows)


def shared(one: Rows, other: Rows) -> int:
    """How many ids are in both."""
    found = i = j = 0
    while i < len(one) and j < len(other):
        first, last = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        found += max(0, last - first + 1)
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return found


def disclosive_groups(
    new: BreakdownTable, earlier: Sequence[BreakdownTable], *, threshold: int = THRESHOLD
) -> frozenset[str]:
    """The groups of ``new`` that tell of a few people beside tables that were shown ``earlier``.

    Looked at are: what is left of a table when others that lie in it, apart from each other, are taken from it, where
    ``new`` is the whole or one of the parts. A table lies in another when all of its people do but a few (those may
    have withdrawn since). A group that is left with fewer than ``threshold`` people, and with more than none, tells
    of them; so does one that lost a few. What any of the tables hides, tells no number.
    """
    found: set[str] = set()
    wholes = [new, *(table for table in earlier if _lies_in(new, table, threshold))]
    for whole in wholes:
        within = [t for t in earlier if t is not whole and shared(t.rows, whole.rows) and _lies_in(t, whole, threshold)]
        for parts in _apart(within, [] if whole is new else [new]):
            found.update(_few_left(whole, parts, threshold))
    return frozenset(key for key in found if new.groups.get(key) is not None)


def _lies_in(part: BreakdownTable, whole: BreakdownTable, threshold: int) -> bool:
    return size(part.rows) - shared(part.rows, whole.rows) < threshold


def _apart(tables: Sequence[BreakdownTable], first: Sequence[BreakdownTable]) -> Iterator[Sequence[BreakdownTable]]:
    """Combinations of tables that share nobody, with ``first`` in each: with each one alone, then as many as fit.

    The largest come first, so that little is left over: that is where a few people would be found.
    """
    free = [table for table in tables if not any(shared(table.rows, other.rows) for other in first)]
    if first:
        yield first
    for table in free:
        yield [*first, table]
    together = list(first)
    for table in sorted(free, key=lambda table: size(table.rows), reverse=True):
        if not any(shared(table.rows, other.rows) for other in together):
            together.append(table)
            yield list(together)


def _few_left(whole: BreakdownTable, parts: Sequence[BreakdownTable], threshold: int) -> Iterator[str]:
    for key in dict.fromkeys([*whole.groups, *(key for part in parts for key in part.groups)]):
        counts = [table.groups.get(key, 0) for table in (whole, *parts)]
        known = [count for count in counts if count is not None]
        if len(known) == len(counts) and 0 < abs(known[0] - sum(known[1:])) < threshold:
            yield key
