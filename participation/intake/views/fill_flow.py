"""One post of the form: reads it, lets ``services.flow`` do what was pressed, and draws what comes next."""

import re
import secrets
from datetime import datetime
from functools import singledispatch

from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from participation.formbuilder import answers as answer_sheet
from participation.formbuilder import hidden_answers
from participation.formbuilder.path import path
from participation.formbuilder.types.base import Stored, field_name
from participation.intake import queries
from participation.intake.queries import FormNow
from participation.intake.services.flow import (
    NUMBER,
    FillFlow,
    Outcome,
    Posted,
    ShowClosed,
    ShowConflict,
    ShowOverview,
    ShowReceipt,
    ShowStep,
)
from participation.intake.views import copyable_answers, step_pages
from participation.intake.views.receipt_cookie import remember
from participation.register import queries as register_queries
from samenkracht.core.web import languages
from samenkracht.core.web.region import region

KEY = re.compile(r"[0-9a-f]{32}")

STALE = _("De pagina was verlopen. Wat u invulde staat er nog. Klik nog een keer op de knop.")
REFUSED = _(
    "Uw browser weigert cookies. Zonder die cookies kunnen wij niets ontvangen. Wat u invulde staat er nog. "
    "Sta cookies toe voor deze website en klik nog een keer op de knop. Of bel ons: {phone}."
)


class _TokenCheck(CsrfViewMiddleware):
    """Django's own check, but a failure is told instead of answered: the page must come back filled."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def token_fails(request: HttpRequest) -> bool:
    check = _TokenCheck(lambda _request: HttpResponse())
    return check.process_view(request, None, (), {}) is not None  # type: ignore[arg-type]  # no view to ask for an exemption


def read(request: HttpRequest, now: FormNow) -> Posted:
    """Read the hidden fields. A key of the wrong shape becomes a fresh one, an unknown version the published one."""
    post = request.POST
    key, number, step = post.get("key", ""), post.get("version", ""), post.get("step", "")
    version = register_queries.version_of(now.form_id, int(number)) if NUMBER.fullmatch(number) else None
    whole = KEY.fullmatch(key) is not None and version is not None
    version = version or register_queries.version_of(now.form_id, now.version_id)
    if version is None:
        raise ValueError("a published form has a version")
    return Posted(
        key=key if KEY.fullmatch(key) else secrets.token_hex(16),
        step=int(step) - 1 if NUMBER.fullmatch(step) else 0,
        go=post.get("go", "next"),
        returning=post.get("returning") == "1",
        version=version,
        is_well_formed=whole,
        fields=post,
    )


def handle_post(request: HttpRequest, now: FormNow, at: datetime) -> HttpResponse:
    """The answer to one post of the form."""
    flow = FillFlow(now, read(request, now), at)
    if token_fails(request):
        return draw(flow.again(stale_words(request, now), status=403), flow, request, stale=True)
    return draw(flow.press(), flow, request)


def stale_words(request: HttpRequest, now: FormNow) -> str:
    """Why the page comes back. A browser that brings no cookie at all for the second time is told so."""
    refused = request.POST.get("stale") == "1" and not request.COOKIES
    return REFUSED.format(phone=region(now.edition).phone) if refused else str(STALE)


# --- drawing


def draw(outcome: Outcome, flow: FillFlow, request: HttpRequest, *, stale: bool = False) -> HttpResponse:
    """The answer that shows this. ``stale``: the page that goes out says that the one before it had expired."""
    return _draw(outcome, flow, request, stale)


@singledispatch
def _draw(outcome: Outcome, flow: FillFlow, request: HttpRequest, stale: bool) -> HttpResponse:
    raise TypeError(outcome)


@_draw.register
def _draw_step(outcome: ShowStep, flow: FillFlow, request: HttpRequest, stale: bool) -> HttpResponse:
    """An untouched step comes from the page that is kept ready."""
    is_untouched = not (outcome.values or outcome.note or outcome.returning or outcome.is_judged)
    if is_untouched and outcome.status == 200:
        return step_pages.prerendered_page(
            request, flow.now, flow.version, outcome.index, key=flow.post.key, at=flow.at
        )
    form_class = flow.form_class(outcome.index)
    html = step_pages.step_html(
        flow.now,
        flow.version,
        outcome.index,
        form_class(outcome.values) if outcome.is_judged else form_class(initial=outcome.values),
        token=get_token(request),
        key=flow.post.key,
        stale=stale,
        note=outcome.note,
        returning=outcome.returning,
    )
    return HttpResponse(html, status=outcome.status)


@_draw.register
def _draw_overview(outcome: ShowOverview, flow: FillFlow, request: HttpRequest, stale: bool) -> HttpResponse:
    context = register_queries.lookup_context(flow.at, flow.now.edition)
    chapters = answer_sheet.overview(flow.definition, outcome.answers, context)
    page = {
        "now": flow.now,
        "version_id": flow.version.pk,
        "chapters": [(part, [(line, anchor(flow, part, line)) for line in part.lines]) for part in chapters],
        "pages": path(flow.definition, outcome.answers).pages,
        "token": get_token(request),
        "key": flow.post.key,
        "stale": stale,
        "note": outcome.note,
        "carried": hidden_answers.fields(flow.definition, outcome.answers),
        "others": languages.elsewhere("form_fill", slug=flow.now.slug),
    }
    return render(request, "participation/intake/overview.html", page, status=outcome.status)


def anchor(flow: FillFlow, chapter: answer_sheet.StepAnswers, line: answer_sheet.AnswerLine) -> str:
    """Where the question stands on its page, so that "Wijzig" leads to the question and not to the top."""
    name = field_name(line.question)
    many = isinstance(flow.form_class(chapter.index).base_fields[name].widget, RadioSelect)
    return f"id_{name}_0" if many else f"id_{name}"


@_draw.register
def _draw_receipt(outcome: ShowReceipt, flow: FillFlow, request: HttpRequest, stale: bool) -> HttpResponse:
    """To the receipt page."""
    return remember(redirect("form_received", slug=flow.now.slug), flow.now, outcome.receipt)


@_draw.register
def _draw_conflict(outcome: ShowConflict, flow: FillFlow, request: HttpRequest, stale: bool) -> HttpResponse:
    page = {"now": flow.now, "lines": to_copy(flow, outcome.answers, outcome.typed)}
    answer = render(request, "participation/intake/conflict.html", page, status=409)
    return remember(answer, flow.now, outcome.receipt)


@_draw.register
def _draw_closed(outcome: ShowClosed, flow: FillFlow, request: HttpRequest, stale: bool) -> HttpResponse:
    page = {
        "now": flow.now,
        "state": flow.now.state_at(flow.at),
        "after": queries.after_closing(flow.now, at=flow.at),
        "lines": to_copy(flow, outcome.answers, outcome.typed),
    }
    return render(request, "participation/intake/closed.html", page, status=410)


def to_copy(flow: FillFlow, answers: dict[str, Stored], typed: dict[str, str]) -> list[tuple[str, str]]:
    """Questions with their answers in words, or with what was typed and could not become an answer."""
    context = register_queries.lookup_context(flow.at, flow.now.edition)
    return copyable_answers.lines(flow.definition, flow.form_class, context, answers=answers, typed=typed)
