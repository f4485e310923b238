"""A database that came out of a backup is not served before what was erased since was erased again.

What opens it is one row that no backup holds. ``migrate`` writes it into a new database, restoring as its last step.
"""

from samenkracht.core.db.database import NO_DATABASE, NO_TABLES
from samenkracht.core.models import Opening

_seen: set[int] = set()


def is_unlocked() -> bool:
    """Whether this database may be served; asked until it is, and then remembered for as long as the process lives.

    A database that does not answer, or has no tables, is no closed one: the page itself says what is the matter then.
    """
    if Opening.ONLY not in _seen:
        try:
            _seen.update(Opening.objects.values_list("pk", flat=True))
        except (*NO_DATABASE, *NO_TABLES):
            return True
    return Opening.ONLY in _seen


def unlock() -> None:
    """Let the portal serve this database."""
    Opening.objects.get_or_create(pk=Opening.ONLY)
    _seen.add(Opening.ONLY)


def forget() -> None:
    """Ask again; for tests."""
    _seen.clear()


def suppose() -> None:
    """Ask nothing; for tests."""
    _seen.add(Opening.ONLY)
