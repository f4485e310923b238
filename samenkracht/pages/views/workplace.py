"""Pages of the workplace that draw from several floors."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.models import Project
from projects.shortcuts import project_from_url
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.pages import workplace

# What the address of the start page may ask: "alles=1" shows all points of attention.
EVERYTHING = "1"


@guarded(Permission.WORKPLACE_ENTER)
@require_safe
def start(request: StaffRequest) -> HttpResponse:
    asked = request.GET.get("alles", "")
    if asked not in ("", EVERYTHING) or not isinstance(request.actor, Staff):
        raise BadRequest
    found = workplace.start(actor=request.actor, at=clock.now(), everything=asked == EVERYTHING)
    return render(request, "pages/start.html", {"nav": "overzicht", "start": found})


@guarded(Permission.PROJECT_WORKSPACE, load=project_from_url)
@require_safe
def project_workspace(request: StaffRequest, target: Project) -> HttpResponse:
    """The chain of a project: from plan line to report, with every gap and the one action that mends it."""
    found = workplace.workspace(project=target, actor=request.actor, at=clock.now())
    return render(request, "pages/workspace.html", {"nav": "projecten", "project": target, "workspace": found})
