"""Pages about the improvement proposals of a project."""

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
from samenkracht.core.refused import Refused
from samenkracht.core.web.forms import Stored, run
from samenkracht.core.web.views import FORM_METHODS, invalid, posted

TEMPLATE = "reports/improvements/improvement.html"


def improvement_from_url(request: HttpRequest, slug: str, position: int) -> ImprovementProposal:
    found = ImprovementProposal.objects.select_related("project__programme", "project__plan")
    return get_object_or_404(found, project__slug=slug, position=position)


def back(project: Project) -> HttpResponse:
    return redirect(f"{reverse('evaluation_list', args=[project.slug])}#verbetervoorstellen")


@guarded(Permission.IMPROVEMENT_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def improvement_add(request: StaffRequest, target: Project) -> HttpResponse:
    form = ImprovementForm(posted(request))
    context = project_context(target, form=form, heading=_("Nieuw verbetervoorstel"))
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    at = clock.now()
    if not run(form, lambda words: improvements.propose(project=target, by=request.actor, at=at, **words)):
        return invalid(request, TEMPLATE, context)
    messages.success(request, _("Het verbetervoorstel staat in de lijst."))
    return back(target)


@guarded(Permission.IMPROVEMENT_WRITE, load=improvement_from_url)
@require_http_methods(FORM_METHODS)
def improvement_change(request: StaffRequest, target: ImprovementProposal) -> HttpResponse:
    form = ImprovementForm(posted(request), stored=Stored(target, improvement_initial))
    context = project_context(target.project, form=form, heading=_("Verbetervoorstel wijzigen"))
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    at = clock.now()
    if not run(form, lambda words: improvements.change(proposal=target, by=request.actor, at=at, **words)):
        return invalid(request, TEMPLATE, context)
    messages.success(request, _("Het verbetervoorstel is bewaard."))
    return back(target.project)


@guarded(Permission.IMPROVEMENT_WRITE, load=improvement_from_url)
@require_POST
def improvement_adopt(request: StaffRequest, target: ImprovementProposal) -> HttpResponse:
    try:
        improvements.adopt(proposal=target, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Het verbetervoorstel is afgesproken."))
    return back(target.project)


@guarded(Permission.IMPROVEMENT_WRITE, load=improvement_from_url)
@require_http_methods(FORM_METHODS)
def improvement_done(request: StaffRequest, target: ImprovementProposal) -> HttpResponse:
    form = DoneForm(posted(request))
    context = project_context(target.project, form=form, proposal=target, heading=_("Is dit gedaan?"))
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    at = clock.now()
    if not run(form, lambda words: improvements.done(proposal=target, by=request.actor, at=at, **words)):
        return invalid(request, TEMPLATE, context)
    messages.success(request, _("Het verbetervoorstel is gedaan."))
    return back(target.project)


@guarded(Permission.IMPROVEMENT_WRITE, load=improvement_from_url)
@require_http_methods(FORM_METHODS)
def improvement_drop(request: StaffRequest, target: ImprovementProposal) -> HttpResponse:
    form = DropForm(posted(request))
    context = project_context(target.project, form=form, proposal=target, heading=_("Laat u dit vervallen?"))
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    at = clock.now()
    if not run(form, lambda words: improvements.drop(proposal=target, by=request.actor, at=at, **words)):
        return invalid(request, TEMPLATE, context)
    messages.success(request, _("Het verbetervoorstel is vervallen."))
    return back(target.project)
