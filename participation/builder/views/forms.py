"""Pages of staff around a questionnaire: the list, what a form says about itself, preview, publishing, closing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participation.builder import queries as builder_queries
from participation.builder.forms.facts import FactsForm, facts_initial
from participation.builder.services import forms
from participation.builder.services import working_copy as builder
from participation.builder.views.working_copy import address, edition_seen, failed_status
from participation.formbuilder import checking
from participation.formbuilder.build import step_form_class
from participation.formbuilder.compare import compare
from participation.formbuilder.schema import to_json
from participation.intake import queries as intake_queries
from participation.intake.views.step_pages import step_html
from participation.models import Form, FormVersion
from participation.register import queries as register_queries
from participation.results import queries as results_queries
from participation.shortcuts import form_from_url
from projects.models import Project
from projects.shortcuts import project_context, project_from_url
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core import clock
from samenkracht.core.refused import Refused
from samenkracht.core.web.forms import Stored
from samenkracht.core.web.views import FORM_METHODS, invalid


@guarded(Permission.PROJECT_WORKSPACE, load=project_from_url)
@require_safe
def form_list(request: StaffRequest, target: Project) -> HttpResponse:
    """The forms of a project; the exact counts for its team, the buttons for whoever makes forms."""
    at, found = clock.now(), list(register_queries.forms_of(target).select_related("published_version", "plan_line"))
    counts = may(request.actor, Permission.FIGURES_LIVE, target)
    totals = results_queries.response_totals([form.pk for form in found]) if counts and found else {}
    rows = [(form, form.state_at(at), totals.get(form.pk)) for form in found]
    writes = may(request.actor, Permission.FORM_WRITE, target)
    return render(
        request, "participation/builder/list.html", project_context(target, rows=rows, writes=writes, counts=counts)
    )


# --- what a form says about itself --------------------------------------------------------------------------------


@guarded(Permission.FORM_WRITE, load=project_from_url)
@require_http_methods(FORM_METHODS)
def form_add(request: StaffRequest, target: Project) -> HttpResponse:
    """``?regel=`` names the plan line for which the form is made."""
    sent = request.POST if request.method == "POST" else None
    fields = FactsForm(sent, project=target, initial={"plan_line": request.GET.get("regel")})
    if sent is None:
        return render(request, "participation/builder/facts.html", project_context(target, form=fields))
    made: list[Form] = []

    def act() -> None:
        made.append(forms.make(project=target, by=request.actor, at=clock.now(), **fields.facts()))

    if failed_status(fields, act):
        return invalid(request, "participation/builder/facts.html", project_context(target, form=fields))
    messages.success(request, _("Het formulier is gemaakt. Begin met de eerste stap."))
    return redirect(address("step_add", made[0]))


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_http_methods(FORM_METHODS)
def form_change(request: StaffRequest, target: Form) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    fields = FactsForm(sent, project=target.project, our_form=target, stored=Stored(target, facts_initial))
    context = project_context(target.project, form=fields, our_form=target)
    if sent is None:
        return render(request, "participation/builder/facts.html", context)

    def act() -> None:
        forms.change(form=target, by=request.actor, at=clock.now(), **fields.facts())

    if failed_status(fields, act):
        return invalid(request, "participation/builder/facts.html", context)
    messages.success(request, _("De gegevens zijn bewaard."))
    return redirect("form_list", slug=target.project.slug)


# --- preview ------------------------------------------------------------------------------------------------------


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_safe
def form_preview(request: StaffRequest, target: Form) -> HttpResponse:
    """A step as residents will see it, by the very same template. There is no form around it: nothing can be sent."""
    definition = builder_queries.working_copy(target).definition
    asked = request.GET.get("stap", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
    if not definition.steps and number == 1:
        messages.warning(request, _("Er is nog geen stap om te bekijken."))
        return redirect(address("form_build", target))
    if not 1 <= number <= len(definition.steps):
        raise Http404
    context = register_queries.lookup_context(clock.now())
    fields = step_form_class(definition, number - 1, context=context)()
    version = FormVersion(form=target, number=0, definition=to_json(definition))
    now = intake_queries.as_shown(target)
    preview = {"preview": address("form_preview", target), "preview_back": address("form_build", target)}
    return HttpResponse(step_html(now, version, number - 1, fields, token="", key="", **preview))


# --- publishing and closing ---------------------------------------------------------------------------------------


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_http_methods(FORM_METHODS)
def form_publish(request: StaffRequest, target: Form) -> HttpResponse:
    """What changed since the last version and what stands in the way; then the deed."""
    if request.method != "POST":
        return publish_page(request, target)
    try:
        version = builder.publish(form=target, edition=edition_seen(request), by=request.actor, at=clock.now())
    except builder.ChangedMeanwhile:
        meanwhile = _("Iemand anders heeft het formulier intussen gewijzigd. Bekijk eerst wat er nu veranderd is.")
        return publish_page(request, target, status=409, refusal=meanwhile)
    except Refused as refusal:
        return publish_page(request, target, status=422, refusal=str(refusal))
    messages.success(request, _("Versie %(number)s is gepubliceerd.") % {"number": version.number})
    return redirect("form_list", slug=target.project.slug)


def publish_page(request: HttpRequest, form: Form, *, status: int = 200, refusal: str = "") -> HttpResponse:
    working, published = builder_queries.working_copy(form), form.published_version
    changes = () if published is None else compare(register_queries.definition_of(published), working.definition)
    context = project_context(
        form.project,
        our_form=form,
        edition=working.edition,
        changes=changes,
        breaking=[change for change in changes if change.breaks_figures],
        problems=checking.check(working.definition),
        next_version=(published.number if published else 0) + 1,
        refusal=refusal,
    )
    return render(request, "participation/builder/publish.html", context, status=status)


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_POST
def form_close(request: StaffRequest, target: Form) -> HttpResponse:
    """Close now; opening again is changing the closing date."""
    try:
        forms.close(form=target, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Het formulier is gesloten. Wat binnenkwam, blijft bewaard."))
    return redirect("form_list", slug=target.project.slug)
