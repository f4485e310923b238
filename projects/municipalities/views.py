"""The municipalities of the region through the years."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from projects.agendas.views import NAV
from projects.models import Municipality, PostcodeArea, PostcodeUpload
from projects.municipalities import queries
from projects.municipalities.content import by_pc4, difference, written
from projects.municipalities.forms import MunicipalityForm, PostcodeTableForm
from projects.municipalities.services import municipalities, postcodes
from samenkracht.accounts.downloads import guarded_download
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core import clock
from samenkracht.core.refused import Refused
from samenkracht.core.web.forms import run
from samenkracht.core.web.views import FORM_METHODS, Confirmation, FormPage, confirm, form_page, invalid, posted


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


# The table of postcodes: read, taken along, and replaced by another one that was looked at first

CSV = "text/csv; charset=utf-8"


def postcode_context(**more: Any) -> dict[str, Any]:
    return {"nav": NAV, "list_url": reverse("municipality_list"), "table_url": reverse("postcode_table")} | more


def upload_from_url(request: HttpRequest, upload: int) -> PostcodeUpload:
    return get_object_or_404(PostcodeUpload.objects.select_related("uploaded_by"), pk=upload)


@guarded(Permission.REFERENCE_READ)
@require_safe
def postcode_table(request: StaffRequest) -> HttpResponse:
    """Which postcodes suggest which municipality, as the table stands."""
    shown = queries.postcode_register()
    writes = may(request.actor, Permission.REFERENCE_WRITE)
    return render(request, "projects/municipalities/postcodes.html", postcode_context(shown=shown, writes=writes))


@guarded(Permission.REFERENCE_READ)
@require_safe
def postcode_download(request: StaffRequest) -> HttpResponse:
    """The present table as a file that can be read in again."""
    return guarded_download(
        request,
        permission=Permission.REFERENCE_READ,
        target=PostcodeArea(),
        content="".join(written(queries.present_areas(), queries.municipality_names())).encode(),
        filename=f"postcodes-{clock.today():%Y-%m-%d}.csv",
        content_type=CSV,
    )


@guarded(Permission.REFERENCE_WRITE)
@require_http_methods(FORM_METHODS)
def postcode_upload(request: StaffRequest) -> HttpResponse:
    """Read a file; every line that cannot be read is told, and one is enough to store nothing."""
    form = PostcodeTableForm(posted(request), request.FILES or None, known=queries.known_municipalities())
    if request.method != "POST":
        return render(request, "projects/municipalities/upload.html", postcode_context(form=form))
    made: list[PostcodeUpload] = []

    def propose(facts: dict[str, Any]) -> None:
        made.append(postcodes.propose(areas=facts["table"], by=request.actor, at=clock.now()))

    if not run(form, propose):
        return invalid(request, "projects/municipalities/upload.html", postcode_context(form=form))
    return redirect("postcode_decide", upload=made[0].pk)


@guarded(Permission.REFERENCE_WRITE, load=upload_from_url)
@require_http_methods(FORM_METHODS)
def postcode_decide(request: StaffRequest, target: PostcodeUpload) -> HttpResponse:
    """What the table that was read would change; a post puts it in the place of the present one.

    Another administrator than who read it in may decide too: two pairs of eyes are worth more than one owner. So the
    page says whose table it is and since when, and the audit log keeps both.
    """
    if request.method == "POST":
        try:
            postcodes.replace(upload=target, by=request.actor, at=clock.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("postcode_upload")
        messages.success(request, _("De nieuwe tabel met postcodes geldt nu."))
        return redirect("postcode_table")
    if target.applied_at is not None:
        return redirect("postcode_table")
    areas = postcodes.areas_of(target)
    change = queries.named_difference(difference(queries.present_areas(), areas))
    context = postcode_context(change=change, areas=len(by_pc4(areas)), upload=target)
    return render(request, "projects/municipalities/decide.html", context)
