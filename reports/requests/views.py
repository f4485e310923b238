"""The list of reports in the workplace, with the request for a progress report."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from reports.requests.forms import RequestForm, this_quarter
from reports.runs import queries
from reports.runs.services import runs
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core import clock
from samenkracht.core.refused import Refused
from samenkracht.core.web.views import invalid

PER_PAGE = 25


def list_page(request: StaffRequest, form: RequestForm) -> dict[str, Any]:
    """The list of reports with, for whoever may ask, the form and the runs."""
    asks = may(request.actor, Permission.REPORT_REQUEST)
    found = Paginator(queries.readable_reports(request.actor), PER_PAGE).get_page(request.GET.get("pagina"))
    return {
        "nav": "rapporten",
        "page": found,
        "asks": asks,
        "form": form,
        "runs": queries.unfinished_runs()[:10] if asks else [],
    }


@guarded(Permission.REPORT_LIST)
@require_safe
def report_list(request: StaffRequest) -> HttpResponse:
    form = RequestForm(initial=this_quarter(clock.today()))
    return render(request, "reports/requests/list.html", list_page(request, form))


@guarded(Permission.REPORT_REQUEST)
@require_POST
def report_request(request: StaffRequest) -> HttpResponse:
    """Take a request; what is wrong with it stands on the page that comes back."""
    form = RequestForm(request.POST)
    if form.is_valid():
        try:
            run = runs.request(parameters=form.parameters(), by=request.actor, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(run)
    return invalid(request, "reports/requests/list.html", list_page(request, form))
