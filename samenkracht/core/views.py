"""Answers without domain words: health, errors, the gallery of parts."""

from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samenkracht.core import clock
from samenkracht.core import health as core_health
from samenkracht.core.gallery import gallery_context


class UnprocessableFormMixin:
    """For class-based form views: what is filled in wrongly is answered with 422 and the page filled again."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # the view class comes after the mixin
        response.status_code = 422
        return response


def invalid(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page again with what was typed and what is wrong with it: 422."""
    return render(request, template, context, status=422)


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Status as JSON for who watches over the portal; 503 with the reason when a part does not work."""
    found = core_health.check(at=clock.now())
    body = {
        "status": "ok" if found.ok else "failing",
        "database": found.database,
        "broker": found.broker,
        "worker": found.worker,
        "release": settings.RELEASE,
    }
    return JsonResponse(body, status=200 if found.ok else 503)


health.is_public = True  # type: ignore[attr-defined]  # read by the test that walks all routes


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All parts of the look on one page; in development and tests only."""
    return render(request, "pages/gallery.html", gallery_context())


gallery.is_public = True  # type: ignore[attr-defined]  # read by the test that walks all routes


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """All limits that end here count over one minute, so after that long there is room again."""
    page = render(request, "errors/429.html", status=429)
    page["Retry-After"] = "60"
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/csrf.html", status=403)
