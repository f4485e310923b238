"""The edition of the reference data: what every process asks once a second, and part of the key of what it derives.

Municipalities, postcode areas, agendas, programmes, region texts and help numbers change seldom and are read on every
page. So a process keeps what it made of them, under the edition that it made it from. Each verb that changes
them gives out a new edition (``bump_edition``), and copies of the one before are not found
any more.

An edition is a random word and no count: a count that was rolled back would be given out a second time, for other data.
"""

import secrets
from collections import deque
from functools import partial
from threading import local
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import QuerySet

from samenkracht.core.db.database import NO_DATABASE
from samenkracht.core.db.snapshot import is_reading_snapshot
from samenkracht.core.models import ReferenceEdition
from samenkracht.core.web.page_cache import TTLCache, pages

# How long a process trusts its last look. A page that is drawn from it is kept for one more second at most.
EDITION_SECONDS: Final = 1.0
_ONE: Final = "edition"
_seen: TTLCache[str] = TTLCache(20)
# Given out by transactions of this process that were not committed yet (or never will be); one at a time can be.
_uncommitted: deque[str] = deque(maxlen=20)
# The database in which this thread gave out an edition and has not committed it. After a rollback it stays so until
# the next commit: then the thread's transactions look for themselves, which is right too.
_here = local()


def edition() -> str:
    """The edition of now, asked of the database once a second per process.

    Inside a snapshot it is the edition of that snapshot, and inside a transaction that changes reference data it is
    that one's own: what is read there must not stand under another one. Without a database it is the last one that was
    seen; a process that saw none raises what the database says.
    """
    if is_reading_snapshot() or is_changing():
        return _asked()
    if kept := _seen.get(_ONE, seconds=EDITION_SECONDS):
        return kept[0]
    try:
        found = _asked()
    except NO_DATABASE:
        if older := _seen.get(_ONE):
            _seen.set(_ONE, older[0])  # asking again for each page would keep everybody waiting
            return older[0]
        raise
    see(found)
    return found


def is_changing() -> bool:
    """Whether this is inside a transaction that gave out an edition: what it reads is not to be kept."""
    return connection.in_atomic_block and getattr(_here, "gave_out", None) == connection.settings_dict["NAME"]


def see(found: str) -> bool:
    """Take over an edition that another statement brought along; False when it must not be kept.

    A transaction sees its own edition before anybody else, and it may yet be rolled back. With another edition than
    before, the public pages that this process drew are drawn anew.
    """
    if found in _uncommitted:
        return False
    if _seen.get(_ONE) != (found,):
        pages.clear()
    _seen.set(_ONE, found)
    return True


def column() -> QuerySet[ReferenceEdition, Any]:
    """The edition as a part of another statement: ``values_list(..., Subquery(column()))``."""
    return ReferenceEdition.objects.filter(pk=ReferenceEdition.ONLY).values("edition")


def forget() -> None:
    """Let this process look again at once."""
    _seen.clear()
    _here.gave_out = None


def bump_edition() -> str:
    """Let every process read the reference data anew within two seconds: store a new edition.

    Each verb that changes them calls this in its transaction, before it reads again what it changed: municipalities,
    postcode areas, agendas, programmes, speerpunten, texts and numbers of the region. Whoever changes reference data at
    the same time waits here for the other. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a new edition is given out in the transaction of the change")
    new = secrets.token_hex(8)
    _uncommitted.append(new)
    _here.gave_out = connection.settings_dict["NAME"]
    ReferenceEdition.objects.update_or_create(pk=ReferenceEdition.ONLY, defaults={"edition": new})
    transaction.on_commit(partial(_commit, new))
    return new


def _commit(new: str) -> None:
    _uncommitted.remove(new)
    forget()


def _asked() -> str:
    # A database that was emptied has no row yet: its next change makes one.
    return column().values_list("edition", flat=True).first() or ""
