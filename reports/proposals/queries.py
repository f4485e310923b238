"""Reads about proposals: where each stands on its route, and what was made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from reports.models import Proposal, Report, Treatment
from samenkracht.accounts.actors import Actor


class RouteState(StrEnum):
    """Where a proposal stands, the most urgent first."""

    CONCLUSION_MISSING = "conclusion_missing"
    MEETING_CANCELLED = "meeting_cancelled"
    NOT_PLANNED = "not_planned"
    PLANNED = "planned"
    TREATED = "treated"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ProposalStatus:
    """A proposal with where it stands; ``at`` is the treatment that this is about."""

    proposal: Proposal
    state: RouteState
    at: Treatment | None = None


def standing_of(proposal: Proposal, today: date) -> ProposalStatus:
    """From the treatments that were fetched along, in the order of their meetings."""
    treatments = list(proposal.treatments.all())
    if proposal.closed_at is not None:
        return ProposalStatus(proposal, RouteState.CLOSED)
    waiting = [one for one in treatments if not one.outcome]
    for one in waiting:
        if one.meeting.cancelled_at is not None:
            return ProposalStatus(proposal, RouteState.MEETING_CANCELLED, one)
        if one.meeting.is_past(today):
            return ProposalStatus(proposal, RouteState.CONCLUSION_MISSING, one)
    if waiting:
        return ProposalStatus(proposal, RouteState.PLANNED, waiting[0])
    if treatments:
        return ProposalStatus(proposal, RouteState.TREATED, treatments[-1])
    return ProposalStatus(proposal, RouteState.NOT_PLANNED)


def standings(proposals: Sequence[Proposal], today: date) -> list[ProposalStatus]:
    return [standing_of(proposal, today) for proposal in proposals]


def with_route(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """With all that a list of proposals shows, in four queries."""
    return proposals.select_related("project").prefetch_related("treatments__meeting__bodies")


def papers_of(proposal: Proposal, actor: Actor) -> QuerySet[Report]:
    """What was made of it and may be read, the latest first."""
    found = Report.objects.visible_to(actor).without_content().filter(proposal=proposal)
    return found.order_by("-edition")
