"""Making a report as a job. Whatever dies or is delivered twice: one run gives one report, whole.

A worker takes a run by a conditional UPDATE that also raises its claim number; every later step of that worker is
guarded by "still busy and still my claim". So a worker that was given up on does no harm when it turns out to live.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from celery.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from reports.enums import RunStatus
from reports.models import Report, ReportRun
from reports.runs.services import reports
from reports.runs.services.disclosure import StaleDisclosureCheck
from reports.runs.services.kinds import KINDS
from reports.runs.services.reports import DrawnFile, Frozen
from reports.runs.services.runs import MOST_ATTEMPTS, TASK
from samenkracht.accounts.actors import Actor, Staff, System
from samenkracht.accounts.models import User
from samenkracht.accounts.permissions import Permission, may
from samenkracht.audit import services as audit
from samenkracht.core.jobs import outbox
from samenkracht.core.refused import Refused

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]

TOO_LONG = _("Het maken duurde te lang en is gestopt. Kies een kortere periode of één programma.")
TOO_LARGE = _("Er was te weinig geheugen. Kies een kortere periode of één programma.")
WENT_WRONG = _("Er ging iets mis bij het maken. De beheerder kan in het logboek zien wat.")


class RequesterGone(Refused):
    for_people = _("Wie dit rapport vroeg, mag dat nu niet meer. Vraag het opnieuw aan.")


class LostRun(Exception):
    """Somebody else took this run over; what this worker made of it is thrown away."""


def compile_claimed(*, run: ReportRun, clock: Clock) -> Report | None:
    """Make the report of a claimed run, as of now. None when the run failed (it says why) or was lost to another."""
    try:
        return _compile(run, clock)
    except LostRun:
        logger.info("run.lost run=%s claim=%s", run.pk, run.claim)
    except (IntegrityError, StaleDisclosureCheck):
        # Somebody else's report took the edition number, or showed figures that these were not held against, in the
        # meantime: begin again.
        _put_back(run, clock())
    except Refused as refusal:
        _fail(run, str(refusal), clock())
    except SoftTimeLimitExceeded:
        _fail(run, str(TOO_LONG), clock())
    except MemoryError:
        _fail(run, str(TOO_LARGE), clock())
    except Exception:
        _fail(run, str(WENT_WRONG), clock())
        raise
    return None


def _compile(run: ReportRun, clock: Clock) -> Report:
    by = _requester(run)
    _advance(run, 1, clock())
    kind = KINDS[run.kind]
    content = kind.collect(kind.from_json(run.parameters), as_of=clock())
    _advance(run, 2, clock())
    frozen = reports.freeze(content)
    _advance(run, 3, clock())
    files = reports.draw(frozen.content, digest=frozen.digest)
    _advance(run, 4, clock())
    return _finish(run, frozen, files, by, clock())


def _requester(run: ReportRun) -> Actor:
    """Who asked, if that person still may. Raises RequesterGone."""
    if run.requested_by_id is None:
        return System(f"report run {run.pk}")
    user = User.objects.filter(pk=run.requested_by_id).first()
    if user is None or not may(Staff(user), Permission.REPORT_REQUEST, run):
        raise RequesterGone
    return Staff(user)


def _mine(run: ReportRun) -> QuerySet[ReportRun]:
    return ReportRun.objects.filter(pk=run.pk, status=RunStatus.BUSY, claim=run.claim)


@transaction.atomic
def _advance(run: ReportRun, step: int, at: datetime) -> None:
    """Show how far it is, and that this worker lives. Raises LostRun."""
    if not _mine(run).update(step=step, touched_at=at):
        raise LostRun


@transaction.atomic
def _finish(run: ReportRun, frozen: Frozen, files: Sequence[DrawnFile], by: Actor, at: datetime) -> Report:
    """Store report and files and close the run, all at once. Raises LostRun."""
    if not _mine(run).update(status=RunStatus.DONE, step=F("steps"), finished_at=at, touched_at=at):
        raise LostRun
    return reports.store(run=run, frozen=frozen, files=files, by=by, at=at)


@transaction.atomic
def _put_back(run: ReportRun, at: datetime) -> None:
    """Let it begin again, unless it did so often: what keeps coming out wrong must not keep a worker busy."""
    if run.attempts >= MOST_ATTEMPTS:
        _fail(run, str(WENT_WRONG), at)
        return
    if _mine(run).update(status=RunStatus.QUEUED, step=0, touched_at=at):
        outbox.notify_worker(TASK, run_id=run.pk)


@transaction.atomic
def _fail(run: ReportRun, reason: str, at: datetime) -> None:
    if _mine(run).update(status=RunStatus.FAILED, failure=reason, finished_at=at, touched_at=at):
        audit.record(event="report.failed", target=run, by=System("reports.compile_run"), at=at, attempts=run.attempts)
