"""Pages of staff about projects, plans and teams."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects import forms, queries
from projects.enums import ACTIVE_STATES
from projects.models import PlanLine, Project
from projects.services import plans, projects, teams
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core.refused import Refused
from samenkracht.core.views import invalid

PER_PAGE = 20
FORM_METHODS = ["GET", "HEAD", "POST"]


def project_from_url(request: HttpRequest, slug: str) -> Project:
    return get_object_or_404(Project.objects.select_related("programme", "plan"), slug=slug)


def line_from_url(request: HttpRequest, slug: str, key: str) -> PlanLine:
    """A line that is still in the plan, of the project in the same address."""
    lines = PlanLine.objects.current().select_related("plan__project__programme")
    return get_object_or_404(lines, plan__project__slug=slug, key=key)


def page_of(project: Project | None, **more: Any) -> dict[str, Any]:
    """What every page about a project shows around itself."""
    return {"nav": "projecten", "project": project} | more


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; an empty POST is something that was sent too."""
    return request.POST if request.method == "POST" else None


def done(form: Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was in order and the verb did not refuse. What it refused stands in the form's errors."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


# --- the list -----------------------------------------------------------------------------------------------------


@guarded(Permission.PROJECT_LIST)
@require_safe
def project_list(request: StaffRequest) -> HttpResponse:
    """The projects whose workspace this person may enter, with search, filters and pages."""
    asked = forms.ProjectFilterForm(request.GET)
    if not asked.asks_what_it_may():
        raise BadRequest
    found = asked.narrow(Project.objects.workable_by(request.actor))
    ids = queries.ordered_ids(found, asked.cleaned_data["volgorde"] or queries.ListOrder.TITLE)
    page = Paginator(ids, PER_PAGE).get_page(asked.cleaned_data["pagina"] or 1)
    query = asked.query_but("pagina")
    today = timezone.localdate(timezone.now())
    found_here = queries.listed(list(page.object_list))
    rows = [(one, one.state in ACTIVE_STATES, queries.is_project_late(one, today)) for one in found_here]
    return render(request, "projects/list.html", page_of(None, filter=asked, page=page, rows=rows, query=query))


# --- a project's own texts ----------------------------------------------------------------------------------------


@guarded(Permission.PROJECT_ADD)
@require_http_methods(FORM_METHODS)
def project_add(request: StaffRequest) -> HttpResponse:
    form = forms.ProjectForm(posted(request))
    added: list[Project] = []
    if request.method != "POST":
        return render(request, "projects/form.html", page_of(None, form=form))
    if not done(form, lambda texts: added.append(projects.add(by=request.actor, at=timezone.now(), **texts))):
        return invalid(request, "projects/form.html", page_of(None, form=form))
    messages.success(request, _("Het project staat in de lijst. Kies nu wie eraan werkt."))
    return redirect("team_compose", slug=added[0].slug)


@guarded(Permission.PROJECT_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def project_change(request: StaffRequest, target: Project) -> HttpResponse:
    form = forms.ProjectForm(posted(request), initial=forms.project_initial(target))
    if request.method != "POST":
        return render(request, "projects/form.html", page_of(target, form=form))
    if not done(form, lambda texts: projects.change(project=target, by=request.actor, at=timezone.now(), **texts)):
        return invalid(request, "projects/form.html", page_of(target, form=form))
    messages.success(request, _("De gegevens zijn bewaard."))
    return redirect(target)


@guarded(Permission.PROJECT_WRITE, load=project_from_url)
@require_POST
def project_publish(request: StaffRequest, target: Project) -> HttpResponse:
    try:
        projects.publish(project=target, by=request.actor, at=timezone.now())
    except projects.ProjectNotReady as refusal:
        messages.warning(request, str(refusal))
        return redirect("project_change", slug=target.slug)
    messages.success(request, _("De pagina is nu openbaar."))
    return redirect(target)


@guarded(Permission.PROJECT_WRITE, load=project_from_url)
@require_POST
def project_unpublish(request: StaffRequest, target: Project) -> HttpResponse:
    projects.unpublish(project=target, by=request.actor, at=timezone.now())
    messages.success(request, _("De pagina is niet meer openbaar."))
    return redirect(target)


# --- the team -----------------------------------------------------------------------------------------------------


@guarded(Permission.TEAM_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def team_compose(request: StaffRequest, target: Project) -> HttpResponse:
    form = forms.TeamForm(posted(request), initial=forms.team_initial(queries.team_of(target)))
    if request.method != "POST":
        return render(request, "projects/team.html", page_of(target, form=form))
    if not done(form, lambda team: teams.compose(project=target, by=request.actor, at=timezone.now(), **team)):
        return invalid(request, "projects/team.html", page_of(target, form=form))
    messages.success(request, _("Het team is bewaard."))
    return redirect(target)


# --- the plan -----------------------------------------------------------------------------------------------------


@guarded(Permission.PROJECT_WORKSPACE, load=project_from_url)
@require_safe
def plan_page(request: StaffRequest, target: Project) -> HttpResponse:
    """All lines of the plan; whoever may write it finds the buttons beside them."""
    lines = queries.current_lines(target)
    writes = may(request.actor, Permission.PLAN_WRITE, target.plan)
    return render(request, "projects/plan.html", page_of(target, lines=lines, writes=writes))


@guarded(Permission.PLAN_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def line_add(request: StaffRequest, target: Project) -> HttpResponse:
    form = forms.PlanLineForm(posted(request))
    if request.method != "POST":
        return render(request, "projects/line_form.html", page_of(target, form=form))
    if not done(form, lambda texts: plans.save_line(plan=target.plan, by=request.actor, at=timezone.now(), **texts)):
        return invalid(request, "projects/line_form.html", page_of(target, form=form))
    messages.success(request, _("De planregel staat in het plan."))
    return redirect("plan_page", slug=target.slug)


@guarded(Permission.PLAN_WRITE, load=line_from_url)
@require_http_methods(FORM_METHODS)
def line_change(request: StaffRequest, target: PlanLine) -> HttpResponse:
    project = target.plan.project
    form = forms.PlanLineForm(posted(request), initial=forms.line_initial(target))
    context = page_of(project, form=form, line=target)
    if request.method != "POST":
        return render(request, "projects/line_form.html", context)

    def save(texts: dict[str, Any]) -> PlanLine:
        return plans.save_line(plan=target.plan, line=target, by=request.actor, at=timezone.now(), **texts)

    if not done(form, save):
        return invalid(request, "projects/line_form.html", context)
    messages.success(request, _("De planregel is bewaard."))
    return redirect("plan_page", slug=project.slug)


@guarded(Permission.PLAN_WRITE, load=line_from_url)
@require_http_methods(FORM_METHODS)
def line_remove(request: StaffRequest, target: PlanLine) -> HttpResponse:
    """Asks first, and says what stays."""
    project = target.plan.project
    if request.method != "POST":
        return render(request, "projects/line_remove.html", page_of(project, line=target))
    try:
        plans.remove_line(line=target, by=request.actor, at=timezone.now())
    except plans.LineRemoved as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("De planregel is uit het plan gehaald. Wat inwoners al gaven, blijft bewaard."))
    return redirect("plan_page", slug=project.slug)


def line_moved(request: StaffRequest, line: PlanLine, *, up: bool) -> HttpResponse:
    try:
        plans.move_line(line=line, up=up, by=request.actor, at=timezone.now())
    except plans.LineRemoved as refusal:
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
