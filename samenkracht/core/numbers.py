"""Figures as people write them in the language of the page in view."""

from decimal import Decimal

from django.utils.translation import get_language

DUTCH = str.maketrans(",.", ".,")


def written(value: int | float | Decimal) -> str:
    """1.234 and 3,5 in Dutch; 1,234 and 3.5 in English."""
    english = f"{value:,}"
    return english if get_language() == "en" else english.translate(DUTCH)
