"""Versions of a plan side by side, and copies of plans and lines."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from projects.models import PlanLine, PlanVersion, Project
from projects.models.search import in_title_order
from projects.plans import forms, queries
from projects.plans.content.compare import compare
from projects.plans.content.plan import PlanDocument
from projects.plans.services import copies as plan_copies
from projects.shortcuts import line_from_url, project_context, project_from_url
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.web.forms import run
from samenkracht.core.web.views import FORM_METHODS, invalid, posted


def version_from_url(request: HttpRequest, slug: str, number: int) -> PlanVersion:
    versions = PlanVersion.objects.select_related("plan__project__programme", "meeting")
    return get_object_or_404(versions, plan__project__slug=slug, number=number)


@guarded(Permission.PROJECT_WORKSPACE, load=project_from_url)
@require_safe
def plan_versions(request: StaffRequest, target: Project) -> HttpResponse:
    """What was submitted, what came of it, and the choice of two to compare."""
    versions = queries.versions_of(target.plan)
    people = [pk for version in versions for pk in (version.submitted_by_id, version.decided_by_id)]
    names = queries.functions_of(people)
    rows = [(one, names.get(one.submitted_by_id, ""), names.get(one.decided_by_id, "")) for one in versions]
    chosen = {"van": str(versions[0].number) if versions else forms.NOW, "naar": forms.NOW}
    form = forms.CompareForm(initial=chosen, versions=versions)
    return render(request, "projects/plans/versions.html", project_context(target, rows=rows, form=form))


@guarded(Permission.PROJECT_WORKSPACE, load=version_from_url)
@require_safe
def plan_version(request: StaffRequest, target: PlanVersion) -> HttpResponse:
    """One version as it was submitted."""
    names = queries.functions_of([target.submitted_by_id, target.decided_by_id])
    context = {
        "version": target,
        "submitted_by": names.get(target.submitted_by_id, ""),
        "decided_by": names.get(target.decided_by_id, ""),
        "document": readable(target),
    }
    return render(request, "projects/plans/version.html", project_context(target.plan.project, **context))


def readable(version: PlanVersion) -> PlanDocument | None:
    """What was submitted; None when the stored document cannot be trusted."""
    try:
        return queries.read(version)
    except queries.AlteredPlan:
        return None


@guarded(Permission.PROJECT_WORKSPACE, load=project_from_url)
@require_safe
def plan_compare(request: StaffRequest, target: Project) -> HttpResponse:
    """Two versions side by side, such as ``?van=1&naar=nu``; when not asked, the newest beside the plan of now."""
    versions = queries.versions_of(target.plan)
    question = request.GET.copy()
    question.setdefault("van", str(versions[0].number) if versions else forms.NOW)
    question.setdefault("naar", forms.NOW)
    compare_form = forms.CompareForm(question, versions=versions)
    if not compare_form.is_valid():
        raise BadRequest
    by_number = {str(version.number): version for version in versions}
    sides = [by_number.get(compare_form.cleaned_data[name]) for name in ("van", "naar")]
    documents = [readable(side) if side else queries.working_document(target.plan) for side in sides]
    old, new = documents
    difference = compare(old, new) if old is not None and new is not None else None
    context = project_context(target, form=compare_form, old=sides[0], new=sides[1], difference=difference)
    return render(request, "projects/plans/compare.html", context)


# --- copies -------------------------------------------------------------------------------------------------------


@guarded(Permission.PROJECT_WORKSPACE, load=line_from_url)
@require_http_methods(FORM_METHODS)
def line_copy(request: StaffRequest, target: PlanLine) -> HttpResponse:
    """The same promise in this plan or in another of one's own."""
    own = in_title_order(queries.with_open_plan(request.actor))
    form = forms.CopyLineForm(posted(request), initial={"project": target.plan.project_id}, projects=own)
    context = project_context(target.plan.project, form=form, line=target, own=own)
    if request.method != "POST":
        return render(request, "projects/plans/line_copy.html", context)
    copies: list[PlanLine] = []

    def copy(said: dict[str, Any]) -> None:
        plan = said["project"].plan
        copies.append(plan_copies.copy_line(line=target, plan=plan, by=request.actor, at=clock.now()))

    if not run(form, copy):
        return invalid(request, "projects/plans/line_copy.html", context)
    messages.success(request, _("De regel is overgenomen. Kijk of alles klopt voor dit plan."))
    return redirect("line_change", slug=copies[0].plan.project.slug, key=copies[0].key)


@guarded(Permission.PLAN_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def plan_copy(request: StaffRequest, target: Project) -> HttpResponse:
    """A whole plan of another project, in an empty draft."""
    others = [project for project in queries.with_readable_plan(request.actor) if project.pk != target.pk]
    form = forms.CopyPlanForm(posted(request), projects=in_title_order(others))
    context = project_context(target, form=form, others=others)
    if request.method != "POST":
        return render(request, "projects/plans/copy.html", context)

    def copy(said: dict[str, Any]) -> object:
        source = said["project"]
        return plan_copies.copy_plan(source=source, plan=target.plan, by=request.actor, at=clock.now())

    if not run(form, copy):
        return invalid(request, "projects/plans/copy.html", context)
    messages.success(request, _("Het plan is overgenomen. Maak het passend voor dit project."))
    return redirect("plan_page", slug=target.slug)
