"""Rows that people put in order: a column ``position`` that counts from 1."""

from typing import TypeVar

from django.db.models import Model, QuerySet

Placed = TypeVar("Placed", bound=Model)


def move(row: Placed, siblings: QuerySet[Placed], *, up: bool) -> bool:
    """Change places with the neighbour in ``siblings``, which count from 1 again; False at the end of the row."""
    rows = list(siblings.select_for_update())
    index = rows.index(row)
    to = index - 1 if up else index + 1
    if not 0 <= to < len(rows):
        return False
    rows[index], rows[to] = rows[to], rows[index]
    for position, one in enumerate(rows, 1):
        if getattr(one, "position") != position:  # noqa: B009  # the models share the column, not a base
            siblings.filter(pk=one.pk).update(position=position)
    return True
