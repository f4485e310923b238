"""Reference data: agendas with their programmes and speerpunten."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.agendas import queries
from projects.agendas import services as agendas
from projects.agendas.forms import (
    AgendaEndForm,
    AgendaForm,
    PriorityForm,
    ProgrammeForm,
    agenda_initial,
    end_initial,
    priority_initial,
    programme_initial,
)
from projects.models import CooperationAgenda, Priority, Programme
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core import clock
from samenkracht.core.web.forms import Stored
from samenkracht.core.web.views import FORM_METHODS, FormPage, form_page, posted

NAV = "agenda"


def agenda_from_url(request: HttpRequest, agenda: str) -> CooperationAgenda:
    return get_object_or_404(CooperationAgenda.objects.select_related("successor"), slug=agenda)


def programme_from_url(request: HttpRequest, programme: str) -> Programme:
    return get_object_or_404(Programme.objects.select_related("agenda"), slug=programme)


def priority_from_url(request: HttpRequest, priority: int) -> Priority:
    return get_object_or_404(Priority.objects.select_related("agenda"), pk=priority)


def page_at(agenda: CooperationAgenda | None, heading: str, save: str, said: str, intro: str = "") -> FormPage:
    """A form that belongs to the page of this agenda, or to the list."""
    if agenda is None:
        return FormPage(heading, save, said, _("Samenwerkingsagenda"), reverse("agenda_list"), intro=intro, nav=NAV)
    return FormPage(heading, save, said, agenda.title, reverse("agenda_page", args=[agenda.slug]), intro=intro, nav=NAV)


# --- agendas ------------------------------------------------------------------------------------------------------


@guarded(Permission.REFERENCE_READ)
@require_safe
def agenda_list(request: StaffRequest) -> HttpResponse:
    """All agendas, those in force first, and the programmes that belong to none."""
    listed = queries.agendas_on(clock.today())
    loose = Programme.objects.filter(agenda=None)
    writes = may(request.actor, Permission.REFERENCE_WRITE)
    context = {"nav": NAV, "agendas": listed, "loose": loose, "writes": writes}
    return render(request, "projects/agendas/list.html", context)


@guarded(Permission.REFERENCE_READ, load=agenda_from_url)
@require_safe
def agenda_page(request: StaffRequest, target: CooperationAgenda) -> HttpResponse:
    """One agenda with its programmes, its speerpunten and how many projects there are of each."""
    writes = may(request.actor, Permission.REFERENCE_WRITE, target)
    shown = queries.agenda_on(target, clock.today())
    return render(request, "projects/agendas/agenda.html", {"nav": NAV, "shown": shown, "writes": writes})


@guarded(Permission.REFERENCE_WRITE)
@require_http_methods(FORM_METHODS)
def agenda_add(request: StaffRequest) -> HttpResponse:
    page = page_at(None, _("Nieuwe agenda"), _("Bewaar de agenda"), _("De agenda staat in de lijst."))
    form = AgendaForm(posted(request))
    return form_page(request, form, lambda facts: agendas.add(by=request.actor, at=clock.now(), **facts), page, None)


@guarded(Permission.REFERENCE_WRITE, load=agenda_from_url)
@require_http_methods(FORM_METHODS)
def agenda_change(request: StaffRequest, target: CooperationAgenda) -> HttpResponse:
    page = page_at(target, _("Agenda wijzigen"), _("Bewaar de agenda"), _("De agenda is bewaard."), target.title)
    return form_page(
        request,
        AgendaForm(posted(request), stored=Stored(target, agenda_initial)),
        lambda facts: agendas.change(agenda=target, by=request.actor, at=clock.now(), **facts),
        page,
        None,
    )


@guarded(Permission.REFERENCE_WRITE, load=agenda_from_url)
@require_http_methods(FORM_METHODS)
def agenda_end(request: StaffRequest, target: CooperationAgenda) -> HttpResponse:
    stays = _("“%(title)s” blijft in de lijst, met al zijn projecten, programma’s en speerpunten.")
    page = page_at(
        target, _("Agenda laten eindigen"), _("Bewaar het einde"), _("Het einde van de agenda is bewaard."),
        stays % {"title": target.title},
    )  # fmt: skip
    form = AgendaEndForm(
        posted(request),
        agenda=target,
        stored=Stored(target, end_initial),
    )
    return form_page(
        request,
        form,
        lambda facts: agendas.end(agenda=target, by=request.actor, at=clock.now(), **facts),
        page,
        None,
    )


# --- programmes ---------------------------------------------------------------------------------------------------


@guarded(Permission.REFERENCE_WRITE, load=agenda_from_url)
@require_http_methods(FORM_METHODS)
def programme_add(request: StaffRequest, target: CooperationAgenda) -> HttpResponse:
    page = page_at(
        target, _("Nieuw programma"), _("Bewaar het programma"), _("Het programma staat bij de agenda."), target.title
    )
    form = ProgrammeForm(posted(request), initial={"agenda": target.pk})
    return form_page(
        request, form, lambda facts: agendas.add_programme(by=request.actor, at=clock.now(), **facts), page, None
    )


@guarded(Permission.REFERENCE_WRITE, load=programme_from_url)
@require_http_methods(FORM_METHODS)
def programme_change(request: StaffRequest, target: Programme) -> HttpResponse:
    page = page_at(
        target.agenda, _("Programma wijzigen"), _("Bewaar het programma"), _("Het programma is bewaard."), target.title
    )
    return form_page(
        request,
        ProgrammeForm(posted(request), stored=Stored(target, programme_initial)),
        lambda facts: agendas.change_programme(programme=target, by=request.actor, at=clock.now(), **facts),
        page,
        None,
    )


def programme_moved(request: StaffRequest, programme: Programme, *, up: bool) -> HttpResponse:
    agendas.move_programme(programme=programme, up=up, by=request.actor, at=clock.now())
    return redirect(page_at(programme.agenda, "", "", "").back)


@guarded(Permission.REFERENCE_WRITE, load=programme_from_url)
@require_POST
def programme_up(request: StaffRequest, target: Programme) -> HttpResponse:
    return programme_moved(request, target, up=True)


@guarded(Permission.REFERENCE_WRITE, load=programme_from_url)
@require_POST
def programme_down(request: StaffRequest, target: Programme) -> HttpResponse:
    return programme_moved(request, target, up=False)


# --- speerpunten --------------------------------------------------------------------------------------------------


@guarded(Permission.REFERENCE_WRITE, load=agenda_from_url)
@require_http_methods(FORM_METHODS)
def priority_add(request: StaffRequest, target: CooperationAgenda) -> HttpResponse:
    page = page_at(
        target, _("Nieuw speerpunt"), _("Bewaar het speerpunt"), _("Het speerpunt staat bij de agenda."), target.title
    )
    return form_page(
        request,
        PriorityForm(posted(request)),
        lambda facts: agendas.add_priority(agenda=target, by=request.actor, at=clock.now(), **facts),
        page,
        None,
    )


@guarded(Permission.REFERENCE_WRITE, load=priority_from_url)
@require_http_methods(FORM_METHODS)
def priority_change(request: StaffRequest, target: Priority) -> HttpResponse:
    page = page_at(
        target.agenda, _("Speerpunt wijzigen"), _("Bewaar het speerpunt"), _("Het speerpunt is bewaard."),
        _("De nieuwe woorden komen ook te staan bij de projecten die dit speerpunt noemen."),
    )  # fmt: skip
    return form_page(
        request,
        PriorityForm(posted(request), stored=Stored(target, priority_initial)),
        lambda facts: agendas.change_priority(priority=target, by=request.actor, at=clock.now(), **facts),
        page,
        None,
    )


@guarded(Permission.REFERENCE_WRITE, load=priority_from_url)
@require_POST
def priority_up(request: StaffRequest, target: Priority) -> HttpResponse:
    agendas.move_priority(priority=target, up=True, by=request.actor, at=clock.now())
    return redirect("agenda_page", agenda=target.agenda.slug)


@guarded(Permission.REFERENCE_WRITE, load=priority_from_url)
@require_POST
def priority_down(request: StaffRequest, target: Priority) -> HttpResponse:
    agendas.move_priority(priority=target, up=False, by=request.actor, at=clock.now())
    return redirect("agenda_page", agenda=target.agenda.slug)
