"""Answers without domain words: how a form is run and asked about, health, errors, the gallery of parts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import translation
from django.views.decorators.http import require_safe

from samenkracht.core import clock
from samenkracht.core.jobs import health as core_health
from samenkracht.core.refused import Refused
from samenkracht.core.web import languages
from samenkracht.core.web.forms import run
from samenkracht.core.web.gallery import gallery_context

FORM_METHODS = ["GET", "HEAD", "POST"]


class UnprocessableFormMixin:
    """For class-based form views: what is filled in wrongly is answered with 422 and the page filled again."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # the view class comes after the mixin
        response.status_code = 422
        return response


def invalid(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page again with what was typed and what is wrong with it: 422."""
    return render(request, template, context, status=422)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; an empty POST is something that was sent too."""
    return request.POST if request.method == "POST" else None


def act_or_warn(request: HttpRequest, act: Callable[[], object], said: str) -> None:
    """Do it and say so, or say why it was refused."""
    try:
        act()
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, said)


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around the form: heading, what it is for, the button, what is said afterwards, and where it belongs.

    ``back`` is the address of the page that it belongs to, ``parent`` the name of that page.
    """

    heading: str
    save: str
    said: str
    parent: str
    back: str
    intro: str = ""
    nav: str = "projecten"


def form_page(
    request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], object], page: FormPage, project: object = None
) -> HttpResponse:
    """Show the form; act on what was posted; lead on when it is done. Wrong input comes back with 422."""
    context = {"form": form, "page": page, "project": project, "nav": page.nav}
    if request.method != "POST":
        return render(request, "layouts/form_page.html", context)
    if not run(form, act):
        return invalid(request, "layouts/form_page.html", context)
    messages.success(request, page.said)
    return redirect(page.back)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A question before something goes: what goes, what stays, and the two verbs. Without ``yes`` it cannot be done."""

    heading: str
    subject: str
    consequence: str
    yes: str
    said: str
    parent: str
    back: str
    nav: str = "projecten"


def confirm(
    request: HttpRequest, act: Callable[[], object], question: Confirmation, project: object = None
) -> HttpResponse:
    """Ask; on a post act and lead on."""
    if request.method != "POST":
        context = {"question": question, "project": project, "nav": question.nav}
        return render(request, "layouts/confirmation.html", context)
    act_or_warn(request, act, question.said)
    return redirect(question.back)


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
    """An address for everybody that somebody typed with capitals leads on to the one without."""
    if request.method in ("GET", "HEAD") and (place := without_capitals(request.path)):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{place}?{query}" if query else place)
    return render(request, "errors/404.html", status=404)


def without_capitals(path: str) -> str:
    """The same address in small letters when a page for residents stands there; empty otherwise.

    Those stand in each language. Other addresses stay as they are: keys of invitations are in them.
    """
    small = path.lower()
    if small == path:
        return ""
    with translation.override(languages.language_of(small)):
        try:
            found = resolve(small)
        except Resolver404:
            return ""
        stands_in_each_language = languages.elsewhere(found.view_name, *found.args, **found.kwargs)
    return small if stands_in_each_language else ""


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """All limits that end here count over one minute, so after that long there is room again."""
    page = render(request, "errors/429.html", status=429)
    page["Retry-After"] = "60"
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/csrf.html", status=403)
