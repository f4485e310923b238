"""Pages for everybody."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from projects import queries as project_queries
from projects.enums import ProgressKind, ProjectState
from projects.models import Project
from projects.queries import goal_tree, help_now
from samenkracht.accounts.guards import StaffRequest, public
from samenkracht.core import clock
from samenkracht.core.values.periods import local_day
from samenkracht.core.web.page_cache import cache_anonymous, cache_anonymous_by
from samenkracht.pages import queries
from samenkracht.pages.forms import STANDING_OF, PublicProjectFilterForm
from samenkracht.pages.places import in_words

ENDED = (ProjectState.STOPPED, ProjectState.COMPLETED)


@public
@require_safe
@cache_anonymous
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/home.html", {"home": queries.home(at=clock.now())})


@public
@require_safe
@cache_anonymous_by(*PublicProjectFilterForm.base_fields)
def project_list(request: HttpRequest) -> HttpResponse:
    filter_form = PublicProjectFilterForm(request.GET)
    if not filter_form.is_valid():
        raise BadRequest
    found = queries.public_list(filter_form, at=clock.now())
    context = {
        "nav": "projecten",
        "filter": filter_form,
        "list": found,
        "query": filter_form.query_but("pagina"),
        "without_words": filter_form.query_but("pagina", "zoek"),
    }
    return render(request, "pages/projects.html", context)


@public
@require_safe
@cache_anonymous
def project_page(request: StaffRequest, slug: str) -> HttpResponse:
    """The page of a published project; who may read a draft sees its page as residents will."""
    readable = project_queries.with_page(Project.objects.visible_to(request.actor))
    project = get_object_or_404(readable, slug=slug)
    now = clock.now()
    plan = project_queries.public_plan(project)
    forms = queries.project_forms(project, at=now)
    is_over = project.state in ENDED
    lines = queries.public_lines(plan, forms, day=local_day(now), is_over=is_over)
    context = {
        "nav": "projecten",
        "project": project,
        "plan": plan,
        "agreed_beforehand": plan.is_beforehand(forms.asked_from),
        "places": in_words(project_queries.places_at(project.municipalities.all(), now)),
        "lines": lines,
        "asked_all": bool(lines) and all(one.is_past for one in lines) and not forms.cards and not forms.planned,
        "report": queries.latest_report(project),
        "evaluation": queries.latest_evaluation(project),
        "goals": goal_tree(project),
        "is_over": is_over,
        "is_paused": project.state == ProjectState.PAUSED,
        "ended": project_queries.latest_state(project) if is_over else None,
        "standing": STANDING_OF[ProjectState(project.state)],
        "forms": forms,
        "cards": forms.cards,
        "act_now": project.act_now if forms.cards or not project.act_now_while_open else "",
        "results": project_queries.progress_of(project, ProgressKind.RESULT),
        "help": help_now(now),
        "planning": project_queries.progress_of(project, ProgressKind.PLANNING),
    }
    return render(request, "pages/project.html", context)
