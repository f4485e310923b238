"""How far the making of a report is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reports.models import ReportRun
from reports.runs import queries
from reports.runs.services import runs
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock


def run_from_url(request: HttpRequest, run_id: int) -> ReportRun:
    return get_object_or_404(ReportRun, pk=run_id)


@guarded(Permission.REPORT_REQUEST, load=run_from_url)
@require_safe
def run_page(request: StaffRequest, target: ReportRun) -> HttpResponse:
    """The whole page; without JavaScript a link on it asks for the next state."""
    context = {"run": target, "report": queries.report_of(target), "nav": "rapporten"}
    return render(request, "reports/runs/run.html", context)


@guarded(Permission.REPORT_REQUEST, load=run_from_url)
@require_safe
def run_progress(request: StaffRequest, target: ReportRun) -> HttpResponse:
    """Only the part that changes. It asks for itself again until the run is over."""
    return render(request, "reports/runs/_progress.html", {"run": target, "report": queries.report_of(target)})


@guarded(Permission.REPORT_REQUEST, load=run_from_url)
@require_POST
def run_retry(request: StaffRequest, target: ReportRun) -> HttpResponse:
    try:
        runs.retry(run=target, by=request.actor, at=clock.now())
    except runs.AlreadyMade as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Het maken is opnieuw begonnen."))
    return redirect(target)
