"""Counting. A submission is counted or still has its row of waiting work; one transaction changes both, so that counts
plus waiting work are exact at any moment, on both databases (performance-shapes 3)."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from participation.models import Erasure, FormTally, Submission, TallyCell
from participation.models.submission import PENDING
from participation.results.queries import Cell, cells_of
from samenkracht.accounts.actors import Actor, Resident, System
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.models import OutboxEntry
from samenkracht.core.values.periods import local_day

AT_ONCE = 5000


@transaction.atomic
def aggregate(*, form_id: int) -> int:
    """Count at most AT_ONCE waiting submissions of a form; gives how many. Safe twice, at once, and after a crash."""
    total = FormTally.objects.select_for_update().get(form_id=form_id)
    waiting = dict(
        OutboxEntry.objects.filter(kind=PENDING, group_id=form_id)
        .order_by("pk")
        .values_list("pk", "subject_id")[:AT_ONCE]
    )
    if not waiting:
        return 0
    submissions = list(Submission.objects.filter(pk__in=waiting.values()))
    _add(form_id, cells_of(submissions))
    total.n += len(submissions)
    total.last_at = max([sub.received_at for sub in submissions] + ([total.last_at] if total.last_at else []))
    total.save(update_fields=["n", "last_at"])
    OutboxEntry.objects.filter(pk__in=waiting).delete()
    return len(waiting)


def aggregate_all(*, form_id: int) -> int:
    """Count everything that waits, batch after batch; gives how many."""
    counted = 0
    while batch := aggregate(form_id=form_id):
        counted += batch
    return counted


def _add(form_id: int, more: Counter[Cell]) -> None:
    """Add to the cells, under the lock of the form's tally row."""
    names = ("question", "option", "municipality", "channel")
    present = {tuple(row[:4]): row[4] for row in TallyCell.objects.filter(form_id=form_id).values_list(*names, "n")}
    TallyCell.objects.bulk_create(
        [
            TallyCell(form_id=form_id, **dict(zip(names, cell, strict=True)), n=present.get(cell, 0) + n)
            for cell, n in sorted(more.items())
        ],
        update_conflicts=True,
        unique_fields=["form", *names],
        update_fields=["n"],
    )


@transaction.atomic
def erase(*, submission: Submission, by: Actor, at: datetime) -> None:
    """Remove a submission for good and take it out of the counts. Raises NotPermitted; twice is once."""
    if not isinstance(by, System):
        require(by, Permission.SUBMISSION_ERASE, submission)
    total = FormTally.objects.select_for_update().get(form_id=submission.form_id)
    found = Submission.objects.filter(pk=submission.pk).select_related("form").first()
    if found is None:
        return
    waited, _rows = OutboxEntry.objects.filter(kind=PENDING, group_id=found.form_id, subject_id=found.pk).delete()
    if not waited:
        _add(found.form_id, Counter({cell: -n for cell, n in cells_of([found]).items()}))
        total.n -= 1
        total.save(update_fields=["n"])
    Erasure.objects.create(
        form_id=found.form_id, submission_number=found.pk, day=local_day(at), mark=mark_of(found.key)
    )
    # On whose receipt it was asked is not written down: the event must not point to what is gone.
    who: Actor = System("receipt") if isinstance(by, Resident) else by
    audit.record(event="submission.erased", target=found.form, by=who, at=at, project_id=found.form.project_id)
    found.delete()


def mark_of(key: UUID) -> str:
    """How a submission is known again after it was erased: of its key, which is random, and tells nothing by itself."""
    return hashlib.sha256(b"erased:" + key.bytes).hexdigest()


def marks() -> Iterable[str]:
    """The marks of all that was erased."""
    return Erasure.objects.exclude(mark="").values_list("mark", flat=True)


def erase_again(wanted: set[str], at: datetime) -> int:
    """Erase what a restored backup brought back; gives how many submissions."""
    back = [number for number, key in Submission.objects.values_list("pk", "key").iterator() if mark_of(key) in wanted]
    for number in back:
        erase(submission=Submission.objects.get(pk=number), by=System("restore"), at=at)
    return len(back)
