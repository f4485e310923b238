"""Published reports, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reports.models import Report
from reports.runs import queries
from reports.runs.views.reports import content_answer, file_answer, files
from samenkracht.accounts.guards import StaffRequest, View, public
from samenkracht.core.web.page_cache import cache_anonymous, cache_anonymous_by


def published(year: int, slug: str) -> Report:
    return get_object_or_404(Report.objects.published(), year=year, slug=slug)


@public
@require_safe
@cache_anonymous
def public_list(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/runs/public_list.html", {"reports": queries.public_reports(), "nav": "rapporten"})


@public
@require_safe
@cache_anonymous_by("alles")
def public_report(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    report = published(year, slug)
    drawings = files("public_report", report, year=year, slug=slug)
    return content_answer(request, report, "reports/runs/public_report.html", drawings)


def public_report_file(file_format: str) -> View:
    """The view that hands out this drawing of a published report."""

    @public
    @require_safe
    def view(request: StaffRequest, year: int, slug: str) -> HttpResponse:
        return file_answer(request, published(year, slug), file_format)

    return view
