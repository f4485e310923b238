"""Stored values that cannot be read, and rows that cannot be drawn for it: the others are, and each is named.

The portal never stores such a value itself; a repair by hand, a restored file or a release of the future may.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final, Protocol, TypeVar

log = logging.getLogger(__name__)

# What comes of reading a value that has another shape than it promises. An error of the database is never among these.
MISSHAPEN: Final = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError)


class Unreadable(ValueError):
    """A stored document that has not the shape it promises. Its words tell of the shape, never of a value."""

    row = ""


class HasKey(Protocol):
    pk: Any


F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R", bound=HasKey)
D = TypeVar("D")


def reads(error: type[Unreadable]) -> Callable[[F], F]:
    """For a function that reads a stored document: whatever shape it has, the error is a kind of Unreadable."""

    def decorate(function: F) -> F:
        @wraps(function)
        def reading(*args: Any, **kwargs: Any) -> Any:
            try:
                return function(*args, **kwargs)
            except Unreadable:
                raise
            except MISSHAPEN as found:
                raise error(type(found).__name__) from found

        return reading  # type: ignore[return-value]  # the same arguments, and the same answer

    return decorate


@contextmanager
def of_row(kind: str, pk: int) -> Iterator[None]:
    """What turns out to be unreadable in here is this row's: so the log says where to look."""
    try:
        yield
    except Unreadable as error:
        error.row = error.row or f"{kind} {pk}"
        raise


def each_drawable(rows: Iterable[R], draw: Callable[[R], D], *, kind: str) -> tuple[list[D], list[R]]:
    """What ``draw`` makes of each row, and the rows of which it makes nothing because of what is stored in them.

    Those are logged by kind and id. The caller says on the page that they are there.
    """
    drawn: list[D] = []
    left: list[R] = []
    for row in rows:
        try:
            drawn.append(draw(row))
        except MISSHAPEN:
            log.exception("%s %s cannot be drawn", kind, row.pk)
            left.append(row)
    return drawn, left
