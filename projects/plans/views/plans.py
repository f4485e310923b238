"""The page of a plan, its lines and its texts."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.models import PlanLine, PlanVersion, Project
from projects.plans import forms, queries
from projects.plans.content.completeness import PartState, completeness
from projects.plans.services import plans
from projects.shortcuts import line_from_url, project_context, project_from_url
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core import clock
from samenkracht.core.refused import Refused
from samenkracht.core.web.forms import Stored, run
from samenkracht.core.web.views import FORM_METHODS, invalid, posted


@guarded(Permission.PROJECT_WORKSPACE, load=project_from_url)
@require_safe
def plan_page(request: StaffRequest, target: Project) -> HttpResponse:
    """The whole plan with what is missing; whoever may do something with it finds the buttons."""
    lines = queries.current_lines(target)
    document = queries.document_of(target.plan, lines)
    versions = queries.versions_of(target.plan)
    parts = completeness(document)
    writes = may(request.actor, Permission.PLAN_WRITE, target.plan)
    context = {
        "lines": lines,
        "rows": list(zip(lines, document.lines, strict=True)),
        "document": document,
        "parts": parts,
        "filled": sum(part.state == PartState.FILLED for part in parts),
        "versions": versions,
        "decided_by": decider(versions[0]) if versions else "",
        "moves": queries.possible_moves(target.plan, request.actor),
        "writes": writes,
        "edits": writes and target.plan.is_open,
    }
    return render(request, "projects/plans/plan.html", project_context(target, **context))


def decider(version: PlanVersion) -> str:
    """The function of who decided on this version."""
    return queries.functions_of([version.decided_by_id]).get(version.decided_by_id, "")


# --- lines --------------------------------------------------------------------------------------------------------


@guarded(Permission.PLAN_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def line_add(request: StaffRequest, target: Project) -> HttpResponse:
    form = forms.PlanLineForm(posted(request))
    if request.method != "POST":
        return render(request, "projects/plans/line_form.html", project_context(target, form=form))
    if not run(form, lambda texts: plans.save_line(plan=target.plan, by=request.actor, at=clock.now(), **texts)):
        return invalid(request, "projects/plans/line_form.html", project_context(target, form=form))
    messages.success(request, _("De planregel staat in het plan."))
    return redirect("plan_page", slug=target.slug)


@guarded(Permission.PLAN_WRITE, load=line_from_url)
@require_http_methods(FORM_METHODS)
def line_change(request: StaffRequest, target: PlanLine) -> HttpResponse:
    """All of the line; of a plan that is locked only what became of the promise."""
    project = target.plan.project
    kind = forms.PlanLineForm if target.plan.is_open else forms.FeedbackForm
    form = kind(posted(request), stored=Stored(target, forms.line_initial))
    context = project_context(project, form=form, line=target)
    if request.method != "POST":
        return render(request, "projects/plans/line_form.html", context)

    def save(texts: dict[str, Any]) -> PlanLine:
        return plans.save_line(plan=target.plan, line=target, by=request.actor, at=clock.now(), **texts)

    if not run(form, save):
        return invalid(request, "projects/plans/line_form.html", context)
    messages.success(request, _("De planregel is bewaard."))
    return redirect("plan_page", slug=project.slug)


@guarded(Permission.PLAN_WRITE, load=line_from_url)
@require_http_methods(FORM_METHODS)
def line_remove(request: StaffRequest, target: PlanLine) -> HttpResponse:
    """Asks first, and says what stays."""
    project = target.plan.project
    if request.method != "POST":
        return render(request, "projects/plans/line_remove.html", project_context(project, line=target))
    try:
        plans.remove_line(line=target, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("De planregel is uit het plan gehaald. Wat inwoners al gaven, blijft bewaard."))
    return redirect("plan_page", slug=project.slug)


def line_moved(request: StaffRequest, line: PlanLine, *, up: bool) -> HttpResponse:
    try:
        plans.move_line(line=line, up=up, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect(f"{reverse('plan_page', args=[line.plan.project.slug])}#regel-{line.key}")


@guarded(Permission.PLAN_WRITE, load=line_from_url)
@require_POST
def line_up(request: StaffRequest, target: PlanLine) -> HttpResponse:
    return line_moved(request, target, up=True)


@guarded(Permission.PLAN_WRITE, load=line_from_url)
@require_POST
def line_down(request: StaffRequest, target: PlanLine) -> HttpResponse:
    return line_moved(request, target, up=False)


# --- the whole plan -----------------------------------------------------------------------------------------------


@guarded(Permission.PLAN_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def plan_texts(request: StaffRequest, target: Project) -> HttpResponse:
    form = forms.PlanTextsForm(posted(request), stored=Stored(target.plan, forms.texts_initial))
    if request.method != "POST":
        return render(request, "projects/plans/texts.html", project_context(target, form=form))
    if not run(form, lambda texts: plans.write_texts(plan=target.plan, by=request.actor, at=clock.now(), **texts)):
        return invalid(request, "projects/plans/texts.html", project_context(target, form=form))
    messages.success(request, _("De teksten van het plan zijn bewaard."))
    return redirect("plan_page", slug=target.slug)


@guarded(Permission.PLAN_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def plan_decline(request: StaffRequest, target: Project) -> HttpResponse:
    form = forms.DeclineForm(posted(request), stored=Stored(target.plan, forms.decline_initial))
    if request.method != "POST":
        return render(request, "projects/plans/decline.html", project_context(target, form=form))

    def decline(said: dict[str, Any]) -> object:
        return plans.decline_participation(plan=target.plan, by=request.actor, at=clock.now(), **said)

    if not run(form, decline):
        return invalid(request, "projects/plans/decline.html", project_context(target, form=form))
    messages.success(request, _("In het plan staat nu waarom u inwoners niets vraagt."))
    return redirect("plan_page", slug=target.slug)


@guarded(Permission.PLAN_WRITE, load=project_from_url)
@require_POST
def plan_ask_after_all(request: StaffRequest, target: Project) -> HttpResponse:
    try:
        plans.ask_after_all(plan=target.plan, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("U kunt nu regels in het plan zetten."))
    return redirect("plan_page", slug=target.slug)
