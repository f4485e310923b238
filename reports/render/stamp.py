"""What stands on a report beside its content."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stamp:
    """``digest`` is that of the content, ``status`` the word for how far it is, ``publisher`` who answers for it."""

    digest: str
    status: str
    publisher: str
