"""The team of a project."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from projects.models import Project
from projects.shortcuts import project_context, project_from_url
from projects.team import forms
from projects.team import services as teams
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.web.forms import Stored, run
from samenkracht.core.web.views import FORM_METHODS, invalid, posted


@guarded(Permission.TEAM_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def team_compose(request: StaffRequest, target: Project) -> HttpResponse:
    form = forms.TeamForm(posted(request), stored=Stored(target, forms.team_initial))
    if request.method != "POST":
        return render(request, "projects/team/form.html", project_context(target, form=form))
    if not run(form, lambda team: teams.compose(project=target, by=request.actor, at=clock.now(), **team)):
        return invalid(request, "projects/team/form.html", project_context(target, form=form))
    messages.success(request, _("Het team is bewaard."))
    return redirect(target)
