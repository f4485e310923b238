"""The administrator's page about work that failed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samenkracht.accounts import stuck_work
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.models import StuckWork
from samenkracht.pages.stuck_work import stuck_rows


def stuck_from_url(request: HttpRequest, stuck: int) -> StuckWork:
    return get_object_or_404(StuckWork, pk=stuck)


@guarded(Permission.STUCK_WORK_READ)
@require_safe
def stuck_work_list(request: StaffRequest) -> HttpResponse:
    return render(request, "pages/stuck_work.html", {"nav": "overzicht", "rows": stuck_rows()})


@guarded(Permission.STUCK_WORK_RETRY, load=stuck_from_url)
@require_POST
def stuck_work_retry(request: StaffRequest, target: StuckWork) -> HttpResponse:
    stuck_work.retry(stuck=target, by=request.actor, at=clock.now())
    messages.success(request, _("Het wordt binnen een minuut opnieuw geprobeerd."))
    return redirect("stuck_work_list")
