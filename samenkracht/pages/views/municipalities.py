"""A municipality that changes. That it ends, merges or stays is shown with what it means before it is done."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from projects.agendas.views import NAV
from projects.models import Municipality
from projects.municipalities.forms import MergeForm, MunicipalityForm, merge_initial, municipality_initial
from projects.municipalities.services import municipalities
from projects.municipalities.views import municipality_from_url, municipality_page
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.web.forms import Stored, run
from samenkracht.core.web.views import FORM_METHODS, FormPage, invalid, posted
from samenkracht.pages.merging import consequences

TEMPLATE = "pages/municipality.html"


@guarded(Permission.REFERENCE_WRITE, load=municipality_from_url)
@require_http_methods(FORM_METHODS)
def municipality_change(request: StaffRequest, target: Municipality) -> HttpResponse:
    """Everything that is known of a municipality."""
    page = municipality_page(
        _("Gemeente wijzigen"), _("Bewaar de gemeente"), _("De gemeente is bewaard."),
        _("Een nieuwe naam komt ook te staan bij wat er eerder over deze gemeente is bewaard."),
    )  # fmt: skip
    form = MunicipalityForm(posted(request), municipality=target, stored=Stored(target, municipality_initial))
    return seen_first(
        request, target, form, page,
        lambda facts: municipalities.change(municipality=target, by=request.actor, at=clock.now(), **facts),
    )  # fmt: skip


@guarded(Permission.REFERENCE_WRITE, load=municipality_from_url)
@require_http_methods(FORM_METHODS)
def municipality_merge(request: StaffRequest, target: Municipality) -> HttpResponse:
    """Day and successor alone."""
    page = municipality_page(
        _("Gemeente %(name)s gaat op in een andere") % {"name": target.name}, _("Laat zien wat er verandert"), "",
        _("U ziet eerst wat er verandert. Daarna beslist u pas."),
    )  # fmt: skip
    form = MergeForm(posted(request), municipality=target, stored=Stored(target, merge_initial))

    def merge(facts: dict[str, Any]) -> Municipality:
        return municipalities.merge(municipality=target, by=request.actor, at=clock.now(), **facts)

    if form.is_bound and form.is_valid():
        said = _("Bewaard: %(name)s gaat op in %(heir)s.")
        page = replace(page, said=said % {"name": target.name, "heir": form.cleaned_data["successor"].name})
    return seen_first(request, target, form, page, merge)


def seen_first(
    request: StaffRequest, target: Municipality, form: Form, page: FormPage, act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Answer the form; another end or successor is stored only when the consequences of just these were seen."""
    context = {"nav": NAV, "form": form, "page": page, "municipality": target}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    at = clock.now()
    if not run(form, lambda facts: municipalities.check_change(municipality=target, by=request.actor, at=at, **facts)):
        return invalid(request, TEMPLATE, context)
    successor, day = form.cleaned_data["successor"], form.cleaned_data["valid_until"]
    seen_for = f"{day or ''} {successor.code if successor else ''}"
    is_as_stored = (day, successor) == (target.valid_until, target.successor)
    if not is_as_stored and request.POST.get("seen_for") != seen_for:
        shown = consequences(
            municipality=target, successor=successor, day=day, today=clock.today(), reader=request.actor
        )
        return render(request, TEMPLATE, context | {"shown": shown, "seen_for": seen_for})
    if not run(form, act):
        return invalid(request, TEMPLATE, context)
    messages.success(request, page.said)
    return redirect(page.back)
