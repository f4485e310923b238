"""Pages on which staff make the steps of a questionnaire."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participation.builder import queries as builder_queries
from participation.builder.forms.questions import StepTextsForm
from participation.builder.services import working_copy as builder
from participation.builder.views.working_copy import address, failed_status, key_from_url, known, page, removal, step_of
from participation.formbuilder.schema import Step
from participation.models import Form
from participation.shortcuts import form_from_url
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.web.views import FORM_METHODS


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_http_methods(FORM_METHODS)
def step_add(request: StaffRequest, target: Form) -> HttpResponse:
    if request.method != "POST":
        return page(request, target, None, work="new_step", fields=StepTextsForm())
    fields = StepTextsForm(request.POST)
    added: list[Step] = []

    def act() -> None:
        added.append(builder.add_step(**known(request, target), **fields.cleaned_data))

    if status := failed_status(fields, act):
        return page(request, target, None, status=status, work="new_step", fields=fields)
    messages.success(request, _("De stap staat in het formulier. Zet er nu vragen in."))
    return redirect(f"{address('form_build', target)}?stap={added[0].key}")


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_http_methods(FORM_METHODS)
def step_change(request: StaffRequest, target: Form) -> HttpResponse:
    step = step_of(builder_queries.working_copy(target), key_from_url(request))
    fields = StepTextsForm(request.POST or None, initial={"title": step.title, "intro": step.intro})
    if request.method != "POST":
        return page(request, target, step, work="step", fields=fields)

    def act() -> None:
        builder.change_step(key=step.key, **known(request, target), **fields.cleaned_data)

    if status := failed_status(fields, act):
        return page(request, target, step, status=status, work="step", fields=fields)
    messages.success(request, _("De stap is bewaard."))
    return redirect(f"{address('form_build', target)}?stap={step.key}")


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_http_methods(FORM_METHODS)
def step_remove(request: StaffRequest, target: Form) -> HttpResponse:
    """Asks first, and says what stays."""
    step = step_of(builder_queries.working_copy(target), key_from_url(request))
    back = f"{address('form_build', target)}?stap={step.key}"

    def act() -> None:
        builder.remove_step(key=step.key, **known(request, target))

    return removal(request, target, act, name=step.title, questions=len(step.questions), back=back)


def step_moved(request: StaffRequest, form: Form, *, up: bool) -> HttpResponse:
    key = key_from_url(request)
    step_of(builder_queries.working_copy(form), key)
    builder.move_step(form=form, key=key, up=up, by=request.actor, at=clock.now())
    return redirect(f"{address('form_build', form)}?stap={key}")


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_POST
def step_up(request: StaffRequest, target: Form) -> HttpResponse:
    return step_moved(request, target, up=True)


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_POST
def step_down(request: StaffRequest, target: Form) -> HttpResponse:
    return step_moved(request, target, up=False)
