"""Pages on which staff make the questions of a step."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participation.builder import queries as builder_queries
from participation.builder.forms.questions import KindForm, QuestionForm, question_initial
from participation.builder.queries import Working
from participation.builder.services import working_copy as builder
from participation.builder.views.working_copy import address, failed_status, key_from_url, known, page, removal, step_of
from participation.formbuilder import editing
from participation.formbuilder.schema import Question
from participation.formbuilder.types import TYPES
from participation.models import Form
from participation.register import queries as register_queries
from participation.shortcuts import form_from_url
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.refused import Refused
from samenkracht.core.web.views import FORM_METHODS


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
