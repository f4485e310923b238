"""THE way in for every filled-in form, whatever the channel (docs/adr/0013)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from participation.enums import Channel
from participation.formbuilder import answers as answer_sheet
from participation.formbuilder.types.base import Stored, is_sealed
from participation.intake import collect as decryption
from participation.intake.services import drafts, encryption, receipts
from participation.models import Draft, FormVersion, Submission
from participation.models.form import GRACE
from participation.models.submission import PENDING
from participation.register.queries import definition_of
from samenkracht.core.jobs import outbox
from samenkracht.core.refused import Refused

_KEY = Submission._meta.get_field("key")
# The row, unless its key was here before, and in the same breath whether the form takes it:
# ``core.values.periods.is_open``, and GRACE longer (then ``late``). What staff enter by hand is taken always.
STORE = """
INSERT INTO participation_submission (
    form_id, version_id, key, channel, answers, answers_hash, municipality, receipt_hash, receipt_version, received_at,
    late, entered_by_id)
SELECT id, %(version)s, %(key)s, %(channel)s, %(answers)s, %(digest)s, %(municipality)s, %(receipt)s,
    %(receipt_version)s, %(at)s, NOT %(by_hand)s AND closes_at IS NOT NULL AND closes_at <= %(at)s, %(by)s
FROM participation_form
WHERE id = %(form)s AND (%(by_hand)s
    OR (opens_at IS NULL OR opens_at <= %(at)s) AND (closes_at IS NULL OR closes_at > %(closed_after)s))
ON CONFLICT DO NOTHING
RETURNING id
"""
# PostgreSQL does all of it in one statement, which is a transaction of its own.
STORE_AT_ONCE = f"""
WITH stored AS ({STORE}), sent AS (
    DELETE FROM participation_draft WHERE key_hash = %(draft)s AND EXISTS (SELECT FROM stored))
INSERT INTO core_outboxentry (kind, subject_id, group_id, created_at)
SELECT %(work)s, id, %(form)s, %(at)s FROM stored
RETURNING subject_id
"""  # noqa: S608  # our own words


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of receipt. ``code`` is shown once and printed; ``again`` says that this key was received before."""

    key: UUID
    version: int
    received_at: datetime
    again: bool = False

    @property
    def code(self) -> str:
        return receipts.code_for(self.key, version=self.version)


class FormNotOpen(Refused):
    for_people = _("Deze vragenlijst is gesloten. U kunt niets meer versturen.")


class ReceivedOtherwise(Refused):
    """The same key came before with other answers. ``receipt`` is the one of those."""

    for_people = _("Wij hebben uw antwoorden al ontvangen. Wat u daarna veranderde, is niet bewaard.")

    def __init__(self, receipt: Receipt) -> None:
        super().__init__()
        self.receipt = receipt


def key_of(*, form_id: int, key: str) -> UUID:
    """The key under which a submission is stored: the draft's key cannot be read from it."""
    return UUID(bytes=hashlib.sha256(f"submission:{form_id}:{key}".encode()).digest()[:16])


def received(*, form_id: int, key: str, answers: Mapping[str, Stored] | None = None) -> Receipt | None:
    """The receipt of what was sent with this key; None when nothing was.

    With ``answers``, raises ReceivedOtherwise when others were sent.
    """
    return _earlier(key_of(form_id=form_id, key=key), answers)


def receive(
    *,
    version: FormVersion,
    answers: Mapping[str, Stored],
    key: str,
    channel: Channel,
    at: datetime,
    entered_by_id: int | None = None,
    has_draft: bool = False,
    notify: bool = True,
) -> Receipt:
    """Store one submission with the work of counting it, in one transaction; after the commit, notify a worker.

    The same key again gives the same receipt and stores nothing. Online, a form takes submissions while it is open
    and GRACE longer (then marked ``late``). Without ``notify`` the counting is left to beat. Raises FormNotOpen,
    ReceivedOtherwise.
    """
    stored = key_of(form_id=version.form_id, key=key)
    receipt = Receipt(stored, receipts.newest_version(), at)
    values = _values(version, answers, receipt=receipt, channel=channel, by=entered_by_id)
    values["draft"] = drafts.key_hash(key) if has_draft else ""
    if not _write(values, at):
        # The key was here before. That holds after closing too: who sent in time and heard nothing asks again.
        earlier = _earlier(stored, answers)
        if earlier is None:
            raise FormNotOpen
        return earlier
    if notify:
        outbox.notify_worker_once_a_second("participation.fold_form", form_id=version.form_id)
    return receipt


def _values(
    version: FormVersion, answers: Mapping[str, Stored], *, receipt: Receipt, channel: Channel, by: int | None
) -> dict[str, Any]:
    """What the statement stores, as the database takes it; texts of sensitive questions encrypted."""
    ops, definition, at = connection.ops, definition_of(version), receipt.received_at
    kept = encryption.encrypted(definition, answers, row=receipt.key)
    return {
        "form": version.form_id,
        "version": version.pk,
        "key": _KEY.get_db_prep_save(receipt.key, connection),
        "channel": channel.value,
        "answers": ops.adapt_json_value(answer_sheet.to_json(kept), None),
        "digest": answer_sheet.answers_hash(kept),
        "municipality": answer_sheet.municipality_code(definition, answers),
        "receipt": receipts.code_hash(receipt.code),
        "receipt_version": receipt.version,
        "at": ops.adapt_datetimefield_value(at),
        "closed_after": ops.adapt_datetimefield_value(at - GRACE),
        "by_hand": channel is not Channel.ONLINE,
        "by": by,
        "work": PENDING,
    }


def _write(values: dict[str, Any], at: datetime) -> bool:
    """The row, its work to do and the end of its draft: all of it, or nothing and False.

    In the way of everybody who sends, so it goes past the ORM; docs/performance.md holds it beside bare Django.
    """
    if connection.vendor != "postgresql":
        return _write_in_turn(values, at)
    with connection.prepared() as cursor:  # type: ignore[attr-defined]  # our own connection: core.db.postgresql
        cursor.execute(STORE_AT_ONCE, values)
        return cursor.fetchone() is not None


@transaction.atomic
def _write_in_turn(values: dict[str, Any], at: datetime) -> bool:
    """The same where a statement changes one table only."""
    with connection.cursor() as cursor:
        cursor.execute(STORE, values)
        row = cursor.fetchone()
    if row is None:
        return False
    outbox.enqueue(kind=values["work"], subject_id=row[0], group_id=values["form"], at=at)
    if values["draft"]:
        Draft.objects.filter(key_hash=values["draft"]).delete()
    return True


def _earlier(key: UUID, answers: Mapping[str, Stored] | None) -> Receipt | None:
    found = Submission.objects.filter(key=key)
    row = found.values_list("receipt_version", "received_at", "answers_hash", "answers").first()
    if row is None:
        return None
    receipt = Receipt(key, row[0], row[1], again=True)
    if answers is not None and not _are_the_same(answers, digest=row[2], kept=answer_sheet.from_json(row[3]), key=key):
        raise ReceivedOtherwise(receipt)
    return receipt


def _are_the_same(answers: Mapping[str, Stored], *, digest: str, kept: Mapping[str, Stored], key: UUID) -> bool:
    """Whether these answers are the ones that are kept. The hash says nothing of encrypted texts: they are read."""
    if any(map(is_sealed, kept.values())):
        return answer_sheet.canonical(decryption.decrypted(kept, row=key)) == answer_sheet.canonical(answers)
    return answer_sheet.answers_hash(answers) == digest
