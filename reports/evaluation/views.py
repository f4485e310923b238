"""Pages on which a team looks back on its project."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.models import PlanLine, Project
from projects.shortcuts import project_context, project_from_url
from reports.enums import ReportKind
from reports.evaluation import queries
from reports.evaluation.collect.evaluation import EvaluationParameters
from reports.evaluation.forms import BeginForm, JudgementForm, RealityForm, TextsForm, judgement_initial, texts_initial
from reports.evaluation.services import evaluations
from reports.models import Evaluation
from reports.runs.services import runs
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core import clock
from samenkracht.core.refused import Refused
from samenkracht.core.web.forms import Stored, run
from samenkracht.core.web.views import FORM_METHODS, invalid, posted


def evaluation_from_url(request: HttpRequest, slug: str, number: int, **_rest: Any) -> Evaluation:
    """The evaluation at this address; which of its lines is a matter of its plan."""
    found = Evaluation.objects.select_related("project__programme", "project__plan").prefetch_related("ratings")
    return get_object_or_404(found, project__slug=slug, number=number)


def line_in_url(request: HttpRequest, evaluation: Evaluation) -> PlanLine:
    """The plan line whose key is in the address, also one that was taken out of the plan since."""
    match = request.resolver_match
    key = match.kwargs["key"] if match else ""
    return get_object_or_404(PlanLine.objects.select_related("plan"), plan__project=evaluation.project_id, key=key)


def list_page(request: StaffRequest, project: Project, form: BeginForm) -> dict[str, Any]:
    return project_context(
        project,
        form=form,
        rows=queries.evaluations_of(project),
        improvements=queries.improvements_of(project, at=clock.now()),
        writes=may(request.actor, Permission.EVALUATION_WRITE, project),
        improves=may(request.actor, Permission.IMPROVEMENT_WRITE, project),
    )


@guarded(Permission.EVALUATION_READ, load=project_from_url)
@require_safe
def evaluation_list(request: StaffRequest, target: Project) -> HttpResponse:
    return render(request, "reports/evaluation/list.html", list_page(request, target, BeginForm()))


@guarded(Permission.EVALUATION_WRITE, load=project_from_url)
@require_POST
def evaluation_begin(request: StaffRequest, target: Project) -> HttpResponse:
    form = BeginForm(request.POST)
    begun: list[Evaluation] = []
    at = clock.now()
    if not run(form, lambda what: begun.append(evaluations.begin(project=target, by=request.actor, at=at, **what))):
        return invalid(request, "reports/evaluation/list.html", list_page(request, target, form))
    messages.success(request, _("De evaluatie is begonnen. Vul nu in hoe het ging."))
    return redirect(begun[0])


@guarded(Permission.EVALUATION_READ, load=evaluation_from_url)
@require_safe
def evaluation_page(request: StaffRequest, target: Evaluation) -> HttpResponse:
    """Promise beside reality, ten judgements with their total, results, improvements, and the reports made of it."""
    may_write = may(request.actor, Permission.EVALUATION_WRITE, target)
    context = project_context(
        target.project,
        found=queries.looked_back(target, request.actor, at=clock.now()),
        asks=may_write,
        writes=may_write and target.closed_at is None,
        improves=may(request.actor, Permission.IMPROVEMENT_WRITE, target.project),
    )
    return render(request, "reports/evaluation/evaluation.html", context)


@guarded(Permission.EVALUATION_WRITE, load=evaluation_from_url)
@require_http_methods(FORM_METHODS)
def evaluation_texts(request: StaffRequest, target: Evaluation) -> HttpResponse:
    form = TextsForm(posted(request), stored=Stored(target, texts_initial))
    context = project_context(target.project, form=form, evaluation=target)
    if request.method != "POST":
        return render(request, "reports/evaluation/texts.html", context)
    at = clock.now()
    if not run(form, lambda texts: evaluations.write(evaluation=target, by=request.actor, at=at, **texts)):
        return invalid(request, "reports/evaluation/texts.html", context)
    messages.success(request, _("De resultaten en lessen zijn bewaard."))
    return redirect(target)


@guarded(Permission.EVALUATION_WRITE, load=evaluation_from_url)
@require_http_methods(FORM_METHODS)
def evaluation_judge(request: StaffRequest, target: Evaluation) -> HttpResponse:
    """All ten criteria on one page. What is judged is kept, what is not may wait."""
    form = JudgementForm(posted(request), stored=Stored(target, judgement_initial))
    context = project_context(target.project, form=form, evaluation=target, total=queries.total_of(target))
    if request.method != "POST":
        return render(request, "reports/evaluation/judge.html", context)

    def judge(_cleaned: dict[str, Any]) -> None:
        evaluations.judge(evaluation=target, judgements=form.judgements(), by=request.actor, at=clock.now())

    if not run(form, judge):
        return invalid(request, "reports/evaluation/judge.html", context)
    messages.success(request, _("Uw oordeel is bewaard."))
    return redirect(f"{target.get_absolute_url()}#oordeel")


@guarded(Permission.EVALUATION_WRITE, load=evaluation_from_url)
@require_http_methods(FORM_METHODS)
def evaluation_line(request: StaffRequest, target: Evaluation) -> HttpResponse:
    """What became of one promise."""
    line = line_in_url(request, target)
    row = queries.promise_of(target, line, at=clock.now())

    def reality(evaluation: Evaluation) -> dict[str, str]:
        found = queries.promise_of(evaluation, line, at=clock.now()).kept
        return {"level": found.reached, "note": found.note}

    form = RealityForm(posted(request), stored=Stored(target, reality))
    context = project_context(target.project, form=form, evaluation=target, row=row)
    if request.method != "POST":
        return render(request, "reports/evaluation/line.html", context)
    at = clock.now()
    if not run(form, lambda facts: evaluations.realise(evaluation=target, line=line, by=request.actor, at=at, **facts)):
        return invalid(request, "reports/evaluation/line.html", context)
    messages.success(request, _("De werkelijkheid staat naast de belofte."))
    return redirect(f"{target.get_absolute_url()}#belofte")


@guarded(Permission.EVALUATION_WRITE, load=evaluation_from_url)
@require_http_methods(FORM_METHODS)
def evaluation_close(request: StaffRequest, target: Evaluation) -> HttpResponse:
    """Asks first, and says that nothing changes any more."""
    context = project_context(target.project, evaluation=target, total=queries.total_of(target))
    if request.method != "POST":
        return render(request, "reports/evaluation/close.html", context)
    try:
        evaluations.close(evaluation=target, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("De evaluatie is afgesloten. Zij blijft zoals zij is."))
    return redirect(target)


@guarded(Permission.EVALUATION_WRITE, load=evaluation_from_url)
@require_POST
def evaluation_report(request: StaffRequest, target: Evaluation) -> HttpResponse:
    """Ask for a report of the evaluation as it stands now."""
    parameters = EvaluationParameters(project=target.project.slug, evaluation=target.number)
    try:
        run = runs.request(kind=ReportKind.EVALUATION, parameters=parameters, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(target)
    return redirect(run)
