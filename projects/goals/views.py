"""Goals of a project in two levels, and what was measured of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.goals import services as goals
from projects.goals.forms import GoalForm, GoalValueForm, goal_initial, value_initial
from projects.goals.queries import goal_tree
from projects.models import Goal, GoalValue, Project
from projects.shortcuts import project_context, project_from_url
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core import clock
from samenkracht.core.web.forms import Stored
from samenkracht.core.web.views import FORM_METHODS, Confirmation, FormPage, confirm, form_page, posted


def goal_from_url(request: HttpRequest, slug: str, goal: int) -> Goal:
    """A goal of the project in the same address."""
    rows = Goal.objects.select_related("project__programme", "project__plan", "parent")
    return get_object_or_404(rows, project__slug=slug, pk=goal)


def value_from_url(request: HttpRequest, slug: str, goal: int, value: int) -> GoalValue:
    """A value of the goal in the same address."""
    rows = GoalValue.objects.select_related("goal__project__programme", "goal__project__plan")
    return get_object_or_404(rows, goal__project__slug=slug, goal_id=goal, pk=value)


def list_of(project: Project, goal: Goal | None = None) -> str:
    """The address of the goals, at this goal."""
    place = reverse("goal_list", args=[project.slug])
    return f"{place}#doel-{goal.pk}" if goal else place


@guarded(Permission.PROJECT_WORKSPACE, load=project_from_url)
@require_safe
def goal_list(request: StaffRequest, target: Project) -> HttpResponse:
    """All goals with what was measured; whoever may write finds the buttons beside them."""
    writes = may(request.actor, Permission.PROJECT_WRITE, target)
    return render(request, "projects/goals/list.html", project_context(target, goals=goal_tree(target), writes=writes))


@guarded(Permission.PROJECT_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def goal_add(request: StaffRequest, target: Project) -> HttpResponse:
    page = FormPage(
        _("Nieuw doel"), _("Bewaar het doel"), _("Het doel staat in de lijst."), _("Doelen"), list_of(target)
    )
    form = GoalForm(posted(request))
    return form_page(
        request,
        form,
        lambda texts: goals.add(project=target, by=request.actor, at=clock.now(), **texts),
        page,
        target,
    )


@guarded(Permission.PROJECT_WRITE, load=goal_from_url)
@require_http_methods(FORM_METHODS)
def part_add(request: StaffRequest, target: Goal) -> HttpResponse:
    project = target.project
    page = FormPage(
        _("Nieuw onderdeel"), _("Bewaar het onderdeel"), _("Het onderdeel staat bij het doel."), _("Doelen"),
        list_of(project, target), intro=_("Onderdeel van: %(goal)s") % {"goal": target.text},
    )  # fmt: skip
    form = GoalForm(posted(request))
    return form_page(
        request,
        form,
        lambda texts: goals.add(project=project, parent=target, by=request.actor, at=clock.now(), **texts),
        page,
        project,
    )


@guarded(Permission.PROJECT_WRITE, load=goal_from_url)
@require_http_methods(FORM_METHODS)
def goal_change(request: StaffRequest, target: Goal) -> HttpResponse:
    page = FormPage(
        _("Doel wijzigen"),
        _("Bewaar het doel"),
        _("Het doel is bewaard."),
        _("Doelen"),
        list_of(target.project, target),
    )
    form = GoalForm(posted(request), stored=Stored(target, goal_initial))
    return form_page(
        request,
        form,
        lambda texts: goals.change(goal=target, by=request.actor, at=clock.now(), **texts),
        page,
        target.project,
    )


@guarded(Permission.PROJECT_WRITE, load=goal_from_url)
@require_http_methods(FORM_METHODS)
def goal_remove(request: StaffRequest, target: Goal) -> HttpResponse:
    """Asks first, and says what goes along."""
    goes = _(
        "Het doel verdwijnt van de projectpagina. Wat meegaat: onderdelen %(parts)s, gemeten waarden %(values)s. "
        "Wilt u bewaren wat gemeten is? Laat het doel dan staan."
    )
    question = Confirmation(
        heading=_("Wilt u dit doel weghalen?"),
        subject=target.text,
        consequence=goes % {"parts": target.parts.count(), "values": target.values.count()},
        yes=_("Haal het doel weg"),
        said=_("Het doel is weggehaald."),
        parent=_("Doelen"),
        back=list_of(target.project),
    )
    return confirm(
        request,
        lambda: goals.remove(goal=target, with_all=True, by=request.actor, at=clock.now()),
        question,
        target.project,
    )


@guarded(Permission.PROJECT_WRITE, load=goal_from_url)
@require_POST
def goal_up(request: StaffRequest, target: Goal) -> HttpResponse:
    goals.move(goal=target, up=True, by=request.actor, at=clock.now())
    return redirect(list_of(target.project, target))


@guarded(Permission.PROJECT_WRITE, load=goal_from_url)
@require_POST
def goal_down(request: StaffRequest, target: Goal) -> HttpResponse:
    goals.move(goal=target, up=False, by=request.actor, at=clock.now())
    return redirect(list_of(target.project, target))


# --- what was measured --------------------------------------------------------------------------------------------


@guarded(Permission.PROJECT_WRITE, load=goal_from_url)
@require_http_methods(FORM_METHODS)
def value_add(request: StaffRequest, target: Goal) -> HttpResponse:
    page = FormPage(
        _("Nieuwe meting"), _("Bewaar de meting"), _("De meting staat bij het doel."), _("Doelen"),
        list_of(target.project, target), intro=intro_of(target),
    )  # fmt: skip
    form = GoalValueForm(posted(request))
    return form_page(
        request,
        form,
        lambda texts: goals.save_value(goal=target, by=request.actor, at=clock.now(), **texts),
        page,
        target.project,
    )


@guarded(Permission.PROJECT_WRITE, load=value_from_url)
@require_http_methods(FORM_METHODS)
def value_change(request: StaffRequest, target: GoalValue) -> HttpResponse:
    goal = target.goal
    page = FormPage(
        _("Meting wijzigen"), _("Bewaar de meting"), _("De meting is bewaard."), _("Doelen"),
        list_of(goal.project, goal), intro=intro_of(goal),
    )  # fmt: skip
    form = GoalValueForm(posted(request), stored=Stored(target, value_initial))
    return form_page(
        request,
        form,
        lambda texts: goals.save_value(goal=goal, row=target, by=request.actor, at=clock.now(), **texts),
        page,
        goal.project,
    )


def intro_of(goal: Goal) -> str:
    """The goal above the form of a measurement, with its unit."""
    if not goal.unit:
        return _("%(goal)s Vul bij het doel eerst in waarin u meet.") % {"goal": goal.text}
    return _("%(goal)s Gemeten in: %(unit)s.") % {"goal": goal.text, "unit": goal.unit}


@guarded(Permission.PROJECT_WRITE, load=value_from_url)
@require_http_methods(FORM_METHODS)
def value_remove(request: StaffRequest, target: GoalValue) -> HttpResponse:
    """Asks first."""
    goal = target.goal
    question = Confirmation(
        heading=_("Wilt u deze meting weghalen?"),
        subject=f"{goal.text} ({target.measured_on})",
        consequence=_("De meting verdwijnt van de projectpagina. Het doel blijft."),
        yes=_("Haal de meting weg"),
        said=_("De meting is weggehaald."),
        parent=_("Doelen"),
        back=list_of(goal.project, goal),
    )
    return confirm(
        request, lambda: goals.remove_value(value=target, by=request.actor, at=clock.now()), question, goal.project
    )
