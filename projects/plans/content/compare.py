"""What changed between two versions of a plan: lines by their key, texts by their words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from projects.plans.content.plan import DECLINED_WORDS, LINE_WORDS, TEXT_WORDS, Line, PlanDocument

WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")


class PlanChangeKind(StrEnum):
    """What can happen to a line of a plan."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, and whether the other version says something else here."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """One part that the two versions tell differently; an empty side says nothing."""

    title: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class LineChange:
    """What happened to one line. Numbers are its places in the plan; None: not in that version."""

    kind: PlanChangeKind
    key: str
    title: str
    number_before: int | None
    number_after: int | None
    differences: tuple[PlanDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between an old and a new version."""

    texts: tuple[PlanDifference, ...]
    lines: tuple[LineChange, ...]

    @property
    def is_equal(self) -> bool:
        return not self.texts and not self.lines


def compare(old: PlanDocument, new: PlanDocument) -> Comparison:
    """All differences, texts first, then lines in the order of the new version; what was taken out comes last."""
    return Comparison(texts=tuple(text_differences(old, new)), lines=tuple(line_changes(old, new)))


def text_differences(old: PlanDocument, new: PlanDocument) -> Iterator[PlanDifference]:
    titles = {"no_participation_reason": DECLINED_WORDS, **TEXT_WORDS}
    for name, title in titles.items():
        yield from difference(str(title), getattr(old, name), getattr(new, name))


def line_changes(old: PlanDocument, new: PlanDocument) -> Iterator[LineChange]:
    before = {line.key: (number, line) for number, line in enumerate(old.lines, 1)}
    after = {line.key: (number, line) for number, line in enumerate(new.lines, 1)}
    moved = moved_keys(list(before), list(after))
    for key, (number, line) in after.items():
        if key not in before:
            differences = tuple(line_differences(Line(key=key, input=""), line))
            yield LineChange(PlanChangeKind.ADDED, key, line.input, None, number, differences)
            continue
        number_before, line_before = before[key]
        differences = tuple(line_differences(line_before, line))
        if differences or key in moved:
            kind = PlanChangeKind.CHANGED if differences else PlanChangeKind.MOVED
            yield LineChange(kind, key, line.input, number_before, number, differences)
    for key, (number, line) in before.items():
        if key not in after:
            differences = tuple(line_differences(line, Line(key=key, input="")))
            yield LineChange(PlanChangeKind.REMOVED, key, line.input, number, None, differences)


def line_differences(old: Line, new: Line) -> Iterator[PlanDifference]:
    for name, title in LINE_WORDS.items():
        yield from difference(str(title), old.words(name), new.words(name))


def difference(title: str, before: str, after: str) -> Iterator[PlanDifference]:
    """One difference when the texts differ, otherwise nothing."""
    if before == after:
        return
    words_before, words_after = WORDS.findall(before), WORDS.findall(after)
    steps = SequenceMatcher(a=words_before, b=words_after, autojunk=False).get_opcodes()
    left = [Piece("".join(words_before[a:b]), tag != "equal") for tag, a, b, _c, _d in steps if a < b]
    right = [Piece("".join(words_after[c:d]), tag != "equal") for tag, _a, _b, c, d in steps if c < d]
    yield PlanDifference(title, tuple(left), tuple(right))


def moved_keys(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Keys that stand in another order among those that both have: as few as possible are called moved."""
    places = {key: place for place, key in enumerate(before)}
    common = [key for key in after if key in places]
    # The longest row of keys that stand in the same order in both; all others moved.
    best: list[list[str]] = []
    for index, key in enumerate(common):
        shorter = [row for row, other in zip(best, common[:index], strict=True) if places[other] < places[key]]
        best.append([*longest(shorter), key])
    return frozenset(common) - frozenset(longest(best))


def longest(rows: list[list[str]]) -> list[str]:
    return max(rows, key=lambda row: len(row), default=[])
