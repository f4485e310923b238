"""What may be done with a row of a list, in one order and in the same words everywhere: move, change, take away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class RowAction:
    """One button or link. ``sentence`` is heard and names the row; ``word`` is seen beside the icon."""

    icon: str
    sentence: str
    word: str
    url: str
    is_posted: bool


# By the end of the name of its address: icon, what is heard, what is seen, and whether it is done at once.
ACTIONS: Final[dict[str, tuple[str, str | Promise, str | Promise, bool]]] = {
    "up": ("op", _("Zet %(words)s een plaats hoger"), _("Hoger"), True),
    "down": ("neer", _("Zet %(words)s een plaats lager"), _("Lager"), True),
    "change": ("pen", _("Wijzig %(words)s"), _("Wijzig"), False),
    "remove": ("weg", _("Haal %(words)s weg"), _("Weg"), False),
}


def row_actions(noun: str, words: Any, address: Sequence[Any], names: Sequence[str]) -> list[RowAction]:
    """The actions ``names`` on the row that people call ``words``; ``<noun>_<name>`` is the route of each."""
    found = []
    for name in names:
        icon, sentence, word, is_posted = ACTIONS[name]
        found.append(
            RowAction(
                icon, str(sentence) % {"words": words}, str(word), reverse(f"{noun}_{name}", args=address), is_posted
            )
        )
    return found
