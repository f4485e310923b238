"""What a project is paid from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from projects.funding import services as funding
from projects.funding.forms import FundingForm, funding_initial
from projects.funding.queries import money_of
from projects.models import Funding, Project
from projects.shortcuts import project_context, project_from_url
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core import clock
from samenkracht.core.web.forms import Stored
from samenkracht.core.web.views import FORM_METHODS, Confirmation, FormPage, confirm, form_page, posted


def funding_from_url(request: HttpRequest, slug: str, funding: int) -> Funding:
    """A source of money of the project in the same address."""
    rows = Funding.objects.select_related("project__programme", "project__plan")
    return get_object_or_404(rows, project__slug=slug, pk=funding)


def list_of(project: Project) -> str:
    return reverse("funding_list", args=[project.slug])


@guarded(Permission.PROJECT_WORKSPACE, load=project_from_url)
@require_safe
def funding_list(request: StaffRequest, target: Project) -> HttpResponse:
    """All sources of money, and whether they end soon; whoever may write finds the buttons beside them."""
    writes = may(request.actor, Permission.PROJECT_WRITE, target)
    money = money_of(target, day=clock.today())
    return render(request, "projects/funding/list.html", project_context(target, money=money, writes=writes))


@guarded(Permission.PROJECT_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def funding_add(request: StaffRequest, target: Project) -> HttpResponse:
    page = FormPage(
        _("Nieuwe geldbron"), _("Bewaar de geldbron"), _("De geldbron staat in de lijst."), _("Geld"), list_of(target)
    )
    return form_page(
        request,
        FundingForm(posted(request)),
        lambda texts: funding.add(project=target, by=request.actor, at=clock.now(), **texts),
        page,
        target,
    )


@guarded(Permission.PROJECT_WRITE, load=funding_from_url)
@require_http_methods(FORM_METHODS)
def funding_change(request: StaffRequest, target: Funding) -> HttpResponse:
    page = FormPage(
        _("Geldbron wijzigen"), _("Bewaar de geldbron"), _("De geldbron is bewaard."), _("Geld"),
        list_of(target.project),
    )  # fmt: skip
    return form_page(
        request,
        FundingForm(posted(request), stored=Stored(target, funding_initial)),
        lambda texts: funding.change(funding=target, by=request.actor, at=clock.now(), **texts),
        page,
        target.project,
    )


@guarded(Permission.PROJECT_WRITE, load=funding_from_url)
@require_http_methods(FORM_METHODS)
def funding_remove(request: StaffRequest, target: Funding) -> HttpResponse:
    """Asks first."""
    question = Confirmation(
        heading=_("Wilt u deze geldbron weghalen?"),
        subject=target.source,
        consequence=_("Doe dit alleen als de geldbron er nooit was. Is het geld op? Laat de regel dan staan."),
        yes=_("Haal de geldbron weg"),
        said=_("De geldbron is weggehaald."),
        parent=_("Geld"),
        back=list_of(target.project),
    )
    return confirm(
        request,
        lambda: funding.remove(funding=target, by=request.actor, at=clock.now()),
        question,
        target.project,
    )
