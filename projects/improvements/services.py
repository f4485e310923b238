"""Improvement proposals of a project: proposed, agreed on, done or dropped."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.enums import OPEN_IMPROVEMENTS, ImprovementState
from projects.models import ImprovementProposal, Project
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.refused import Refused
from samenkracht.core.values.dates import KnownDate


class WordsMissing(Refused):
    for_people = _("Schrijf op wat er beter moet en wie dat doet.")


class ImprovementReasonMissing(Refused):
    for_people = _("Schrijf op waarom dit vervalt.")


class NotOpenAnyMore(Refused):
    for_people = _("Dit verbetervoorstel is al gedaan of vervallen. Het blijft zoals het is.")


class AlreadyAdopted(Refused):
    for_people = _("Dit verbetervoorstel is al afgesproken.")


@transaction.atomic
def propose(*, project: Project, text: str, owner: str, due: KnownDate, by: Actor, at: datetime) -> ImprovementProposal:
    """Add a proposal at the end of the project's list. ``owner`` is a function. Raises NotPermitted, WordsMissing."""
    require(by, Permission.IMPROVEMENT_WRITE, project)
    text, owner = complete(text, owner)
    Project.objects.select_for_update().get(pk=project.pk)
    last = project.improvements.order_by("-position").values_list("position", flat=True).first()
    given: dict[str, Any] = {"text": text, "owner": owner, "due": due}
    proposal = ImprovementProposal.objects.create(project=project, position=(last or 0) + 1, created_at=at, **given)
    record("improvement.proposed", proposal, by=by, at=at)
    return proposal


@transaction.atomic
def change(
    *, proposal: ImprovementProposal, text: str, owner: str, due: KnownDate, by: Actor, at: datetime
) -> ImprovementProposal:
    """Say it otherwise, or give it another owner or date. Raises NotPermitted, WordsMissing, NotOpenAnyMore."""
    require(by, Permission.IMPROVEMENT_WRITE, proposal)
    text, owner = complete(text, owner)
    now = lock_improvement(proposal, OPEN_IMPROVEMENTS)
    given: dict[str, Any] = {"text": text, "owner": owner, "due": due}
    changed = sorted(name for name, value in given.items() if getattr(now, name) != value)
    for name in changed:
        setattr(now, name, given[name])
    if changed:
        now.save(update_fields=changed)
        record("improvement.changed", now, by=by, at=at, changed=changed)
    return now


@transaction.atomic
def adopt(*, proposal: ImprovementProposal, by: Actor, at: datetime) -> ImprovementProposal:
    """Agree that it will be done. Raises NotPermitted, NotOpenAnyMore, AlreadyAdopted."""
    require(by, Permission.IMPROVEMENT_WRITE, proposal)
    now = lock_improvement(proposal, OPEN_IMPROVEMENTS)
    if now.state == ImprovementState.ADOPTED:
        raise AlreadyAdopted
    return move(now, ImprovementState.ADOPTED, now.outcome, by=by, at=at)


@transaction.atomic
def done(*, proposal: ImprovementProposal, outcome: str, by: Actor, at: datetime) -> ImprovementProposal:
    """Say that it was done, and what came of it. Raises NotPermitted, NotOpenAnyMore."""
    require(by, Permission.IMPROVEMENT_WRITE, proposal)
    now = lock_improvement(proposal, OPEN_IMPROVEMENTS)
    return move(now, ImprovementState.DONE, outcome.strip(), by=by, at=at)


@transaction.atomic
def drop(*, proposal: ImprovementProposal, reason: str, by: Actor, at: datetime) -> ImprovementProposal:
    """Say that it will not be done, and why. Raises NotPermitted, NotOpenAnyMore, ImprovementReasonMissing."""
    require(by, Permission.IMPROVEMENT_WRITE, proposal)
    now = lock_improvement(proposal, OPEN_IMPROVEMENTS)
    if not reason.strip():
        raise ImprovementReasonMissing
    return move(now, ImprovementState.DROPPED, reason.strip(), by=by, at=at)


def complete(text: str, owner: str) -> tuple[str, str]:
    """Both, tidied. Raises WordsMissing."""
    text, owner = text.strip(), " ".join(owner.split())
    if not text or not owner:
        raise WordsMissing
    return text, owner


def lock_improvement(proposal: ImprovementProposal, states: Collection[str]) -> ImprovementProposal:
    """The proposal as it is now, held for this transaction. Raises NotOpenAnyMore."""
    now = ImprovementProposal.objects.select_for_update().get(pk=proposal.pk)
    if now.state not in states:
        raise NotOpenAnyMore
    return now


def move(
    proposal: ImprovementProposal, state: ImprovementState, outcome: str, *, by: Actor, at: datetime
) -> ImprovementProposal:
    proposal.state, proposal.outcome = state, outcome
    proposal.save(update_fields=["state", "outcome"])
    record(f"improvement.{state.value}", proposal, by=by, at=at)
    return proposal


def record(event: str, proposal: ImprovementProposal, *, by: Actor, at: datetime, **data: Any) -> None:
    audit.record(event=event, target=proposal, by=by, at=at, project_id=proposal.project_id, **data)
