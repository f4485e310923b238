"""The region's past, played in order of time, so that audit events and numbers stand as they would have come."""

import heapq
import itertools
from collections.abc import Generator
from datetime import datetime
from typing import TypeAlias

# What happened to one thing: it yields the moment of what it does next, and goes on when that moment has come.
Scenario: TypeAlias = Generator[datetime, None, None]


class OutOfTimeError(ValueError):
    """A tale went back in time, or past the present."""


class History:
    """Tales side by side. ``now`` is the only moment taken from a clock; everything else is told from there."""

    def __init__(self, *, now: datetime) -> None:
        self.now = now
        self._reached: datetime | None = None
        self._order = itertools.count()
        self._waiting: list[tuple[datetime, int, Scenario]] = []

    def add(self, tale: Scenario) -> None:
        """Let this tale be played too, from its first moment on."""
        moment = next(tale, None)
        if moment is None:
            return
        if moment > self.now or (self._reached and moment < self._reached):
            raise OutOfTimeError(f"{moment} comes after {self._reached} and before {self.now}?")
        heapq.heappush(self._waiting, (moment, next(self._order), tale))

    def play(self) -> None:
        """From the first moment to the last; what happens at the same moment, in the order in which it was added."""
        while self._waiting:
            self._reached, _order, tale = heapq.heappop(self._waiting)
            self.add(tale)
