"""Proposals in the workplace: the list, the form with its five sections, the paper that is made of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.models import Project
from reports.enums import ReportKind
from reports.models import Proposal
from reports.permissions import may_write_about
from reports.proposals import queries
from reports.proposals.collect import ProposalParameters
from reports.proposals.forms import ProposalFilterForm, ProposalForm, proposal_initial
from reports.proposals.services import proposals
from reports.runs.services import runs
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core import clock
from samenkracht.core.refused import Refused
from samenkracht.core.web.forms import Stored, run
from samenkracht.core.web.views import FORM_METHODS, act_or_warn, invalid, posted

PER_PAGE = 20


def proposal_from_url(request: HttpRequest, proposal_id: int) -> Proposal:
    return get_object_or_404(Proposal.objects.with_page(), pk=proposal_id)


def proposal_context(proposal: Proposal | None, **more: Any) -> dict[str, Any]:
    """What every page about a proposal shows around itself."""
    return {"nav": "voorstellen", "proposal": proposal} | more


def form_of(request: StaffRequest, **options: Any) -> ProposalForm:
    """The form with the projects of whose workspace this person knows; a team must choose one of its own."""
    found = Project.objects.internally_visible_to(request.actor).order_by("title", "pk")
    needs = not may_write_about(request.actor, None)
    return ProposalForm(posted(request), projects=found, needs_project=needs, **options)


@guarded(Permission.PROPOSAL_LIST)
@require_safe
def proposal_list(request: StaffRequest) -> HttpResponse:
    """The proposals that this person may read, with search, filters and pages."""
    filter_form = ProposalFilterForm(request.GET)
    if not filter_form.is_valid():
        raise BadRequest
    found = queries.with_route(filter_form.narrow(Proposal.objects.visible_to(request.actor)))
    page = Paginator(found, PER_PAGE).get_page(filter_form.cleaned_data["pagina"] or 1)
    rows = queries.standings(list(page.object_list), clock.today())
    query = filter_form.query_but("pagina")
    return render(
        request,
        "reports/proposals/list.html",
        proposal_context(None, filter=filter_form, page=page, rows=rows, query=query),
    )


@guarded(Permission.PROPOSAL_ADD)
@require_http_methods(FORM_METHODS)
def proposal_add(request: StaffRequest) -> HttpResponse:
    form = form_of(request, initial={"dated": clock.today()})
    if request.method != "POST":
        return render(request, "reports/proposals/form.html", proposal_context(None, form=form))
    made: list[Proposal] = []
    if not run(form, lambda facts: made.append(proposals.add(by=request.actor, at=clock.now(), **facts))):
        return invalid(request, "reports/proposals/form.html", proposal_context(None, form=form))
    messages.success(request, _("Het voorstel is begonnen. Vul nu de andere onderdelen in."))
    return redirect(made[0])


@guarded(Permission.PROPOSAL_READ, load=proposal_from_url)
@require_safe
def proposal_page(request: StaffRequest, target: Proposal) -> HttpResponse:
    """The form as it is now; whoever may write finds the tools beside each part."""
    today = clock.today()
    writes = may(request.actor, Permission.PROPOSAL_WRITE, target)
    treatments = [
        {
            "row": row,
            "is_past": row.meeting.is_past(today),
            "concludes": may(request.actor, Permission.PROPOSAL_CONCLUDE, row) and row.meeting.held_on <= today,
        }
        for row in target.treatments.all()
    ]
    context = proposal_context(
        target,
        treatments=treatments,
        standing=queries.standing_of(target, today),
        papers=queries.papers_of(target, request.actor),
        writes=writes,
        open=target.closed_at is None,
        edits=writes and target.closed_at is None,
    )
    return render(request, "reports/proposals/page.html", context)


@guarded(Permission.PROPOSAL_WRITE, load=proposal_from_url)
@require_http_methods(FORM_METHODS)
def proposal_change(request: StaffRequest, target: Proposal) -> HttpResponse:
    form = form_of(request, stored=Stored(target, proposal_initial))
    context = proposal_context(target, form=form)
    if request.method != "POST":
        return render(request, "reports/proposals/form.html", context)

    def save(facts: dict[str, Any]) -> Proposal:
        return proposals.change(proposal=target, by=request.actor, at=clock.now(), **facts)

    if not run(form, save):
        return invalid(request, "reports/proposals/form.html", context)
    messages.success(request, _("De gegevens zijn bewaard."))
    return redirect(target)


@guarded(Permission.PROPOSAL_WRITE, load=proposal_from_url)
@require_POST
def proposal_close(request: StaffRequest, target: Proposal) -> HttpResponse:
    at = clock.now()
    word = _("Het voorstel is afgesloten.")
    act_or_warn(request, lambda: proposals.close(proposal=target, by=request.actor, at=at), word)
    return redirect(target)


@guarded(Permission.PROPOSAL_WRITE, load=proposal_from_url)
@require_POST
def proposal_reopen(request: StaffRequest, target: Proposal) -> HttpResponse:
    at = clock.now()
    word = _("Het voorstel is weer open.")
    act_or_warn(request, lambda: proposals.reopen(proposal=target, by=request.actor, at=at), word)
    return redirect(target)


@guarded(Permission.PROPOSAL_WRITE, load=proposal_from_url)
@require_POST
def proposal_make(request: StaffRequest, target: Proposal) -> HttpResponse:
    """Ask for the paper of the proposal as it is now."""
    parameters = ProposalParameters(target.pk)
    try:
        run = runs.request(kind=ReportKind.PROPOSAL, parameters=parameters, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(target)
    return redirect(run)
