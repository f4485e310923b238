"""One municipality goes up in another: shown with what it means before it is done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from projects.forms.municipalities import MergeForm, merge_initial
from projects.models import Municipality
from projects.services import municipalities
from projects.views.agendas import NAV
from projects.views.municipalities import municipality_from_url
from projects.views.shared import FORM_METHODS, done, posted
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.views import invalid
from samenkracht.pages.merging import consequences

TEMPLATE = "pages/merge.html"


@guarded(Permission.REFERENCE_WRITE, load=municipality_from_url)
@require_http_methods(FORM_METHODS)
def municipality_merge(request: StaffRequest, target: Municipality) -> HttpResponse:
    """Asks day and successor, shows the consequences of these, and acts when just these were seen."""
    form = MergeForm(posted(request), municipality=target, stands=merge_initial(target))
    context = {"nav": NAV, "form": form, "municipality": target, "back": reverse("municipality_list")}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not done(form, lambda facts: municipalities.check_merge(municipality=target, by=request.actor, **facts)):
        return invalid(request, TEMPLATE, context)
    successor, day = form.cleaned_data["successor"], form.cleaned_data["valid_until"]
    seen = f"{day:%Y-%m-%d} {successor.code}"
    if request.POST.get("seen_for") != seen:
        shown = consequences(municipality=target, successor=successor, day=day, today=clock.today())
        return render(request, TEMPLATE, context | {"shown": shown, "seen_for": seen})

    def merge(facts: dict[str, Any]) -> Municipality:
        return municipalities.merge(municipality=target, by=request.actor, at=clock.now(), **facts)

    if not done(form, merge):
        return invalid(request, TEMPLATE, context)
    said = _("Bewaard: %(name)s gaat op in %(heir)s.") % {"name": target.name, "heir": successor.name}
    messages.success(request, said)
    return redirect("municipality_list")
