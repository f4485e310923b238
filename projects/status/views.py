"""Where a project stands: its state, its phase, and who may see it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from projects.models import Project
from projects.register.services import projects
from projects.shortcuts import project_context, project_from_url
from projects.status import services as levels
from projects.status.forms import LevelForm, PhaseForm, StateForm, level_initial
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core import clock
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.web.forms import Stored
from samenkracht.core.web.views import FORM_METHODS, FormPage, form_page, posted


@guarded(Permission.PROJECT_WORKSPACE, load=project_from_url)
@require_safe
def standing_page(request: StaffRequest, target: Project) -> HttpResponse:
    """The history of state and phase, the latest on top."""
    writes = may(request.actor, Permission.PROJECT_WRITE, target)
    states = target.state_changes.order_by("-recorded_at", "-pk")
    phases = target.phase_changes.order_by("-recorded_at", "-pk")
    return render(
        request, "projects/status/page.html", project_context(target, states=states, phases=phases, writes=writes)
    )


def today() -> KnownDate:
    return KnownDate.of(clock.today())


@guarded(Permission.PROJECT_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def state_set(request: StaffRequest, target: Project) -> HttpResponse:
    now = _("Nu: %(state)s. Formulieren, inzendingen en rapporten blijven staan, ook als het project stopt.")
    page = FormPage(
        _("Andere staat"), _("Bewaar de nieuwe staat"), _("De nieuwe staat staat in het verloop."), _("Verloop"),
        reverse("standing_page", args=[target.slug]), intro=now % {"state": target.get_state_display()},
    )  # fmt: skip
    form = StateForm(posted(request), initial={"since": today()})
    return form_page(
        request,
        form,
        lambda facts: projects.set_state(project=target, by=request.actor, at=clock.now(), **facts),
        page,
        target,
    )


@guarded(Permission.PROJECT_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def phase_set(request: StaffRequest, target: Project) -> HttpResponse:
    now = _("Nu: %(phase)s. Als een fase voorbij is, hoort daar een evaluatie bij.")
    page = FormPage(
        _("Volgende fase"), _("Bewaar de nieuwe fase"), _("De nieuwe fase staat in het verloop."), _("Verloop"),
        reverse("standing_page", args=[target.slug]), intro=now % {"phase": target.get_phase_display()},
    )  # fmt: skip
    form = PhaseForm(posted(request), initial={"since": today()})
    return form_page(
        request,
        form,
        lambda facts: projects.set_phase(project=target, by=request.actor, at=clock.now(), **facts),
        page,
        target,
    )


@guarded(Permission.PROJECT_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def level_set(request: StaffRequest, target: Project) -> HttpResponse:
    page = FormPage(
        _("Openbaarheid"), _("Bewaar de openbaarheid"), _("De openbaarheid is bewaard."), _("Gegevens"),
        reverse("project_change", args=[target.slug]),
        intro=_("Een pagina die niet of nog niet openbaar mag zijn, verdwijnt meteen van de website."),
    )  # fmt: skip
    form = LevelForm(posted(request), stored=Stored(target, level_initial))
    return form_page(
        request,
        form,
        lambda facts: levels.set_level(project=target, by=request.actor, at=clock.now(), **facts),
        page,
        target,
    )
