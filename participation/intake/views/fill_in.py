"""The resident's side of a form: start page, filling in, receipt. Works without JavaScript, keeps no session."""

import secrets
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from participation.enums import FormState
from participation.intake import queries as intake_queries
from participation.intake.queries import FormNow
from participation.intake.services import receipts
from participation.intake.views import database_outage, fill_flow, receipt_cookie, step_pages
from participation.register import queries as register_queries
from projects.queries import help_now
from samenkracht.accounts.guards import public
from samenkracht.core import clock
from samenkracht.core.values.periods import local_day
from samenkracht.core.web.page_cache import cache_anonymous


def published(slug: str) -> FormNow:
    """The published form at this address. Raises Http404."""
    now = intake_queries.form_now(slug)
    if now is None:
        raise Http404
    return now


@public
@require_safe
@cache_anonymous
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """What the form is for, how long it takes and who reads it."""
    now, at = published(slug), clock.now()
    context = {
        "now": now,
        "state": now.state_at(at),
        "after": intake_queries.after_closing(now, at=at),
        "help": help_now(at, now.edition),
    }
    return render(request, "participation/intake/start.html", context)


@public
@csrf_exempt  # the token is checked in fill_flow.handle_post, so that a failure gives the page back filled
@require_http_methods(["GET", "HEAD", "POST"])
@database_outage.survives_database_outage
def fill(request: HttpRequest, slug: str) -> HttpResponse:
    """GET: the first step. POST: whatever button was pressed."""
    now, at = published(slug), clock.now()
    if request.method == "POST":
        return fill_flow.handle_post(request, now, at)
    version = register_queries.version_of(now.form_id, now.version_id)
    if version is None or not now.is_open_at(at):
        return closed_page(request, now, at)
    return step_pages.prerendered_page(request, now, version, 0, key=secrets.token_hex(16), at=at)


def closed_page(request: HttpRequest, now: FormNow, at: datetime) -> HttpResponse:
    """There is nothing to fill in at this address: not yet, or gone for good."""
    state = now.state_at(at)
    context = {"now": now, "state": state, "after": intake_queries.after_closing(now, at=at)}
    status = 410 if state == FormState.CLOSED else 200
    return render(request, "participation/intake/closed.html", context, status=status)


@public
@require_safe
def received(request: HttpRequest, slug: str) -> HttpResponse:
    """The receipt, for an hour on the device that sent; after that a friendly page without the code."""
    now = published(slug)
    receipt, at = receipt_cookie.remembered(request), clock.now()
    due = now.promised
    page = "receipt_print" if receipt and "afdruk" in request.GET else "received"
    context = {
        "now": now,
        "receipt": receipt,
        "code": receipts.grouped(receipt.code) if receipt else "",
        "state": now.state_at(at),
        "after": intake_queries.after_closing(now, at=at),
        # A day that has passed is no promise any more; the page of the project says what became of it.
        "due": None if due is None or due.is_late(local_day(at)) else due,
        # Paper cannot be clicked.
        "address": settings.BASE_URL + reverse("public_project", kwargs={"slug": now.project_slug}),
    }
    return render(request, f"participation/intake/{page}.html", context)
