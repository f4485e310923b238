"""Pages on which staff make a questionnaire: steps and questions of the working copy. Without JavaScript."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypedDict

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.forms import Form as Fields
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participation.builder import queries as builder_queries
from participation.builder.forms import KindForm, QuestionForm, StepTextsForm, kinds, question_initial
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
from samenkracht.core.web.views import FORM_METHODS

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


# --- steps --------------------------------------------------------------------------------------------------------


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


# --- questions ----------------------------------------------------------------------------------------------------


def counted_options(form: Form, key: str) -> frozenset[str]:
    """The options of a question on which published answers may hang."""
    if form.published_version is None:
        return frozenset()
    for question in register_queries.definition_of(form.published_version).questions():
        if question.key == key:
            return frozenset(option.key for option in question.options)
    return frozenset()


def question_of(working: Working, key: str) -> Question:
    """The question with this key. Raises Http404."""
    try:
        return working.definition.question(key)
    except KeyError:
        raise Http404 from None


def fields_sent(request: HttpRequest) -> QuestionForm:
    """The fields of the kind that was sent along; of a kind that does not exist, those of the first, and an error."""
    asked = KindForm(request.POST)
    if asked.is_valid():
        return QuestionForm(request.POST, kind=asked.kind)
    fields = QuestionForm(request.POST, kind=next(iter(TYPES)))
    fields.add_error(None, _("Die soort vraag bestaat niet. Kijk of dit de goede velden zijn en bewaar dan opnieuw."))
    return fields


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_http_methods(FORM_METHODS)
def question_add(request: StaffRequest, target: Form) -> HttpResponse:
    step = step_of(builder_queries.working_copy(target), key_from_url(request))
    if request.method != "POST":
        asked = KindForm(request.GET)
        if not asked.is_valid():
            raise BadRequest
        return page(request, target, step, work="new_question", fields=QuestionForm(kind=asked.kind), kind=asked.kind)
    fields = fields_sent(request)
    added: list[Question] = []

    def act() -> None:
        question = fields.question()
        added.append(builder.add_question(step_key=step.key, question=question, **known(request, target)))

    if status := failed_status(fields, act):
        return page(request, target, step, status=status, work="new_question", fields=fields, kind=fields.kind)
    messages.success(request, _("De vraag staat in het formulier."))
    return redirect(f"{address('form_build', target)}?stap={step.key}#vraag-{added[0].key}")


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_POST
def speaks_for_add(request: StaffRequest, target: Form) -> HttpResponse:
    """The standard question who speaks for whom, with one press."""
    step = step_of(builder_queries.working_copy(target), key_from_url(request))
    try:
        builder.add_speaks_for(form=target, step_key=step.key, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("De vaste vraag staat in het formulier."))
    return redirect(f"{address('form_build', target)}?stap={step.key}")


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_http_methods(FORM_METHODS)
def question_change(request: StaffRequest, target: Form) -> HttpResponse:
    working, key = builder_queries.working_copy(target), key_from_url(request)
    if request.method == "POST" and not any(one.key == key for one in working.definition.questions()):
        return question_gone(request, target, working)
    question = question_of(working, key)
    step = editing.step_holding(working.definition, key)
    sent, counted = request.POST if request.method == "POST" else None, counted_options(target, key)
    initial = question_initial(question)
    fields = QuestionForm(sent, initial=initial, kind=question.kind, old=question, counted=counted)

    def act() -> None:
        builder.change_question(question=fields.question(), **known(request, target))

    status = 200 if sent is None else failed_status(fields, act)
    if status:
        return page(request, target, step, status=status, work="question", fields=fields, chosen=question)
    messages.success(request, _("De vraag is bewaard."))
    return redirect(f"{address('form_build', target)}?stap={step.key}#vraag-{key}")


def question_gone(request: StaffRequest, form: Form, working: Working) -> HttpResponse:
    """Somebody took the question out while it was being written: what was typed comes back as a new question."""
    steps = working.definition.steps
    if not steps:
        raise Http404
    fields = fields_sent(request)
    fields.add_error(
        None,
        _("Iemand anders haalde deze vraag intussen weg. Bewaart u haar nu, dan komt zij er als nieuwe vraag bij."),
    )
    return page(request, form, steps[0], status=409, work="new_question", fields=fields, kind=fields.kind)


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_http_methods(FORM_METHODS)
def question_remove(request: StaffRequest, target: Form) -> HttpResponse:
    """Asks first, and says what stays."""
    working = builder_queries.working_copy(target)
    question = question_of(working, key_from_url(request))
    step = editing.step_holding(working.definition, question.key)

    def act() -> None:
        builder.remove_question(key=question.key, **known(request, target))

    back = f"{address('form_build', target)}?stap={step.key}#vraag-{question.key}"
    return removal(request, target, act, name=question.label, back=back)


def question_moved(request: StaffRequest, form: Form, *, up: bool) -> HttpResponse:
    """Moves it, and goes along to the step in which it stands then."""
    key = key_from_url(request)
    question_of(builder_queries.working_copy(form), key)
    builder.move_question(form=form, key=key, up=up, by=request.actor, at=clock.now())
    step = editing.step_holding(builder_queries.working_copy(form).definition, key)
    return redirect(f"{address('form_build', form)}?stap={step.key}#vraag-{key}")


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_POST
def question_up(request: StaffRequest, target: Form) -> HttpResponse:
    return question_moved(request, target, up=True)


@guarded(Permission.FORM_WRITE, load=form_from_url)
@require_POST
def question_down(request: StaffRequest, target: Form) -> HttpResponse:
    return question_moved(request, target, up=False)
