"""The one way in which a file leaves the portal."""

from collections.abc import Iterator
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from samenkracht.accounts.actors import Staff
from samenkracht.accounts.guards import StaffRequest
from samenkracht.accounts.permissions import Permission, may
from samenkracht.audit import services as audit
from samenkracht.core import clock


def guarded_download(
    request: StaffRequest,
    *,
    permission: Permission,
    target: Model,
    content: bytes,
    filename: str,
    content_type: str,
    project_id: int | None = None,
) -> HttpResponse:
    """``content`` as an attachment, never kept by caches. Raises Http404 without the right.

    What staff take is an audit event; a visitor who takes a published file leaves no trace.
    """
    if not may(request.actor, permission, target):
        raise Http404
    if isinstance(request.actor, Staff):
        note_download(request, target=target, filename=filename, project_id=project_id)
    return _as_attachment(HttpResponse(content, content_type=content_type), filename)


def guarded_stream(
    request: StaffRequest,
    *,
    permission: Permission,
    target: Model,
    parts: Iterator[bytes],
    filename: str,
    content_type: str,
) -> StreamingHttpResponse:
    """A file that is made while it is sent, as an attachment, never kept by caches. Raises Http404 without the right.

    The service that opened ``parts`` has recorded its event: before the first byte, and with what is in it.
    """
    if not may(request.actor, permission, target):
        raise Http404
    return _as_attachment(StreamingHttpResponse(parts, content_type=content_type), filename)


R = TypeVar("R", bound=HttpResponseBase)


def _as_attachment(response: R, filename: str) -> R:
    if settings.ACCEPTANCE:  # a file lies somewhere for years, without the page that it came from
        filename = f"acceptatie-{filename}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename)
    response["Cache-Control"] = "private, no-store"
    return response


@transaction.atomic
def note_download(request: StaffRequest, *, target: Model, filename: str, project_id: int | None) -> None:
    """Record that a file was handed out."""
    kind = filename.rpartition(".")[2]
    audit.record(
        event="file.downloaded", target=target, by=request.actor, at=clock.now(), project_id=project_id, kind=kind
    )
