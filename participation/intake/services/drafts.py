"""Half-filled forms (docs/adr/0015). The key travels in the page; here are its hash, and the answers, encrypted."""

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from participation.enums import Channel
from participation.formbuilder import answers as answer_sheet
from participation.formbuilder.types.base import Stored
from participation.formbuilder.types.characters import drawable
from participation.models import Draft
from samenkracht.core.security.encryption import CannotDecrypt
from samenkracht.core.values.json import canonical

logger = logging.getLogger(__name__)

LASTS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """What a draft holds: answers, and by field name what was typed and is not right yet."""

    version_id: int
    answers: dict[str, Stored]
    typed: dict[str, str] = field(default_factory=dict)


def key_hash(key: str) -> str:
    """How the key of a draft is stored."""
    return hashlib.sha256(f"draft:{key}".encode()).hexdigest()


def find(*, key: str, at: datetime) -> StoredDraft | None:
    """The draft with this key; None when there is none, it was sent or expired, or what encrypted it is lost."""
    try:
        draft = Draft.objects.filter(key_hash=key_hash(key), expires_at__gt=at).first()
    except CannotDecrypt as error:
        logger.warning("draft.unreadable %s", error)
        return None
    if draft is None:
        return None
    document = json.loads(draft.answers)
    return StoredDraft(draft.version_id, answer_sheet.from_json(document), document.get("typed", {}))


@transaction.atomic
def keep(
    *,
    key: str,
    version_id: int,
    answers: Mapping[str, Stored],
    typed: Mapping[str, str],
    channel: Channel,
    at: datetime,
) -> None:
    """Store what was filled in so far; made at the first time, replaced after that."""
    clean = {name: drawable(value) for name, value in typed.items()}
    sealed = canonical(answer_sheet.to_json(answers) | ({"typed": clean} if clean else {})).decode()
    rows = Draft.objects.filter(key_hash=key_hash(key))
    if rows.update(answers=sealed, version_id=version_id, expires_at=at + LASTS):
        return
    try:
        with transaction.atomic():
            Draft.objects.create(
                key_hash=key_hash(key),
                version_id=version_id,
                answers=sealed,
                channel=channel,
                created_at=at,
                expires_at=at + LASTS,
            )
    except IntegrityError:  # the same page posted twice at one instant: the other one made the row
        rows.update(answers=sealed, version_id=version_id, expires_at=at + LASTS)
