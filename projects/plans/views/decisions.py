"""The way of a whole plan: handing in, deciding, opening again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from projects.models import Project
from projects.plans import forms, queries
from projects.plans.content.completeness import completeness
from projects.plans.services import decisions as plan_decisions
from projects.shortcuts import project_context, project_from_url
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.web.forms import run
from samenkracht.core.web.views import FORM_METHODS, act_or_warn, invalid, posted


def decided(request: StaffRequest, project: Project, act: Callable[[], object], said: str) -> HttpResponse:
    """Do it, say so or say why not, and show the plan."""
    act_or_warn(request, act, said)
    return redirect("plan_page", slug=project.slug)


def version_seen(project: Project) -> dict[str, int]:
    """The hidden field that says about which version somebody decides."""
    version = queries.last_version(project.plan)
    return {"version": version.number if version else 0}


@guarded(Permission.PLAN_SUBMIT, load=project_from_url)
@require_http_methods(FORM_METHODS)
def plan_submit(request: StaffRequest, target: Project) -> HttpResponse:
    """Says what is still open, and asks first."""
    if request.method != "POST":
        document = queries.working_document(target.plan)
        context = project_context(target, document=document, parts=completeness(document))
        return render(request, "projects/plans/submit.html", context)

    def submit() -> object:
        return plan_decisions.submit(plan=target.plan, by=request.actor, at=clock.now())

    return decided(request, target, submit, _("Het plan is ingediend. De beloften staan nu vast."))


@guarded(Permission.PLAN_SUBMIT, load=project_from_url)
@require_POST
def plan_withdraw(request: StaffRequest, target: Project) -> HttpResponse:
    def withdraw() -> object:
        return plan_decisions.withdraw(plan=target.plan, by=request.actor, at=clock.now())

    return decided(request, target, withdraw, _("Het plan is ingetrokken. U kunt het weer veranderen."))


@guarded(Permission.PLAN_SUBMIT, load=project_from_url)
@require_POST
def plan_reopen(request: StaffRequest, target: Project) -> HttpResponse:
    def reopen() -> object:
        return plan_decisions.reopen(plan=target.plan, by=request.actor, at=clock.now())

    message = _("U kunt het plan veranderen. Inwoners zien wat besloten is, tot er opnieuw is besloten.")
    return decided(request, target, reopen, message)


@guarded(Permission.PLAN_DECIDE, load=project_from_url)
@require_POST
def plan_agree(request: StaffRequest, target: Project) -> HttpResponse:
    form = forms.DecisionForm(request.POST)

    def agree() -> object:
        number = form.cleaned_data["version"] if form.is_valid() else 0
        return plan_decisions.agree(plan=target.plan, number=number, by=request.actor, at=clock.now())

    return decided(request, target, agree, _("U bent akkoord met dit plan."))


@guarded(Permission.PLAN_DECIDE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def plan_return(request: StaffRequest, target: Project) -> HttpResponse:
    form = forms.ReturnForm(posted(request), initial=version_seen(target))
    if request.method != "POST":
        return render(request, "projects/plans/return.html", project_context(target, form=form))

    def give_back(said: dict[str, Any]) -> object:
        number, remarks = said["version"], said["remarks"]
        at = clock.now()
        return plan_decisions.return_(plan=target.plan, number=number, remarks=remarks, by=request.actor, at=at)

    if not run(form, give_back):
        return invalid(request, "projects/plans/return.html", project_context(target, form=form))
    messages.success(request, _("Het plan is terug bij het team, met uw opmerkingen."))
    return redirect("plan_page", slug=target.slug)


@guarded(Permission.PLAN_ESTABLISH, load=project_from_url)
@require_http_methods(FORM_METHODS)
def plan_establish(request: StaffRequest, target: Project) -> HttpResponse:
    """Records what a body decided in a meeting that was held."""
    now = clock.now()
    meetings = queries.meetings_until(timezone.localdate(now))
    form = forms.EstablishForm(posted(request), initial=version_seen(target), meetings=meetings)
    context = project_context(target, form=form, meetings=meetings)
    if request.method != "POST":
        return render(request, "projects/plans/establish.html", context)

    def establish(said: dict[str, Any]) -> object:
        number, meeting = said["version"], said["meeting"]
        return plan_decisions.establish(plan=target.plan, number=number, meeting=meeting, by=request.actor, at=now)

    if not run(form, establish):
        return invalid(request, "projects/plans/establish.html", context)
    messages.success(request, _("Het besluit is vastgelegd."))
    return redirect("plan_page", slug=target.slug)
