"""The list of projects and their own texts."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.agendas import queries as agendas_queries
from projects.alerts import queries as alerts_queries
from projects.enums import ACTIVE_STATES
from projects.models import Project
from projects.register import forms, queries
from projects.register.services import projects
from projects.shortcuts import project_context, project_from_url
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.web.forms import Stored, run
from samenkracht.core.web.views import FORM_METHODS, invalid, posted

PER_PAGE = 20


# --- the list -----------------------------------------------------------------------------------------------------


@guarded(Permission.PROJECT_LIST)
@require_safe
def project_list(request: StaffRequest) -> HttpResponse:
    """The projects whose workspace this person may enter, with search, filters and pages."""
    filter_form = forms.ProjectFilterForm(request.GET)
    if not filter_form.is_valid():
        raise BadRequest
    found = filter_form.narrow(Project.objects.internally_visible_to(request.actor))
    lines = queries.listed(found, filter_form.cleaned_data["volgorde"] or queries.ListOrder.TITLE)
    page = Paginator(lines, PER_PAGE).get_page(filter_form.cleaned_data["pagina"] or 1)
    query = filter_form.query_but("pagina")
    today = clock.today()
    rows = [(one, one.state in ACTIVE_STATES, alerts_queries.is_project_late(one, today)) for one in page.object_list]
    return render(
        request,
        "projects/register/list.html",
        project_context(None, filter=filter_form, page=page, rows=rows, query=query),
    )


# --- a project's own texts ----------------------------------------------------------------------------------------


@guarded(Permission.PROJECT_ADD)
@require_http_methods(FORM_METHODS)
def project_add(request: StaffRequest) -> HttpResponse:
    choices = agendas_queries.choices_of(None, at=clock.now())
    form = forms.NewProjectForm(posted(request), choices=choices, initial={"agenda": choices.current})
    added: list[Project] = []
    if request.method != "POST":
        return render(request, "projects/register/form.html", project_context(None, form=form))
    if not run(form, lambda texts: added.append(projects.add(by=request.actor, at=clock.now(), **texts))):
        return invalid(request, "projects/register/form.html", project_context(None, form=form))
    messages.success(request, _("Het project staat in de lijst. Kies nu wie eraan werkt."))
    return redirect("team_compose", slug=added[0].slug)


@guarded(Permission.PROJECT_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def project_change(request: StaffRequest, target: Project) -> HttpResponse:
    choices = agendas_queries.choices_of(target, at=clock.now())
    form = forms.ProjectForm(posted(request), choices=choices, stored=Stored(target, forms.project_initial))
    if request.method != "POST":
        return render(request, "projects/register/form.html", project_context(target, form=form))
    if not run(form, lambda texts: projects.change(project=target, by=request.actor, at=clock.now(), **texts)):
        return invalid(request, "projects/register/form.html", project_context(target, form=form))
    messages.success(request, _("De gegevens zijn bewaard."))
    return redirect(target)


@guarded(Permission.PROJECT_WRITE, load=project_from_url)
@require_POST
def project_publish(request: StaffRequest, target: Project) -> HttpResponse:
    try:
        projects.publish(project=target, by=request.actor, at=clock.now())
    except (projects.ProjectNotReady, projects.NotPublishable, projects.BeforeItsDay) as refusal:
        messages.warning(request, str(refusal))
        return redirect("project_change", slug=target.slug)
    messages.success(request, _("De pagina is nu openbaar."))
    return redirect(target)


@guarded(Permission.PROJECT_WRITE, load=project_from_url)
@require_POST
def project_unpublish(request: StaffRequest, target: Project) -> HttpResponse:
    projects.unpublish(project=target, by=request.actor, at=clock.now())
    messages.success(request, _("De pagina is niet meer openbaar."))
    return redirect(target)
