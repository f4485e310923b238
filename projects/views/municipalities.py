"""The municipalities of the region through the years."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from projects.forms.municipalities import MunicipalityForm
from projects.models import Municipality
from projects.queries import municipalities as queries
from projects.services import municipalities
from projects.views.agendas import NAV
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core import clock
from samenkracht.core.views import FORM_METHODS, Confirmation, FormPage, confirm, form_page, posted


def municipality_from_url(request: HttpRequest, municipality: int) -> Municipality:
    return get_object_or_404(Municipality.objects.select_related("successor"), pk=municipality)


def municipality_page(heading: str, save: str, said: str, intro: str = "") -> FormPage:
    """A form that belongs to the list."""
    return FormPage(heading, save, said, _("Gemeenten"), reverse("municipality_list"), intro=intro, nav=NAV)


@guarded(Permission.REFERENCE_READ)
@require_safe
def municipality_list(request: StaffRequest) -> HttpResponse:
    """The municipalities through the years, with where the data come from."""
    register = queries.municipality_register(clock.today())
    writes = may(request.actor, Permission.REFERENCE_WRITE)
    context = {"nav": NAV, "register": register, "writes": writes}
    return render(request, "projects/municipalities/list.html", context)


@guarded(Permission.REFERENCE_WRITE)
@require_http_methods(FORM_METHODS)
def municipality_add(request: StaffRequest) -> HttpResponse:
    page = municipality_page(_("Nieuwe gemeente"), _("Bewaar de gemeente"), _("De gemeente staat in de lijst."))
    return form_page(
        request,
        MunicipalityForm(posted(request)),
        lambda facts: municipalities.add(by=request.actor, at=clock.now(), **facts),
        page,
        None,
    )


@guarded(Permission.REFERENCE_WRITE, load=municipality_from_url)
@require_http_methods(FORM_METHODS)
def municipality_remove(request: StaffRequest, target: Municipality) -> HttpResponse:
    """Ask first. What is named somewhere is told to stay, with where it is named."""
    uses = municipalities.uses_of(target)
    goes = _("Zij verdwijnt uit de lijst, alsof zij er nooit stond.")
    stays = str(municipalities.StillNamed(uses)) if uses else ""
    question = Confirmation(
        heading=_("Gemeente weghalen"),
        subject=f"{target.name} ({target.code})",
        consequence=stays or goes,
        yes="" if uses else _("Ja, haal de gemeente weg"),
        said=_("De gemeente is weggehaald."),
        parent=_("Gemeenten"),
        back=reverse("municipality_list"),
        nav=NAV,
    )
    return confirm(
        request,
        lambda: municipalities.remove(municipality=target, by=request.actor, at=clock.now()),
        question,
        None,
    )
