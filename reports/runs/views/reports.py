"""A report in the workplace: its page, its file, its way to the public."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reports.models import Report
from reports.papers.content.document import UnreadableContent
from reports.papers.content.kinds import read
from reports.papers.render import CONTENT_TYPES, NAMES, on_page
from reports.runs import queries
from reports.runs.services import reports
from samenkracht.accounts.downloads import guarded_download
from samenkracht.accounts.guards import StaffRequest, View, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.web.views import act_or_warn


def report_from_url(request: HttpRequest, report_id: int) -> Report:
    return get_object_or_404(Report, pk=report_id)


@guarded(Permission.REPORT_READ, load=report_from_url)
@require_safe
def report_page(request: StaffRequest, target: Report) -> HttpResponse:
    return content_answer(request, target, "reports/runs/report.html", files("report", target, report_id=target.pk))


def files(route: str, report: Report, **address: object) -> list[Mapping[str, Any]]:
    """The files that the report has, with their addresses beside the page ``route``."""
    sizes = queries.file_sizes(report)
    return [
        {"name": name, "size": sizes[key], "url": reverse(f"{route}_{key}", kwargs=address)}
        for key, name in NAMES.items()
        if key in sizes
    ]


def content_answer(request: HttpRequest, report: Report, template: str, files: list[Mapping[str, Any]]) -> HttpResponse:
    """The frozen content as a page. Content that was altered so far that it cannot be read is named as such: 409."""
    try:
        with translation.override(settings.LANGUAGE_CODE):  # a report is Dutch, whatever stands around it
            shown = report_context(report)
    except UnreadableContent:
        return render(request, "reports/runs/altered.html", {"report": report, "nav": "rapporten"}, status=409)
    return render(request, template, shown | {"nav": "rapporten", "files": files})


def report_context(report: Report) -> dict[str, Any]:
    """The frozen content as a page; says so when the stored content is not what was frozen."""
    content = read(report.content)
    return {
        "report": report,
        "paper": on_page(content, digest=report.digest),
        "article": f"reports/papers/_article_{content.kind}.html",
        "intact": queries.is_intact(report),
    }


def report_file(file_format: str) -> View:
    """The view that hands out this drawing of a report."""

    @guarded(Permission.REPORT_READ, load=report_from_url)
    @require_safe
    def view(request: StaffRequest, target: Report) -> HttpResponse:
        return file_answer(request, target, file_format)

    return view


def file_answer(request: StaffRequest, report: Report, file_format: str) -> HttpResponse:
    """The file of the report's present state. A file that is not what was drawn is not handed out: 409."""
    file = queries.file_of(report, file_format)
    if file is None:
        raise Http404
    if not file.is_intact:
        return render(request, "reports/runs/altered.html", {"report": report, "nav": "rapporten"}, status=409)
    return guarded_download(
        request,
        permission=Permission.REPORT_READ,
        target=report,
        content=bytes(file.content),
        filename=f"{report.filename}.{file_format}",
        content_type=CONTENT_TYPES[file_format],
    )


@guarded(Permission.REPORT_WRITE, load=report_from_url)
@require_POST
def report_approve(request: StaffRequest, target: Report) -> HttpResponse:
    at = clock.now()
    act_or_warn(
        request, lambda: reports.approve(report=target, by=request.actor, at=at), _("Het rapport is goedgekeurd.")
    )
    return redirect(target)


@guarded(Permission.REPORT_PUBLISH, load=report_from_url)
@require_POST
def report_publish(request: StaffRequest, target: Report) -> HttpResponse:
    at = clock.now()
    act_or_warn(request, lambda: reports.publish(report=target, by=request.actor, at=at), _("Het rapport is openbaar."))
    return redirect(target)
