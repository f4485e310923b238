"""What tables about the same people tell together, that none of them tells alone.

A table over a quarter beside one over the whole year gives, by subtraction, a table over the rest of the year. Every
table on its own hides its small groups; what is left over after a subtraction does not. So before a table is shown,
it is held against all that were shown before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from participation.analysis.suppression import THRESHOLD

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
