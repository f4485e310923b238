"""From samples to a verdict: ratios of one round each, their median and range."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

NOISE: Final = (0.85, 1.15)


@dataclass(frozen=True, slots=True)
class Sample:
    """One series of requests to one server."""

    rate: float
    cpu: float  # seconds of the workers' CPU per request
    p50: float
    p99: float
    requests: int
    errors: int
    drained: bool


@dataclass(frozen=True, slots=True)
class Ratio:
    """The lowest, the median and the highest of the rounds."""

    low: float
    middle: float
    high: float

    def __str__(self) -> str:
        return f"{self.low:.2f}-**{self.middle:.2f}**-{self.high:.2f}"

    def as_json(self) -> list[float]:
        return [round(part, 3) for part in (self.low, self.middle, self.high)]


def ratio(ours: Sequence[float], control: Sequence[float]) -> Ratio:
    """Round by round, so that what slows the machine for a while slows both."""
    found = [mine / theirs for mine, theirs in zip(ours, control, strict=True)]
    return Ratio(min(found), median(found), max(found))


def rates(ours: Sequence[Sample], control: Sequence[Sample]) -> Ratio:
    return ratio([one.rate for one in ours], [one.rate for one in control])


def cpu(ours: Sequence[Sample], control: Sequence[Sample]) -> Ratio:
    """CPU per request of the control to ours: as with rates, more is better."""
    return ratio([one.cpu for one in control], [one.cpu for one in ours])


def at_least(found: Ratio, goal: float) -> str:
    """Missed only when no round reached it; when the median does not and some round does, nothing is proven."""
    return "reached" if found.middle >= goal else "missed" if found.high < goal else "not proven"


def at_most(found: Ratio, goal: float) -> str:
    """The same where less is better."""
    return "reached" if found.middle <= goal else "missed" if found.low > goal else "not proven"


def too_noisy(control: Ratio) -> bool:
    """Whether a control against itself is so far from 1 that nothing can be said."""
    return not NOISE[0] <= control.middle <= NOISE[1]
