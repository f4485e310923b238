"""What two tables about the same people tell together, that neither tells alone."""

from collections.abc import Mapping
from typing import TypeVar

from participation.analysis.suppression import THRESHOLD

Key = TypeVar("Key")


def tells_of_few(
    before: Mapping[Key, int | None], now: Mapping[Key, int | None], *, threshold: int = THRESHOLD
) -> bool:
    """Whether who saw ``before`` can work out from ``now`` what a few people said in between.

    Both hold the groups of one breakdown as they were shown; None is a hidden group. A group that both show and that
    changed by fewer than ``threshold`` tells how many of the few that came, or went, belong to it. A group that did
    not change, or that either table hides, tells no number.
    """
    for key, was in before.items():
        is_now = now.get(key)
        if was is not None and is_now is not None and 0 < abs(is_now - was) < threshold:
            return True
    return False
