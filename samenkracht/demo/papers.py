"""The example region's reports, made as the job makes them, and the daily stock of figures."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from projects.models import Project
from reports.dashboard import services as daily_batch
from reports.enums import ReportKind, RunStatus
from reports.models import Report, ReportRun
from reports.progress.collect.progress import ProgressParameters
from reports.runs.services import compiling, reports, runs
from samenkracht.accounts.actors import Actor, System
from samenkracht.core.values.periods import Period, local_day, midnight
from samenkracht.demo.history import Scenario

if TYPE_CHECKING:
    from samenkracht.demo.timeline import DemoRegion

# How many days ago the stock was taken, beside today's.
STOCKS = (28, 21, 14, 7)


def make(*, kind: ReportKind, parameters: Any, by: Actor, at: datetime) -> Report:
    """Ask for a report and make it at once."""
    return compiled(runs.request(kind=kind, parameters=parameters, by=by, at=at, notify=False), at=at)


def work_off(*, at: datetime) -> None:
    """Make what is waiting, as a worker would."""
    for run in ReportRun.objects.filter(status=RunStatus.QUEUED).order_by("pk"):
        compiled(run, at=at)


def compiled(run: ReportRun, *, at: datetime) -> Report:
    claimed = runs.claim(run_id=run.pk, at=at)
    made = compiling.compile_claimed(run=claimed, clock=lambda: at) if claimed else None
    if made is None:
        run.refresh_from_db()
        raise RuntimeError(f"the demo's report was not made: {run.failure}")
    return made


def approve(report: Report, *, by: Actor, at: datetime) -> Report:
    return reports.approve(report=report, by=by, at=at)


def share(report: Report, *, by: Actor, at: datetime) -> None:
    """Approve it and, when all that it tells about is public, show it to everybody."""
    approved = approve(report, by=by, at=at)
    told = reports.intact(approved).slugs()
    if Project.objects.public().filter(slug__in=told).count() == len(told):
        reports.publish(report=approved, by=by, at=at)


def quarters(region: "DemoRegion") -> Scenario:
    """The region's progress of earlier quarters, published; of the last one: published, approved and a draft."""
    by = region.staff("coordinator")
    last = quarter_before(local_day(region.ago(3)))
    earlier = (quarter_before(quarter_before(last.start).start), quarter_before(last.start))
    for period in earlier if region.is_whole else ():
        at = midnight(period.until) + timedelta(days=12, hours=11)
        yield at
        foreword = "Per project staat hier wat wij vroegen en wat er kwam. Niet elk project heeft een vervanger."
        made = progress(period, by=by, at=at, foreword=foreword)
        at += timedelta(hours=2)
        yield at
        share(made, by=by, at=at)
    at = region.ago(3, hour=10)
    yield at
    share(progress(last, by=by, at=at, programme="sociaal-domein"), by=by, at=at)
    if not region.is_whole:
        return
    at = region.ago(2, hour=11)
    yield at
    approve(progress(last, by=by, at=at, programme="fysiek-domein"), by=by, at=at)
    at = region.ago(1, hour=15)
    yield at
    foreword = "Concept voor het directieoverleg. De bedragen worden nog nagelezen."
    progress(last, by=by, at=at, foreword=foreword)


def progress(period: Period, *, by: Actor, at: datetime, programme: str = "", foreword: str = "") -> Report:
    parameters = ProgressParameters(period=period, programme=programme, foreword=foreword)
    return make(kind=ReportKind.PROGRESS, parameters=parameters, by=by, at=at)


def quarter_before(day: date) -> Period:
    """The last quarter that was over on this day."""
    until = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    start = date(until.year, until.month - 3, 1) if until.month > 3 else date(until.year - 1, 10, 1)
    return Period(start, until)


def nights(region: "DemoRegion") -> Scenario:
    """The stock of figures, weekly until today."""
    for days in STOCKS if region.is_whole else STOCKS[-1:]:
        at = region.ago(days, hour=0.2)
        yield at
        daily_batch.create(at=at, by=System("demo"))
    yield region.now
    daily_batch.create(at=region.now, by=System("demo"))
