"""The team of a project."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from projects import forms, queries
from projects.models import Project
from projects.services import teams
from projects.views.shared import FORM_METHODS, done, page_of, posted, project_from_url
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.views import invalid


@guarded(Permission.TEAM_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def team_compose(request: StaffRequest, target: Project) -> HttpResponse:
    form = forms.TeamForm(posted(request), stored=forms.team_initial(queries.team_of(target), target))
    if request.method != "POST":
        return render(request, "projects/team.html", page_of(target, form=form))
    if not done(form, lambda team: teams.compose(project=target, by=request.actor, at=clock.now(), **team)):
        return invalid(request, "projects/team.html", page_of(target, form=form))
    messages.success(request, _("Het team is bewaard."))
    return redirect(target)
