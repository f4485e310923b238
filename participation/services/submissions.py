"""THE way in for every filled-in form, whatever the channel (decision 1)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from participation.enums import Channel
from participation.formbuilder import answers as answer_sheet
from participation.formbuilder.types.base import Stored
from participation.models import Draft, Form, FormVersion, Submission
from participation.models.form import GRACE
from participation.models.submission import WAITING
from participation.queries import definition_of
from participation.services import drafts, receipts
from samenkracht.core import outbox
from samenkracht.core.periods import is_open
from samenkracht.core.refused import Refused


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


class FormNotOpen(Refused):  # a refusal is an answer, not an error
    for_people = _("Deze vragenlijst is gesloten. U kunt niets meer versturen.")


class ReceivedOtherwise(Refused):  # idem
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
    return _earlier(key_of(form_id=form_id, key=key), None if answers is None else answer_sheet.answers_hash(answers))


def receive(
    *,
    version: FormVersion,
    answers: Mapping[str, Stored],
    key: str,
    channel: Channel,
    at: datetime,
    entered_by_id: int | None = None,
    has_draft: bool = False,
    nudge: bool = True,
) -> Receipt:
    """Store one submission with the work of counting it, in one transaction; after the commit, nudge a worker.

    The same key again gives the same receipt and stores nothing. Online, a form takes submissions while it is open
    and GRACE longer (then marked ``late``). Without ``nudge`` the counting is left to beat. Raises FormNotOpen,
    ReceivedOtherwise.
    """
    stored = key_of(form_id=version.form_id, key=key)
    digest = answer_sheet.answers_hash(answers)
    try:
        receipt = _store(version, answers, digest, stored, channel, at, entered_by_id, key if has_draft else "")
    except (IntegrityError, FormNotOpen):
        # The key was here before. That holds after closing too: who sent in time and heard nothing asks again.
        earlier = _earlier(stored, digest)
        if earlier is None:
            raise
        return earlier
    if nudge:
        outbox.nudge("participation.fold_form", form_id=version.form_id)
    return receipt


@transaction.atomic
def _store(
    version: FormVersion,
    answers: Mapping[str, Stored],
    digest: str,
    key: UUID,
    channel: Channel,
    at: datetime,
    entered_by_id: int | None,
    draft_key: str,
) -> Receipt:
    late = _lateness(version.form_id, at) if channel is Channel.ONLINE else False
    receipt = Receipt(key, receipts.newest_version(), at)
    submission = Submission.objects.create(
        form_id=version.form_id,
        version_id=version.pk,
        key=key,
        channel=channel,
        answers=answer_sheet.to_json(answers),
        answers_hash=digest,
        municipality=answer_sheet.municipality_code(definition_of(version), answers),
        receipt_hash=receipts.code_hash(receipt.code),
        receipt_version=receipt.version,
        received_at=at,
        late=late,
        entered_by_id=entered_by_id,
    )
    outbox.put(kind=WAITING, subject_id=submission.pk, group_id=version.form_id, at=at)
    if draft_key:
        Draft.objects.filter(key_hash=drafts.key_hash(draft_key)).delete()
    return receipt


def _lateness(form_id: int, at: datetime) -> bool:
    """Whether the form closed a moment ago; raises FormNotOpen outside opening times and grace."""
    opens_at, closes_at = Form.objects.values_list("opens_at", "closes_at").get(pk=form_id)
    if is_open(opens_at=opens_at, closes_at=closes_at, at=at):
        return False
    if is_open(opens_at=opens_at, closes_at=closes_at + GRACE if closes_at else None, at=at):
        return True
    raise FormNotOpen


def _earlier(key: UUID, digest: str | None) -> Receipt | None:
    row = Submission.objects.filter(key=key).values_list("receipt_version", "received_at", "answers_hash").first()
    if row is None:
        return None
    receipt = Receipt(key, row[0], row[1], again=True)
    if digest is not None and digest != row[2]:
        raise ReceivedOtherwise(receipt)
    return receipt
