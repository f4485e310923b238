"""The administrator's pages about the region: what it says of itself, and whom residents can call."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.models import HelpNumber
from projects.region import services
from projects.region.forms import HelpNumberForm, RegionTextsForm, help_number_initial, texts_initial, texts_of
from projects.region.queries import help_on, listed_numbers, why_hidden
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core import clock
from samenkracht.core.web.forms import Stored
from samenkracht.core.web.region import read
from samenkracht.core.web.views import FORM_METHODS, Confirmation, FormPage, confirm, form_page, posted

NAV = "regio"


def number_from_url(request: HttpRequest, number: int) -> HelpNumber:
    return get_object_or_404(HelpNumber.objects.select_related("municipality"), pk=number)


def page_of_region(heading: str, save: str, said: str, intro: str = "") -> FormPage:
    return FormPage(heading, save, said, _("Regio"), reverse("region_page"), intro=intro, nav=NAV)


def told_when_hidden(request: StaffRequest, number: HelpNumber) -> None:
    """Say so when residents do not see the number that was just stored: a year is soon mistyped."""
    if hidden := why_hidden(number, clock.today()):
        words = _("Let op: inwoners zien “%(name)s” nu niet. %(why)s.")
        messages.warning(request, words % {"name": number.name, "why": hidden.words})


@guarded(Permission.REGION_READ)
@require_safe
def region_page(request: StaffRequest) -> HttpResponse:
    """All texts and numbers, and how residents see the numbers today. Read anew: whoever wrote wants to see it."""
    today = clock.today()
    context = {
        "nav": NAV,
        "here": read(),
        "groups": listed_numbers(today),
        "help": help_on(today),
        "writes": may(request.actor, Permission.REGION_WRITE),
    }
    return render(request, "projects/region/page.html", context)


@guarded(Permission.REGION_WRITE)
@require_http_methods(FORM_METHODS)
def region_texts(request: StaffRequest) -> HttpResponse:
    page = page_of_region(
        _("Teksten van de regio"), _("Bewaar de teksten"), _("De teksten zijn bewaard."),
        _("Inwoners lezen deze woorden op de website, ook in het Engels. Zonder Engels staat het Nederlands er."),
    )  # fmt: skip
    texts = Stored(None, lambda _none: texts_initial(read()), name="texts of the region")
    form = RegionTextsForm(posted(request), stored=texts)

    def write(cleaned: dict[str, Any]) -> object:
        return services.write_texts(texts=texts_of(cleaned), by=request.actor, at=clock.now())

    return form_page(request, form, write, page, None)


@guarded(Permission.REGION_WRITE)
@require_http_methods(FORM_METHODS)
def help_number_add(request: StaffRequest) -> HttpResponse:
    page = page_of_region(_("Nieuw hulpnummer"), _("Bewaar het nummer"), _("Het nummer staat in de lijst."))

    def write(facts: Any) -> None:
        told_when_hidden(request, services.add_help_number(by=request.actor, at=clock.now(), **facts))

    return form_page(request, HelpNumberForm(posted(request)), write, page, None)


@guarded(Permission.REGION_WRITE, load=number_from_url)
@require_http_methods(FORM_METHODS)
def help_number_change(request: StaffRequest, target: HelpNumber) -> HttpResponse:
    page = page_of_region(_("Hulpnummer wijzigen"), _("Bewaar het nummer"), _("Het nummer is bewaard."), target.name)
    form = HelpNumberForm(posted(request), stored=Stored(target, help_number_initial))

    def write(facts: Any) -> None:
        number = services.change_help_number(number=target, facts=facts, by=request.actor, at=clock.now())
        told_when_hidden(request, number)

    return form_page(request, form, write, page, None)


@guarded(Permission.REGION_WRITE, load=number_from_url)
@require_http_methods(FORM_METHODS)
def help_number_remove(request: StaffRequest, target: HelpNumber) -> HttpResponse:
    question = Confirmation(
        heading=_("Wilt u dit hulpnummer weghalen?"),
        subject=f"{target.name}: {target.number}",
        consequence=_("Inwoners zien het nummer dan niet meer."),
        yes=_("Haal het nummer weg"),
        said=_("Het nummer is weggehaald."),
        parent=_("Regio"),
        back=reverse("region_page"),
        nav=NAV,
    )
    return confirm(
        request,
        lambda: services.remove_help_number(number=target, by=request.actor, at=clock.now()),
        question,
        None,
    )


def moved(request: StaffRequest, number: HelpNumber, *, up: bool) -> HttpResponse:
    services.move_help_number(number=number, up=up, by=request.actor, at=clock.now())
    return redirect("region_page")


@guarded(Permission.REGION_WRITE, load=number_from_url)
@require_POST
def help_number_up(request: StaffRequest, target: HelpNumber) -> HttpResponse:
    return moved(request, target, up=True)


@guarded(Permission.REGION_WRITE, load=number_from_url)
@require_POST
def help_number_down(request: StaffRequest, target: HelpNumber) -> HttpResponse:
    return moved(request, target, up=False)
