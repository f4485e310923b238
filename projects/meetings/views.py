"""The standing bodies and who sits in them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from projects.meetings import services as meetings
from projects.meetings.forms import (
    BodyForm,
    MeetingFilterForm,
    MeetingForm,
    SeatsForm,
    body_initial,
    meeting_initial,
    seats_initial,
)
from projects.models import Body, Meeting
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.refused import Refused
from samenkracht.core.web.forms import Stored, run
from samenkracht.core.web.views import FORM_METHODS, invalid, posted


def body_from_url(request: HttpRequest, body: str) -> Body:
    return get_object_or_404(Body, slug=body)


@guarded(Permission.MEETING_READ)
@require_safe
def body_list(request: StaffRequest) -> HttpResponse:
    """All bodies with who sits in them, those that ended last."""
    today = clock.today()
    found = Body.objects.select_related("successor").prefetch_related("members__user")
    rows = [(body, bool(body.valid_until and body.valid_until <= today)) for body in found]
    rows.sort(key=lambda row: row[1])
    return render(request, "projects/meetings/bodies.html", meeting_context(rows=rows))


@guarded(Permission.BODY_WRITE)
@require_http_methods(FORM_METHODS)
def body_add(request: StaffRequest) -> HttpResponse:
    form = BodyForm(posted(request))
    if request.method != "POST":
        return render(request, "projects/meetings/body_form.html", meeting_context(form=form))
    if not run(form, lambda facts: meetings.add_body(by=request.actor, at=clock.now(), **facts)):
        return invalid(request, "projects/meetings/body_form.html", meeting_context(form=form))
    messages.success(request, _("Het gremium staat in de lijst."))
    return redirect("body_list")


@guarded(Permission.BODY_WRITE, load=body_from_url)
@require_http_methods(FORM_METHODS)
def body_change(request: StaffRequest, target: Body) -> HttpResponse:
    form = BodyForm(posted(request), stored=Stored(target, body_initial))
    context = meeting_context(form=form, body=target)
    if request.method != "POST":
        return render(request, "projects/meetings/body_form.html", context)

    def save(facts: dict[str, Any]) -> Body:
        return meetings.change_body(body=target, by=request.actor, at=clock.now(), **facts)

    if not run(form, save):
        return invalid(request, "projects/meetings/body_form.html", context)
    messages.success(request, _("Het gremium is bewaard."))
    return redirect("body_list")


@guarded(Permission.BODY_WRITE, load=body_from_url)
@require_http_methods(FORM_METHODS)
def body_seats(request: StaffRequest, target: Body) -> HttpResponse:
    form = SeatsForm(posted(request), body=target, stored=Stored(target, seats_initial))
    context = meeting_context(form=form, body=target)
    if request.method != "POST":
        return render(request, "projects/meetings/seats.html", context)

    def save(facts: dict[str, Any]) -> None:
        meetings.seat(body=target, users=facts["users"], by=request.actor, at=clock.now())

    if not run(form, save):
        return invalid(request, "projects/meetings/seats.html", context)
    messages.success(request, _("De leden zijn bewaard."))
    return redirect("body_list")


# The calendar of meetings

PER_PAGE = 20


def meeting_from_url(request: HttpRequest, meeting_id: int) -> Meeting:
    return get_object_or_404(Meeting.objects.with_words(), pk=meeting_id)


def meeting_context(**more: Any) -> dict[str, Any]:
    return {"nav": "overleggen"} | more


@guarded(Permission.MEETING_READ)
@require_safe
def meeting_list(request: StaffRequest) -> HttpResponse:
    """The coming meetings, or those that were, of all bodies or of one."""
    filter_form = MeetingFilterForm(request.GET)
    if not filter_form.is_valid():
        raise BadRequest
    today = clock.today()
    found = filter_form.narrow(Meeting.objects.past(today) if filter_form.is_past else Meeting.objects.coming(today))
    page = Paginator(found.with_words(), PER_PAGE).get_page(filter_form.cleaned_data["pagina"] or 1)
    query = filter_form.query_but("pagina")
    context = meeting_context(filter=filter_form, page=page, query=query, today=today)
    return render(request, "projects/meetings/list.html", context)


@guarded(Permission.MEETING_WRITE)
@require_http_methods(FORM_METHODS)
def meeting_add(request: StaffRequest) -> HttpResponse:
    form = MeetingForm(posted(request), today=clock.today())
    if request.method != "POST":
        return render(request, "projects/meetings/form.html", meeting_context(form=form))
    if not run(form, lambda facts: meetings.add_meeting(by=request.actor, at=clock.now(), **facts)):
        return invalid(request, "projects/meetings/form.html", meeting_context(form=form))
    messages.success(request, _("Het overleg staat in de agenda."))
    return redirect("meeting_list")


@guarded(Permission.MEETING_WRITE, load=meeting_from_url)
@require_http_methods(FORM_METHODS)
def meeting_change(request: StaffRequest, target: Meeting) -> HttpResponse:
    today = clock.today()
    form = MeetingForm(posted(request), today=today, meeting=target, stored=Stored(target, meeting_initial))
    context = meeting_context(form=form, meeting=target)
    if request.method != "POST":
        return render(request, "projects/meetings/form.html", context)

    def save(facts: dict[str, Any]) -> Meeting:
        return meetings.change_meeting(meeting=target, by=request.actor, at=clock.now(), **facts)

    if not run(form, save):
        return invalid(request, "projects/meetings/form.html", context)
    messages.success(request, _("Het overleg is bewaard."))
    return redirect("meeting_list")


@guarded(Permission.MEETING_WRITE, load=meeting_from_url)
@require_http_methods(FORM_METHODS)
def meeting_cancel(request: StaffRequest, target: Meeting) -> HttpResponse:
    """Asks first, and says what stays."""
    if request.method != "POST":
        return render(request, "projects/meetings/cancel.html", meeting_context(meeting=target))
    try:
        meetings.cancel_meeting(meeting=target, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Het overleg gaat niet door. Het blijft in de agenda staan."))
    return redirect("meeting_list")
