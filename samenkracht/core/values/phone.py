"""Telephone numbers as people write them in the Netherlands, and as a link that every telephone can dial."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 24
# 112 and 113, the six digits of 116 111, 14 and an area code, the free and paid numbers, and ten digits for all others.
SHORT: Final = re.compile(r"11[23]|116\d{3}|14(0\d{2,3})")
SERVICE: Final = re.compile(r"0(?:800|900|906|909)(?:\d{4}|\d{7})")
LINE: Final = re.compile(r"0\d{9}")
ABROAD: Final = re.compile(r"\+\d{8,15}")
SIGNS: Final = re.compile(r"[0-9 ().\-/+]+")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it is ``shown`` and as it is dialled (``tel``)."""

    shown: str
    tel: str


def read(typed: str) -> Phone:
    """The number that is meant. Shown as it was typed, with plain signs and single spaces. Raises ValueError."""
    shown = " ".join(unicodedata.normalize("NFKC", typed).replace("\u2013", "-").replace("\u2011", "-").split())
    if not shown or len(shown) > LONGEST or not SIGNS.fullmatch(shown):
        raise ValueError("no telephone number")
    dialled = re.sub(r"[^0-9+]", "", shown.replace("(0)", ""))
    if dialled.startswith("00") and not LINE.fullmatch(dialled):
        dialled = f"+{dialled[2:]}"
    if dialled.startswith("+31") and LINE.fullmatch(f"0{dialled[3:]}"):
        return Phone(shown, dialled)
    if SHORT.fullmatch(dialled) or SERVICE.fullmatch(dialled):
        return Phone(shown, dialled)
    if LINE.fullmatch(dialled):
        return Phone(shown, f"+31{dialled[1:]}")
    if ABROAD.fullmatch(dialled) and not dialled.startswith("+31"):
        return Phone(shown, dialled)
    raise ValueError("no telephone number")


def link(number: str) -> str:
    """``tel:`` and what is dialled; of what cannot be read as a number its digits."""
    try:
        return f"tel:{read(number).tel}"
    except ValueError:
        return f"tel:{re.sub(r'[^0-9+]', '', number)}"
