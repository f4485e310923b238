"""Addresses made of titles."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify


def free_slug(
    title: str, rows: "QuerySet[Any]", *, longest: int, otherwise: str, reserved: Collection[str] = ()
) -> str:
    """An address for ``title`` that none of ``rows`` has, at most ``longest`` signs and a number.

    ``otherwise`` is what a title without letters becomes; ``reserved`` are words that mean something else there.
    """
    base = slugify(title)[:longest].strip("-") or otherwise
    taken = {*reserved, *rows.filter(slug__startswith=base).values_list("slug", flat=True)}
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)
