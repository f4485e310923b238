"""What holds for every answer and every request."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samenkracht.core.db import restore_lock
from samenkracht.core.db.rows import Unreadable

log = logging.getLogger(__name__)

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
UTF8 = ("utf-8", "utf8")
GetResponse = Callable[[HttpRequest], HttpResponse]


class SecurityHeaders:
    """The headers of security on every answer, files and errors included.

    With no inline script or style the policy is one constant, so prepared pages stay the same for everybody.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", CSP)
        headers.setdefault("Permissions-Policy", PERMISSIONS)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.ACCEPTANCE:
            headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        # Files by WhiteNoise and public pages set their own; whatever says nothing is personal.
        if not request.path.startswith(settings.STATIC_URL):
            headers.setdefault("Cache-Control", "private, no-store")
        return response


class RestoreLockMiddleware:
    """Nothing is served from a restored database before what was erased since was erased again (``backups``)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not restore_lock.is_unlocked():
            return render(request, "errors/closed.html", status=503)
        return self.get_response(request)


class SaysWhatCannotBeRead:
    """A page of which the very document cannot be read says so (409), and the log says which row it is of."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Unreadable):
            return None
        log.error("%s cannot be read", exception.row or "a stored document", exc_info=exception)
        return render(request, "errors/unreadable.html", status=409)


class ReadableRequest:
    """Refuses what cannot be read as a request of people.

    NUL in the address, signs in another code than UTF-8, a body that is larger than a page can be (it is not read at
    all: Django counts fields, and would read a file of any size to its end), too many fields.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return render(request, "errors/400.html", status=400)
        if (request.encoding or "utf-8").lower() not in UTF8:
            # Django takes every code that Python knows, also those that are no text. The page that says so reads ours.
            request.encoding = "utf-8"
            return render(request, "errors/400.html", status=400)
        if request.method == "POST":
            if _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                return render(request, "errors/413.html", status=413)
            try:
                request.POST  # noqa: B018  # reading the body here gives one place for its limits
            except RequestDataTooBig:
                return render(request, "errors/413.html", status=413)
            except (TooManyFieldsSent, SuspiciousOperation, UnicodeDecodeError):
                return render(request, "errors/400.html", status=400)
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isascii() and length.isdigit() else 0
