"""Pages that are kept ready."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import transaction

from participation.models import PreparedPage
from samenkracht.core.web.compression import PressedParts


@dataclass(frozen=True)
class Parts:
    """A page with two placeholders: the visitor's token between head and middle, the key between middle and tail."""

    head: bytes
    middle: bytes
    tail: bytes

    def filled(self, *, token: str, key: str) -> bytes:
        return b"".join((self.head, token.encode(), self.middle, key.encode(), self.tail))

    @cached_property
    def pressed(self) -> PressedParts:
        """The same for browsers that read gzip; pressed once per process."""
        return PressedParts((self.head, self.middle, self.tail))


def find(*, version_id: int, step: int, language: str, stamp: str) -> Parts | None:
    """The page as some process prepared it before; None when nobody did."""
    row = PreparedPage.objects.filter(version_id=version_id, step=step, language=language, stamp=stamp).first()
    return None if row is None else Parts(bytes(row.head), bytes(row.middle), bytes(row.tail))


@transaction.atomic
def store(*, version_id: int, step: int, language: str, stamp: str, parts: Parts, at: datetime) -> None:
    """Keep a page for all processes. Two that prepare the same page at once make the same bytes: the first stays."""
    PreparedPage.objects.bulk_create(
        [
            PreparedPage(
                version_id=version_id,
                step=step,
                language=language,
                stamp=stamp,
                head=parts.head,
                middle=parts.middle,
                tail=parts.tail,
                made_at=at,
            )
        ],
        ignore_conflicts=True,
    )
