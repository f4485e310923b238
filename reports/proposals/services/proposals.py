"""Changes of a proposal: its general facts, and whether its route is over. Its rows: proposal_rows and treatments."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from reports.enums import Distribution
from reports.models import Proposal, ProposalContact
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.refused import Refused


class Facts(TypedDict, total=False):
    """What stands under "Algemeen", and the project that it is about."""

    reference: str
    subject: str
    project: Project | None
    distribution: Distribution | str
    distribution_reason: str
    unit: str
    email: str
    dated: date
    contacts: Sequence[str]


class ReferenceMissing(Refused):
    for_people = _("Vul het kenmerk in.")
    field = "reference"


class ReferenceTaken(Refused):
    for_people = _("Er is al een voorstel met dit kenmerk. Kies een ander kenmerk of open dat voorstel.")
    field = "reference"


class SubjectMissing(Refused):
    for_people = _("Vul het onderwerp in.")
    field = "subject"


class ProposalReasonMissing(Refused):
    for_people = _("Schrijf op waarom het voorstel niet openbaar is.")
    field = "distribution_reason"


class ProposalClosed(Refused):
    for_people = _("Dit voorstel is afgesloten. Open het eerst weer.")


class NotClosed(Refused):
    for_people = _("Dit voorstel is niet afgesloten.")


class StillToTreat(Refused):
    for_people = _("Er is nog een overleg zonder conclusie. Schrijf die op, of haal de behandeling weg.")


@transaction.atomic
def add(*, by: Actor, at: datetime, **facts: Unpack[Facts]) -> Proposal:
    """Make a proposal, with a first empty explanation to write in.

    Raises NotPermitted, ReferenceMissing, ReferenceTaken, SubjectMissing, ProposalReasonMissing.
    """
    given, contacts = _cleaned(facts)
    proposal = Proposal(created_at=at, **given)
    # Asked of the proposal to be: without a project it is for the coordinator and the secretary alone.
    require(by, Permission.PROPOSAL_WRITE, proposal)
    _check(proposal)
    _store(proposal, None)
    _keep_contacts(proposal, contacts or ())
    proposal.explanations.create(position=1)
    record("proposal.added", proposal, by=by, at=at)
    return proposal


@transaction.atomic
def change(*, proposal: Proposal, by: Actor, at: datetime, **facts: Unpack[Facts]) -> Proposal:
    """Change what is given of the general facts.

    Raises NotPermitted, ProposalClosed, ReferenceMissing, ReferenceTaken, SubjectMissing, ProposalReasonMissing.
    """
    require(by, Permission.PROPOSAL_WRITE, proposal)
    proposal = lock_open_proposal(proposal)
    given, contacts = _cleaned(facts)
    changed = sorted(name for name, value in given.items() if getattr(proposal, name) != value)
    for name in changed:
        setattr(proposal, name, given[name])
    if proposal.distribution == Distribution.PUBLIC and proposal.distribution_reason:
        proposal.distribution_reason = ""
        changed = sorted({*changed, "distribution_reason"})
    # Nobody gives a proposal to a project, or to nobody, that they may not write about.
    require(by, Permission.PROPOSAL_WRITE, proposal)
    _check(proposal)
    if changed:
        _store(proposal, changed)
    if contacts is not None and _keep_contacts(proposal, contacts):
        changed.append("contacts")
    if changed:
        record("proposal.changed", proposal, by=by, at=at, changed=changed)
    return proposal


@transaction.atomic
def close(*, proposal: Proposal, by: Actor, at: datetime) -> Proposal:
    """Say that its route is over; nothing of it changes after this.

    Raises NotPermitted, ProposalClosed, StillToTreat.
    """
    require(by, Permission.PROPOSAL_WRITE, proposal)
    proposal = lock_open_proposal(proposal)
    if proposal.treatments.filter(outcome="").exists():
        raise StillToTreat
    proposal.closed_at = at
    proposal.save(update_fields=["closed_at"])
    record("proposal.closed", proposal, by=by, at=at)
    return proposal


@transaction.atomic
def reopen(*, proposal: Proposal, by: Actor, at: datetime) -> Proposal:
    """Let a closed proposal go on. Raises NotPermitted, NotClosed."""
    require(by, Permission.PROPOSAL_WRITE, proposal)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.closed_at is None:
        raise NotClosed
    proposal.closed_at = None
    proposal.save(update_fields=["closed_at"])
    record("proposal.reopened", proposal, by=by, at=at)
    return proposal


def lock_open_proposal(proposal: Proposal) -> Proposal:
    """The proposal as it is now, kept for this transaction. Raises ProposalClosed."""
    now = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if now.closed_at is not None:
        raise ProposalClosed
    return now


def record(event: str, proposal: Proposal, *, by: Actor, at: datetime, **data: Any) -> None:
    audit.record(event=event, target=proposal, by=by, at=at, project_id=proposal.project_id, **data)


def _cleaned(facts: Facts) -> tuple[dict[str, Any], list[str] | None]:
    """Columns and contacts, without needless spaces; a reference is the same however it was spaced."""
    given: dict[str, Any] = dict(facts)
    contacts = given.pop("contacts", None)
    for name, value in given.items():
        if isinstance(value, str):
            given[name] = value.strip() if name == "distribution_reason" else " ".join(value.split())
    if contacts is not None:
        contacts = [words for words in (" ".join(contact.split()) for contact in contacts) if words]
    if given.get("distribution", "") == Distribution.PUBLIC:
        given["distribution_reason"] = ""
    return given, contacts


def _check(proposal: Proposal) -> None:
    if not proposal.reference:
        raise ReferenceMissing
    if not proposal.subject:
        raise SubjectMissing
    if proposal.distribution != Distribution.PUBLIC and not proposal.distribution_reason:
        raise ProposalReasonMissing
    if Proposal.objects.filter(reference=proposal.reference).exclude(pk=proposal.pk).exists():
        raise ReferenceTaken


def _store(proposal: Proposal, columns: list[str] | None) -> None:
    """Store it; who took the reference in the meantime is told from the database's own refusal."""
    try:
        with transaction.atomic():
            proposal.save(update_fields=columns, force_insert=columns is None)
    except IntegrityError as error:
        if Proposal.objects.filter(reference=proposal.reference).exclude(pk=proposal.pk).exists():
            raise ReferenceTaken from error
        raise


def _keep_contacts(proposal: Proposal, wanted: Sequence[str]) -> bool:
    """Make the contacts exactly these; whether anything changed."""
    if list(proposal.contacts.values_list("function", flat=True)) == list(wanted):
        return False
    proposal.contacts.all().delete()
    ProposalContact.objects.bulk_create(
        ProposalContact(proposal=proposal, position=n, function=function) for n, function in enumerate(wanted, 1)
    )
    return True
