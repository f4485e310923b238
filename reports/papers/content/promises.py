"""What became of a promise, in words and with a mark that is not colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from projects.enums import ParticipationLevel
from samenkracht.core.values.dates import KnownDate

# The marks, as the badges of pages know them: kept, take note, broken, not yet, nothing promised.
KEPT, TAKE_NOTE, BROKEN, WAITING, EMPTY = "ok", "let", "nood", "wacht", "leeg"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A mark with the words that say the same."""

    mark: str
    words: str

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(mark=document["mark"], words=document["words"])


def level_outcome(promised: str, reached: str) -> Outcome:
    """The step that residents stood on beside the one that was promised; both as keys of the ladder, "" for none."""
    if not reached:
        return Outcome(WAITING, "nog niet ingevuld") if promised else Outcome(EMPTY, "niet beloofd")
    if not promised:
        return Outcome(EMPTY, "geen trede beloofd")
    ladder = list(ParticipationLevel)
    steps = ladder.index(ParticipationLevel(reached)) - ladder.index(ParticipationLevel(promised))
    if steps == 0:
        return Outcome(KEPT, "zoals beloofd")
    return Outcome(KEPT, "hoger dan beloofd") if steps > 0 else Outcome(TAKE_NOTE, "lager dan beloofd")


def feedback_outcome(due: KnownDate, given: KnownDate, today: date) -> Outcome:
    """The day on which residents heard what was done beside the day that was promised, each as precise as known."""
    if given.is_unknown:
        if due.is_unknown:
            return Outcome(EMPTY, "geen datum beloofd")
        return Outcome(BROKEN, "te laat, nog niet gegeven") if due.is_late(today) else Outcome(WAITING, "nog te gaan")
    first, last = given.first_day, given.last_day
    if due.last_day is None or first is None or last is None:
        return Outcome(KEPT, "gegeven")
    if first > due.last_day:
        return Outcome(TAKE_NOTE, "later dan beloofd")
    return Outcome(KEPT, "op tijd") if last <= due.last_day else Outcome(KEPT, "gegeven")


def response_outcome(received: int, target: int | None) -> Outcome:
    """How many answered beside how many were to."""
    if target is None:
        return Outcome(EMPTY, "geen aantal gepland")
    return Outcome(KEPT, "gehaald") if received >= target else Outcome(TAKE_NOTE, "niet gehaald")
