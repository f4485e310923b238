"""Figures as people write them in the language of the page in view, and read from what they type: one way for all."""

import re
import unicodedata
from decimal import Decimal
from typing import Final

from django.utils.translation import get_language

DUTCH = str.maketrans(",.", ".,")
LONGEST_SPELLING: Final = 40
MOST_DIGITS: Final = 12
# Either with dots between the thousands, or one sign before what comes after the comma.
SPELLING: Final = re.compile(r"(-?)(?:([0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?|([0-9]+)(?:[,.]([0-9]+))?)")
ENGLISH_THOUSANDS: Final = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


def format_number(value: int | float | Decimal) -> str:
    """1.234 and 3,5 in Dutch; 1,234 and 3.5 in English."""
    english = f"{value:,}"
    return english if get_language() == "en" else english.translate(DUTCH)


def parse_number(typed: str) -> str:
    """``2.5`` for 2,5 and 2.50, ``1000`` for 1.000 (on an English page for 1,000), and "" for what is no number."""
    if len(typed) > LONGEST_SPELLING:
        return ""
    signs = "".join(unicodedata.normalize("NFKC", typed).replace("−", "-").split())
    if get_language() == "en" and ENGLISH_THOUSANDS.fullmatch(signs):
        signs = signs.replace(",", "")
    found = SPELLING.fullmatch(signs)
    if found is None:
        return ""
    minus, thousands, after_thousands, whole, after = found.groups()
    before = (thousands or whole).replace(".", "").lstrip("0") or "0"
    behind = (after_thousands or after or "").rstrip("0")
    if len(before) + len(behind) > MOST_DIGITS:
        return ""
    number = f"{before}.{behind}" if behind else before
    return number if number == "0" else minus + number


def format_stored_number(number: str) -> str:
    """A kept number as people write it in the language of the page; ``parse_number`` reads either."""
    return number if get_language() == "en" else number.replace(".", ",")
