"""The rows of a proposal that have an order of their own: points, registrations with the secretary, explanations."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from reports.models import ExplanationBlock, Proposal, ProposalPoint, Registration
from reports.proposals.services.proposals import lock_open_proposal, record
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.core.refused import Refused
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.happened import check_happened

Row = ProposalPoint | Registration | ExplanationBlock
R = TypeVar("R", ProposalPoint, Registration, ExplanationBlock)
MOST_ROWS = 50


class RowGone(Refused):
    for_people = _("Deze regel is al weggehaald.")


class TooManyRows(Refused):
    for_people = _("Er zijn al vijftig regels. Voeg er een paar samen.")


class PointEmpty(Refused):
    for_people = _("Schrijf op wat u voorstelt.")
    field = "text"


class DiscussionMissing(Refused):
    for_people = _("Schrijf op wat u met de secretaris besprak.")
    field = "discussed"


@transaction.atomic
def save_point(
    *, proposal: Proposal, text: str, by: Actor, at: datetime, point: ProposalPoint | None = None
) -> ProposalPoint:
    """Add a numbered line at the end of "Voorstel", or change ``point``. Raises NotPermitted, ProposalClosed,
    PointEmpty, RowGone, TooManyRows."""
    require(by, Permission.PROPOSAL_WRITE, proposal)
    if not text.strip():
        raise PointEmpty
    return _save(ProposalPoint, proposal, point, {"text": text.strip()}, by=by, at=at)


@transaction.atomic
def save_registration(
    *,
    proposal: Proposal,
    registered_on: KnownDate,
    discussed: str,
    conclusion: str,
    by: Actor,
    at: datetime,
    registration: Registration | None = None,
) -> Registration:
    """Add a row to "Aangemeld bij secretaris", or change ``registration``. Raises NotPermitted, ProposalClosed,
    DiscussionMissing, StillToCome, RowGone, TooManyRows."""
    require(by, Permission.PROPOSAL_WRITE, proposal)
    if not discussed.strip():
        raise DiscussionMissing
    check_happened(registered_on, field="registered_on", at=at)
    texts = {"registered_on": registered_on, "discussed": discussed.strip(), "conclusion": conclusion.strip()}
    return _save(Registration, proposal, registration, texts, by=by, at=at)


@transaction.atomic
def save_explanation(
    *, proposal: Proposal, text: str, by: Actor, at: datetime, block: ExplanationBlock | None = None
) -> ExplanationBlock:
    """Add a "Beknopte toelichting", which may be empty, or change ``block``. Raises NotPermitted, ProposalClosed,
    RowGone, TooManyRows."""
    require(by, Permission.PROPOSAL_WRITE, proposal)
    return _save(ExplanationBlock, proposal, block, {"text": text.strip()}, by=by, at=at)


@transaction.atomic
def move(*, row: Row, up: bool, by: Actor, at: datetime) -> None:
    """Let a row change places with the one above or below it; at the end of the list nothing happens.

    Raises NotPermitted, ProposalClosed, RowGone.
    """
    require(by, Permission.PROPOSAL_WRITE, row.proposal)
    proposal = lock_open_proposal(row.proposal)
    rows = list(_rows(row, proposal))
    if row not in rows:
        raise RowGone
    index = rows.index(row)
    other = index - 1 if up else index + 1
    if not 0 <= other < len(rows):
        return
    rows[index], rows[other] = rows[other], rows[index]
    for position, moved in enumerate(rows, 1):
        if moved.position != position:
            moved.position = position
            moved.save(update_fields=["position"])
    record("proposal.row_moved", proposal, by=by, at=at, kind=row._meta.model_name or "", row=row.pk, up=up)


@transaction.atomic
def remove(*, row: Row, by: Actor, at: datetime) -> None:
    """Take a row out. Raises NotPermitted, ProposalClosed, RowGone."""
    require(by, Permission.PROPOSAL_WRITE, row.proposal)
    proposal = lock_open_proposal(row.proposal)
    removed, _details = _rows(row, proposal).filter(pk=row.pk).delete()
    if not removed:
        raise RowGone
    record("proposal.row_removed", proposal, by=by, at=at, kind=row._meta.model_name or "", row=row.pk)


def _rows(row: Row, proposal: Proposal) -> models.QuerySet[Any]:
    """All rows of this kind of the proposal, in order, kept for this transaction."""
    return type(row)._default_manager.filter(proposal=proposal).select_for_update()


def _save(model: type[R], proposal: Proposal, row: R | None, texts: dict[str, Any], *, by: Actor, at: datetime) -> R:
    """A new row at the end, or the given one changed."""
    proposal = lock_open_proposal(proposal)
    rows = model._default_manager.filter(proposal=proposal).select_for_update()
    if row is None:
        if len(rows) >= MOST_ROWS:
            raise TooManyRows
        last = max((one.position for one in rows), default=0)
        row = model._default_manager.create(proposal=proposal, position=last + 1, **texts)
        record("proposal.row_added", proposal, by=by, at=at, kind=model._meta.model_name or "", row=row.pk)
        return row
    now = rows.filter(pk=row.pk).first()
    if now is None:
        raise RowGone
    changed = sorted(name for name, value in texts.items() if getattr(now, name) != value)
    for name in changed:
        setattr(now, name, texts[name])
    if changed:
        now.save(update_fields=changed)
        kind = model._meta.model_name or ""
        record("proposal.row_changed", proposal, by=by, at=at, kind=kind, row=now.pk, changed=changed)
    return now
