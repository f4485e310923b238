"""Asking for reports, handing the work out, and taking it back from workers that fell silent."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reports.enums import ReportKind, RunStatus
from reports.models import ReportRun
from reports.runs.services.kinds import KINDS
from samenkracht.accounts.actors import Actor, Staff, System
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.jobs import outbox
from samenkracht.core.refused import Refused

TASK = "reports.compile_run"
# No sign of life for this long: the worker is taken for dead. Collecting, freezing and drawing each stay far below it.
STALE_AFTER = timedelta(minutes=3)
# A queued run is notified again after this long: its message was lost, or the broker was down.
NUDGE_AFTER = timedelta(seconds=20)
MOST_ATTEMPTS = 3
GIVEN_UP = _("Het maken is drie keer begonnen en niet afgekomen. Probeer het opnieuw of kies een kortere periode.")


class AlreadyMade(Refused):
    for_people = _("Dit rapport is al gemaakt.")


@transaction.atomic
def request(
    *, kind: ReportKind = ReportKind.PROGRESS, parameters: Any, by: Actor, at: datetime, notify: bool = True
) -> ReportRun:
    """Ask for a report of this kind. What the kind cannot report about is Refused; then nothing is written.

    ``parameters`` is the kind's own value. ``notify=False`` is for a caller that claims the run itself.
    """
    fields = KINDS[kind].run_fields(parameters)
    run = ReportRun(
        kind=kind,
        parameters=KINDS[kind].to_json(parameters),
        requested_by_id=by.user.pk if isinstance(by, Staff) else None,
        created_at=at,
        touched_at=at,
        **fields,
    )
    require(by, Permission.REPORT_REQUEST, run)
    KINDS[kind].validate(parameters, at=at)
    run.save()
    audit.record(event="report.requested", target=run, by=by, at=at, project_id=run.project_id, kind=run.kind)
    if notify:
        outbox.notify_worker(TASK, run_id=run.pk)
    return run


@transaction.atomic
def claim(*, run_id: int, at: datetime) -> ReportRun | None:
    """Take a queued run for this worker; None when somebody else has it, or it is over, or it does not exist."""
    won = ReportRun.objects.filter(pk=run_id, status=RunStatus.QUEUED).update(
        status=RunStatus.BUSY, claimed_at=at, touched_at=at, claim=F("claim") + 1, attempts=F("attempts") + 1, step=0
    )
    return ReportRun.objects.get(pk=run_id) if won else None


@transaction.atomic
def retry(*, run: ReportRun, by: Actor, at: datetime) -> ReportRun:
    """Begin again, from any state but done, also after the limit. A worker that is still busy with it loses it.

    Raises AlreadyMade.
    """
    require(by, Permission.REPORT_REQUEST, run)
    won = (
        ReportRun.objects.filter(pk=run.pk)
        .exclude(status=RunStatus.DONE)
        .update(
            status=RunStatus.QUEUED, failure="", attempts=0, step=0, touched_at=at, claimed_at=None, finished_at=None
        )
    )
    if not won:
        raise AlreadyMade
    run.refresh_from_db()
    audit.record(event="report.retried", target=run, by=by, at=at, claim=run.claim)
    outbox.notify_worker(TASK, run_id=run.pk)
    return run


@transaction.atomic
def sweep_stale(*, at: datetime, stale_after: timedelta = STALE_AFTER) -> dict[str, int]:
    """Move on what stands still: silent workers lose their run, lost messages are sent again. Safe twice, at once.

    A run that was begun three times without coming to an end fails and says so.
    """
    silent = Q(status=RunStatus.BUSY, touched_at__lt=at - stale_after)
    given_up = 0
    for run in ReportRun.objects.filter(silent, attempts__gte=MOST_ATTEMPTS):
        won = ReportRun.objects.filter(silent, pk=run.pk, claim=run.claim).update(
            status=RunStatus.FAILED, failure=str(GIVEN_UP), touched_at=at, finished_at=at
        )
        if won:
            given_up += 1
            by = System("reports.sweep_runs")
            audit.record(event="report.failed", target=run, by=by, at=at, attempts=run.attempts)
    taken_back = ReportRun.objects.filter(silent, attempts__lt=MOST_ATTEMPTS).update(
        status=RunStatus.QUEUED, step=0, touched_at=at - NUDGE_AFTER
    )
    waiting = ReportRun.objects.filter(status=RunStatus.QUEUED, touched_at__lte=at - NUDGE_AFTER)
    notified = list(waiting.values_list("pk", flat=True))
    ReportRun.objects.filter(pk__in=notified, status=RunStatus.QUEUED).update(touched_at=at)
    for run_id in notified:
        outbox.notify_worker(TASK, run_id=run_id)
    return {"given_up": given_up, "taken_back": taken_back, "notified": len(notified)}
