"""Taking submissions along as a file: the page that asks what for, and the file itself."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participation.exports import queries
from participation.exports import services as exports
from participation.exports.forms import ExportForm
from participation.exports.render.csv import CONTENT_TYPE
from participation.models import Form
from participation.shortcuts import form_from_url
from samenkracht.accounts.downloads import guarded_download, guarded_stream
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.refused import Refused
from samenkracht.core.web.views import FORM_METHODS, invalid

PAGE = "participation/exports/export.html"


@guarded(Permission.SUBMISSION_EXPORT, load=form_from_url)
@require_http_methods(FORM_METHODS)
def form_export(request: StaffRequest, target: Form) -> HttpResponseBase:
    """The page, and by POST the file. The file is not kept: asking again makes it again."""
    sent = request.POST if request.method == "POST" else None
    there = queries.exportable(target)
    fields = ExportForm(sent, asks_sensitive=there.asks_sensitive)
    context = {"nav": "projecten", "project": target.project, "our_form": target, "form": fields, "there": there}
    if sent is None:
        return render(request, PAGE, context)
    if fields.is_valid():
        try:
            return file_answer(request, target, fields)
        except Refused as refusal:
            fields.add_error(None, str(refusal))
    return invalid(request, PAGE, context)


def file_answer(request: StaffRequest, form: Form, fields: ExportForm) -> HttpResponseBase:
    """The file that was asked for, sent while it is made. Raises what ``exports.make`` refuses."""
    export = exports.make(form=form, by=request.actor, at=clock.now(), **fields.parameters())
    return guarded_stream(
        request,
        permission=Permission.SUBMISSION_EXPORT,
        target=form,
        parts=export.parts(),
        filename=export.filename,
        content_type=export.content_type,
    )


@guarded(Permission.SUBMISSION_EXPORT, load=form_from_url)
@require_safe
def form_codebook(request: StaffRequest, target: Form) -> HttpResponse:
    """What the columns of a CSV mean; holds no answers."""
    return guarded_download(
        request,
        permission=Permission.SUBMISSION_EXPORT,
        target=target,
        content=exports.codebook_csv(target),
        filename=_("codeboek-%(form)s.csv") % {"form": target.slug},
        content_type=CONTENT_TYPE,
        project_id=target.project_id,
    )
