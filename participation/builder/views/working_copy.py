"""The page on which staff make a questionnaire, and what those of its steps and questions share."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypedDict

from django.contrib import messages
from django.forms import Form as Fields
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participation.builder import queries as builder_queries
from participation.builder.forms.questions import kinds
from participation.builder.queries import Working
from participation.builder.services import working_copy as builder
from participation.formbuilder import blocks, checking, editing
from participation.formbuilder.schema import Definition, Question, Step
from participation.formbuilder.types import TYPES, type_of
from participation.formbuilder.types.base import QuestionType
from participation.models import Form
from participation.register import queries as register_queries
from participation.shortcuts import form_from_url
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.refused import Refused
from samenkracht.core.web.forms import run

MEANWHILE = (builder.ChangedMeanwhile, builder.PartGone)


def key_from_url(request: HttpRequest) -> str:
    """The key of the step or question in the address."""
    match = request.resolver_match
    return str(match.kwargs["key"]) if match else ""


def edition_seen(request: HttpRequest) -> int:
    """The edition that was on the screen; what is no number was on no screen."""
    sent = request.POST.get("edition", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def failed_status(fields: Fields, act: Callable[[], object]) -> int:
    """Run ``fields``. 0 when it is done, else the status to answer with; the fields say why."""
    refused: list[Refused] = []

    def tell(_cleaned: dict[str, Any]) -> None:
        try:
            act()
        except Refused as refusal:
            refused.append(refusal)
            raise

    if run(fields, tell):
        return 0
    return 409 if any(isinstance(one, MEANWHILE) for one in refused) else 422


def step_of(working: Working, key: str) -> Step:
    """The step with this key. Raises Http404."""
    for step in working.definition.steps:
        if step.key == key:
            return step
    raise Http404


def address(name: str, form: Form, **more: str) -> str:
    return reverse(name, kwargs={"slug": form.project.slug, "form": form.slug, **more})


class EditArguments(TypedDict):
    """What every change of the working copy wants to know."""

    form: Form
    edition: int
    by: Actor
    at: datetime


def known(request: StaffRequest, form: Form) -> EditArguments:
    return {"form": form, "edition": edition_seen(request), "by": request.actor, "at": clock.now()}


def page(
    request: HttpRequest,
    form: Form,
    step: Step | None,
    *,
    status: int = 200,
    work: str = "",
    fields: Fields | None = None,
    kind: str = "",
    chosen: Question | None = None,
) -> HttpResponse:
    """The builder: steps at the left, one step at the right, in it at most one thing that is being written.

    ``work`` says which: step, new_step, question, new_question, or nothing. The copy is read anew: after a refusal
    the page shows where it stands now.
    """
    working = builder_queries.working_copy(form)
    definition = working.definition
    shown = step if step is None else next((one for one in definition.steps if one.key == step.key), None)
    published = form.published_version
    context = {
        "nav": "projecten",
        "project": form.project,
        "our_form": form,
        "working": working,
        "steps": [(one, sum(type_of(question).asks for question in one.questions)) for one in definition.steps],
        "step": shown,
        "number": 0 if shown is None else editing.index_of(definition.steps, shown.key) + 1,
        "is_first": shown is not None and shown == definition.steps[0],
        "is_last": shown is not None and shown == definition.steps[-1],
        "questions": placed_questions(definition, shown),
        "kinds": kinds(),
        "has_speaks_for": any(question.block == blocks.SPEAKS_FOR for question in definition.questions()),
        "problems": checking.check(definition),
        "is_changed": published is None or register_queries.definition_of(published) != definition,
        "next_version": (published.number if published else 0) + 1,
        "work": work,
        "form": fields,
        "kind": kind,
        "kind_label": TYPES[kind].label if kind else "",
        "chosen": chosen,
    }
    return render(request, "participation/builder/build.html", context, status=status)


def placed_questions(definition: Definition, step: Step | None) -> list[tuple[Question, QuestionType, bool, bool]]:
    """The questions of the step with their types, and whether each is the first or last one of the whole form."""
    if step is None or not step.questions:
        return []
    first = step == definition.steps[0] and step.questions[0]
    last = step == definition.steps[-1] and step.questions[-1]
    return [(one, type_of(one), one is first, one is last) for one in step.questions]


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_safe
def form_build(request: StaffRequest, target: Form) -> HttpResponse:
    """The step that the address asks for, else the first one."""
    steps = builder_queries.working_copy(target).definition.steps
    asked = request.GET.get("stap")
    step = next((one for one in steps if one.key == asked), None) if asked else next(iter(steps), None)
    if asked and step is None:
        raise Http404
    return page(request, target, step)


def removal(
    request: StaffRequest, form: Form, act: Callable[[], object], *, name: str, back: str, questions: int | None = None
) -> HttpResponse:
    """The question whether something may go; when it was answered with yes, the deed."""
    fields = Fields(request.POST if request.method == "POST" else None)
    status = failed_status(fields, act) if request.method == "POST" else 200
    if status:
        context = {"nav": "projecten", "project": form.project, "our_form": form, "form": fields, "name": name}
        seen = {"edition": builder_queries.working_copy(form).edition, "back": back, "questions": questions}
        return render(request, "participation/builder/remove.html", context | seen, status=status)
    messages.success(request, _("“%(name)s” is uit het formulier gehaald.") % {"name": name})
    return redirect(address("form_build", form))
