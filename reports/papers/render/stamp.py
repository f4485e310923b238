"""What stands on a report beside its content."""

from dataclasses import dataclass
from typing import Final

# What an acceptance environment writes on its papers.
NOT_REAL: Final = "Acceptatieomgeving: niets op dit papier is echt."


@dataclass(frozen=True, slots=True)
class Stamp:
    """``digest`` is that of the content, ``status`` the word for how far it is, ``publisher`` who answers for it.

    ``warning`` stands on every page of it, when it was made where nothing is real.
    """

    digest: str
    status: str
    publisher: str
    warning: str = ""
