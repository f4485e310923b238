"""What appeared about a project."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.models import Project, Publication
from projects.publications import services as publications
from projects.publications.forms import PublicationForm, publication_initial
from projects.shortcuts import project_context, project_from_url
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core import clock
from samenkracht.core.web.forms import Stored
from samenkracht.core.web.views import FORM_METHODS, Confirmation, FormPage, confirm, form_page, posted


def publication_from_url(request: HttpRequest, slug: str, publication: int) -> Publication:
    """A publication of the project in the same address."""
    rows = Publication.objects.select_related("project__programme", "project__plan")
    return get_object_or_404(rows, project__slug=slug, pk=publication)


def list_of(project: Project) -> str:
    return reverse("publication_list", args=[project.slug])


@guarded(Permission.PROJECT_WORKSPACE, load=project_from_url)
@require_safe
def publication_list(request: StaffRequest, target: Project) -> HttpResponse:
    """All publications; whoever may write finds the buttons beside them."""
    writes = may(request.actor, Permission.PROJECT_WRITE, target)
    context = project_context(target, publications=target.publications.all(), writes=writes)
    return render(request, "projects/publications/list.html", context)


@guarded(Permission.PROJECT_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def publication_add(request: StaffRequest, target: Project) -> HttpResponse:
    page = FormPage(
        _("Nieuwe publicatie"), _("Bewaar de publicatie"), _("De publicatie staat in de lijst."), _("Publicaties"),
        list_of(target),
    )  # fmt: skip
    return form_page(
        request,
        PublicationForm(posted(request)),
        lambda texts: publications.add(project=target, by=request.actor, at=clock.now(), **texts),
        page,
        target,
    )


@guarded(Permission.PROJECT_WRITE, load=publication_from_url)
@require_http_methods(FORM_METHODS)
def publication_change(request: StaffRequest, target: Publication) -> HttpResponse:
    page = FormPage(
        _("Publicatie wijzigen"), _("Bewaar de publicatie"), _("De publicatie is bewaard."), _("Publicaties"),
        list_of(target.project),
    )  # fmt: skip
    return form_page(
        request,
        PublicationForm(posted(request), stored=Stored(target, publication_initial)),
        lambda texts: publications.change(publication=target, by=request.actor, at=clock.now(), **texts),
        page,
        target.project,
    )


@guarded(Permission.PROJECT_WRITE, load=publication_from_url)
@require_http_methods(FORM_METHODS)
def publication_remove(request: StaffRequest, target: Publication) -> HttpResponse:
    """Asks first."""
    question = Confirmation(
        heading=_("Wilt u deze publicatie weghalen?"),
        subject=target.title,
        consequence=_("De link verdwijnt van de projectpagina. Het document zelf blijft waar het staat."),
        yes=_("Haal de publicatie weg"),
        said=_("De publicatie is weggehaald."),
        parent=_("Publicaties"),
        back=list_of(target.project),
    )
    return confirm(
        request,
        lambda: publications.remove(publication=target, by=request.actor, at=clock.now()),
        question,
        target.project,
    )


@guarded(Permission.PROJECT_WRITE, load=publication_from_url)
@require_POST
def publication_up(request: StaffRequest, target: Publication) -> HttpResponse:
    publications.move(publication=target, up=True, by=request.actor, at=clock.now())
    return redirect(f"{list_of(target.project)}#publicatie-{target.pk}")


@guarded(Permission.PROJECT_WRITE, load=publication_from_url)
@require_POST
def publication_down(request: StaffRequest, target: Publication) -> HttpResponse:
    publications.move(publication=target, up=False, by=request.actor, at=clock.now())
    return redirect(f"{list_of(target.project)}#publicatie-{target.pk}")
