"""Pages about the improvement proposals of a project."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from projects.improvements import services as improvements
from projects.models import ImprovementProposal, Project
from projects.shortcuts import project_context, project_from_url
from reports.improvements.forms import DoneForm, DropForm, ImprovementForm, improvement_initial
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.web.forms import StaffForm, Stored, run
from samenkracht.core.web.views import FORM_METHODS, act_or_warn, invalid, posted

TEMPLATE = "reports/improvements/improvement.html"


def improvement_from_url(request: HttpRequest, slug: str, position: int) -> ImprovementProposal:
    found = ImprovementProposal.objects.select_related("project__programme", "project__plan")
    return get_object_or_404(found, project__slug=slug, position=position)


def back(project: Project) -> HttpResponse:
    return redirect(f"{reverse('evaluation_list', args=[project.slug])}#verbetervoorstellen")


def improvement_form_page(
    request: StaffRequest,
    form: StaffForm,
    act: Callable[[dict[str, Any]], object],
    said: str,
    project: Project,
    **context: Any,
) -> HttpResponse:
    """A form about one improvement proposal: shown, carried out, or shown again with what is wrong."""
    shown = project_context(project, form=form, **context)
    if request.method != "POST":
        return render(request, TEMPLATE, shown)
    if not run(form, act):
        return invalid(request, TEMPLATE, shown)
    messages.success(request, said)
    return back(project)


@guarded(Permission.IMPROVEMENT_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def improvement_add(request: StaffRequest, target: Project) -> HttpResponse:
    return improvement_form_page(
        request,
        ImprovementForm(posted(request)),
        lambda facts: improvements.propose(project=target, by=request.actor, at=clock.now(), **facts),
        _("Het verbetervoorstel staat in de lijst."),
        target,
        heading=_("Nieuw verbetervoorstel"),
    )


@guarded(Permission.IMPROVEMENT_WRITE, load=improvement_from_url)
@require_http_methods(FORM_METHODS)
def improvement_change(request: StaffRequest, target: ImprovementProposal) -> HttpResponse:
    return improvement_form_page(
        request,
        ImprovementForm(posted(request), stored=Stored(target, improvement_initial)),
        lambda facts: improvements.change(proposal=target, by=request.actor, at=clock.now(), **facts),
        _("Het verbetervoorstel is bewaard."),
        target.project,
        heading=_("Verbetervoorstel wijzigen"),
    )


@guarded(Permission.IMPROVEMENT_WRITE, load=improvement_from_url)
@require_POST
def improvement_adopt(request: StaffRequest, target: ImprovementProposal) -> HttpResponse:
    act_or_warn(
        request,
        lambda: improvements.adopt(proposal=target, by=request.actor, at=clock.now()),
        _("Het verbetervoorstel is afgesproken."),
    )
    return back(target.project)


@guarded(Permission.IMPROVEMENT_WRITE, load=improvement_from_url)
@require_http_methods(FORM_METHODS)
def improvement_done(request: StaffRequest, target: ImprovementProposal) -> HttpResponse:
    return improvement_form_page(
        request,
        DoneForm(posted(request)),
        lambda facts: improvements.done(proposal=target, by=request.actor, at=clock.now(), **facts),
        _("Het verbetervoorstel is gedaan."),
        target.project,
        proposal=target,
        heading=_("Is dit gedaan?"),
    )


@guarded(Permission.IMPROVEMENT_WRITE, load=improvement_from_url)
@require_http_methods(FORM_METHODS)
def improvement_drop(request: StaffRequest, target: ImprovementProposal) -> HttpResponse:
    return improvement_form_page(
        request,
        DropForm(posted(request)),
        lambda facts: improvements.drop(proposal=target, by=request.actor, at=clock.now(), **facts),
        _("Het verbetervoorstel is vervallen."),
        target.project,
        proposal=target,
        heading=_("Laat u dit vervallen?"),
    )
