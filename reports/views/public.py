"""Published reports, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reports import queries
from reports.models import Report
from reports.views.reports import content_answer, file_answer
from samenkracht.accounts.guards import StaffRequest, public


def published(year: int, slug: str) -> Report:
    return get_object_or_404(Report.objects.published(), year=year, slug=slug)


@public
@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/public_list.html", {"reports": queries.public_reports(), "nav": "rapporten"})


@public
@require_safe
def public_report(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    return content_answer(request, published(year, slug), "reports/public_report.html")


@public
@require_safe
def public_report_pdf(request: StaffRequest, year: int, slug: str) -> HttpResponse:
    return file_answer(request, published(year, slug), "pdf")
