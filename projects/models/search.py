"""Text in the one shape in which both databases search it alike."""

import unicodedata
from collections.abc import Iterable
from typing import Any, Final, Protocol, TypeVar

from django.db.models import Func, TextField, Value
from django.db.models.functions import Length, Substr

# What a title may begin with and does not count.
OPENINGS: Final = "'‘’\"“”-"


class HasTitle(Protocol):
    """A row with a title."""

    pk: Any
    title: Any


Titled = TypeVar("Titled", bound=HasTitle)


def fold(text: str) -> str:
    """Lower case, no accents, single spaces: "Cliënten  en" becomes "clienten en"."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def title_order(title: str) -> str:
    """The key by which titles stand in order: accents, case and a leading quote do not count."""
    return fold(title).lstrip(OPENINGS).strip()


def in_title_order(titled: Iterable[Titled]) -> list[Titled]:
    """By title as people expect it, the same on every database."""
    return sorted(titled, key=lambda one: (title_order(one.title), one.pk))


class TitleOrder(Func):
    """``title_order`` in SQL, for a model whose ``search_text`` begins with its folded title."""

    function = "LTRIM"

    def __init__(self) -> None:
        folded = Substr("search_text", 1, Length("title"))
        super().__init__(folded, Value(f"{OPENINGS} "), output_field=TextField())

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """By the signs themselves and not by the rules of a language, as Python and SQLite do."""
        template = '%(function)s(%(expressions)s) COLLATE "C"'
        return self.as_sql(compiler, connection, template=template, **more)
