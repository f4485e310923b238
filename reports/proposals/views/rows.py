"""The rows of a proposal: points, registrations, explanations; and the meetings that treat it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from reports.models import ExplanationBlock, Proposal, ProposalPoint, Registration, Treatment
from reports.proposals.forms import (
    ConclusionForm,
    ExplanationForm,
    PointForm,
    RegistrationForm,
    TreatmentForm,
    conclusion_initial,
    row_initial,
    treatment_initial,
)
from reports.proposals.services import rows as proposal_rows
from reports.proposals.services import treatments
from reports.proposals.services.rows import Row
from reports.proposals.views.proposals import proposal_context, proposal_from_url
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.web.forms import StaffForm, Stored, run
from samenkracht.core.web.views import FORM_METHODS, act_or_warn, invalid, posted


@dataclass(frozen=True, slots=True)
class ProposalSection:
    """One section of the form whose rows people add, change, move and take out."""

    key: str
    model: type[ProposalPoint] | type[Registration] | type[ExplanationBlock]
    form: type[StaffForm]
    # The verb that stores a row, and what it calls the row that it changes.
    save: Callable[..., Row]
    called: str
    anchor: str
    new: str | Promise
    change: str | Promise
    section: str


PARTS: Mapping[str, ProposalSection] = {
    part.key: part
    for part in (
        ProposalSection(
            "punten",
            ProposalPoint,
            PointForm,
            proposal_rows.save_point,
            "point",
            "v2",
            gettext_lazy("Nieuw punt"),
            gettext_lazy("Punt wijzigen"),
            "Voorstel",
        ),
        ProposalSection(
            "aanmeldingen",
            Registration,
            RegistrationForm,
            proposal_rows.save_registration,
            "registration",
            "v3",
            gettext_lazy("Nieuwe aanmelding"),
            gettext_lazy("Aanmelding wijzigen"),
            "Aangemeld bij secretaris",
        ),
        ProposalSection(
            "toelichtingen",
            ExplanationBlock,
            ExplanationForm,
            proposal_rows.save_explanation,
            "block",
            "toelichting",
            gettext_lazy("Nieuwe toelichting"),
            gettext_lazy("Toelichting wijzigen"),
            "Toelichting voor DO en PFHO",
        ),
    )
}


def part_in_url(request: HttpRequest) -> ProposalSection:
    match = request.resolver_match
    part = PARTS.get(match.kwargs["part"]) if match else None
    if part is None:
        raise Http404
    return part


def whole_from_url(request: HttpRequest, proposal_id: int, part: str) -> Proposal:
    part_in_url(request)
    return proposal_from_url(request, proposal_id)


def row_from_url(request: HttpRequest, proposal_id: int, part: str, row_id: int) -> Row:
    found = part_in_url(request).model._default_manager.select_related("proposal__project")
    row: Any = get_object_or_404(found, proposal=proposal_id, pk=row_id)
    return cast(Row, row)


def treatment_from_url(request: HttpRequest, proposal_id: int, treatment_id: int) -> Treatment:
    found = Treatment.objects.select_related("proposal__project", "meeting").prefetch_related("meeting__bodies")
    return get_object_or_404(found, proposal=proposal_id, pk=treatment_id)


def back(proposal: Proposal, anchor: str) -> HttpResponse:
    return redirect(f"{proposal.get_absolute_url()}#{anchor}")


# --- points, registrations, explanations ----------------------------------------------------------------------------


@guarded(Permission.PROPOSAL_WRITE, load=whole_from_url)
@require_http_methods(FORM_METHODS)
def row_add(request: StaffRequest, target: Proposal) -> HttpResponse:
    part = part_in_url(request)
    form = part.form(posted(request))
    context = proposal_context(target, form=form, part=part, heading=part.new)
    if request.method != "POST":
        return render(request, "reports/proposals/row_form.html", context)
    if not run(form, lambda texts: part.save(proposal=target, by=request.actor, at=clock.now(), **texts)):
        return invalid(request, "reports/proposals/row_form.html", context)
    messages.success(request, _("Toegevoegd aan het voorstel."))
    return back(target, part.anchor)


@guarded(Permission.PROPOSAL_WRITE, load=row_from_url)
@require_http_methods(FORM_METHODS)
def row_change(request: StaffRequest, target: Row) -> HttpResponse:
    part = part_in_url(request)
    form = part.form(posted(request), stored=Stored(target, partial(row_initial, form=part.form)))
    context = proposal_context(target.proposal, form=form, part=part, heading=part.change)
    if request.method != "POST":
        return render(request, "reports/proposals/row_form.html", context)

    def save(texts: dict[str, Any]) -> Row:
        given = texts | {part.called: target}
        return part.save(proposal=target.proposal, by=request.actor, at=clock.now(), **given)

    if not run(form, save):
        return invalid(request, "reports/proposals/row_form.html", context)
    messages.success(request, _("Bewaard."))
    return back(target.proposal, part.anchor)


@guarded(Permission.PROPOSAL_WRITE, load=row_from_url)
@require_http_methods(FORM_METHODS)
def row_remove(request: StaffRequest, target: Row) -> HttpResponse:
    """Asks first: the words are gone then."""
    part = part_in_url(request)
    if request.method != "POST":
        words = target.discussed if isinstance(target, Registration) else target.text
        return render(
            request, "reports/proposals/row_remove.html", proposal_context(target.proposal, part=part, words=words)
        )
    at = clock.now()
    act_or_warn(
        request, lambda: proposal_rows.remove(row=target, by=request.actor, at=at), _("Weggehaald uit het voorstel.")
    )
    return back(target.proposal, part.anchor)


def row_moved(request: StaffRequest, row: Row, *, up: bool) -> HttpResponse:
    at = clock.now()
    act_or_warn(request, lambda: proposal_rows.move(row=row, up=up, by=request.actor, at=at), _("Verplaatst."))
    return back(row.proposal, part_in_url(request).anchor)


@guarded(Permission.PROPOSAL_WRITE, load=row_from_url)
@require_POST
def row_up(request: StaffRequest, target: Row) -> HttpResponse:
    return row_moved(request, target, up=True)


@guarded(Permission.PROPOSAL_WRITE, load=row_from_url)
@require_POST
def row_down(request: StaffRequest, target: Row) -> HttpResponse:
    return row_moved(request, target, up=False)


# --- the meetings that treat it --------------------------------------------------------------------------------------


@guarded(Permission.PROPOSAL_WRITE, load=proposal_from_url)
@require_http_methods(FORM_METHODS)
def treatment_plan(request: StaffRequest, target: Proposal) -> HttpResponse:
    form = TreatmentForm(posted(request), proposal=target, today=clock.today())
    context = proposal_context(target, form=form, heading=_("Zet het voorstel op een agenda"))
    if request.method != "POST":
        return render(request, "reports/proposals/treatment_form.html", context)
    if not run(form, lambda given: treatments.plan(proposal=target, by=request.actor, at=clock.now(), **given)):
        return invalid(request, "reports/proposals/treatment_form.html", context)
    messages.success(request, _("Het voorstel staat op de agenda van dit overleg."))
    return back(target, "v4")


@guarded(Permission.PROPOSAL_WRITE, load=treatment_from_url)
@require_http_methods(FORM_METHODS)
def treatment_change(request: StaffRequest, target: Treatment) -> HttpResponse:
    today = clock.today()
    stored = Stored(target, treatment_initial)
    form = TreatmentForm(posted(request), proposal=target.proposal, today=today, treatment=target, stored=stored)
    context = proposal_context(target.proposal, form=form, heading=_("Behandeling wijzigen"))
    if request.method != "POST":
        return render(request, "reports/proposals/treatment_form.html", context)

    def save(given: dict[str, Any]) -> Treatment:
        return treatments.change(treatment=target, by=request.actor, at=clock.now(), **given)

    if not run(form, save):
        return invalid(request, "reports/proposals/treatment_form.html", context)
    messages.success(request, _("De behandeling is bewaard."))
    return back(target.proposal, "v4")


@guarded(Permission.PROPOSAL_CONCLUDE, load=treatment_from_url)
@require_http_methods(FORM_METHODS)
def treatment_conclude(request: StaffRequest, target: Treatment) -> HttpResponse:
    form = ConclusionForm(posted(request), stored=Stored(target, conclusion_initial))
    context = proposal_context(target.proposal, form=form, treatment=target)
    if request.method != "POST":
        return render(request, "reports/proposals/conclude.html", context)

    def save(given: dict[str, Any]) -> Treatment:
        return treatments.conclude(treatment=target, by=request.actor, at=clock.now(), **given)

    if not run(form, save):
        return invalid(request, "reports/proposals/conclude.html", context)
    messages.success(request, _("De conclusie staat bij het voorstel."))
    return back(target.proposal, "v4")


@guarded(Permission.PROPOSAL_WRITE, load=treatment_from_url)
@require_POST
def treatment_remove(request: StaffRequest, target: Treatment) -> HttpResponse:
    at = clock.now()
    word = _("Het voorstel is van deze agenda gehaald.")
    act_or_warn(request, lambda: treatments.remove(treatment=target, by=request.actor, at=at), word)
    return back(target.proposal, "v4")
