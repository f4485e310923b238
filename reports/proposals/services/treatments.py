"""The rows of "Behandeling": in which meetings a proposal is treated, what for, and what came of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Meeting
from reports.enums import AgendaPurpose, TreatmentOutcome
from reports.models import Proposal, Treatment
from reports.proposals.services.proposals import lock_open_proposal, record
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.core.refused import Refused
from samenkracht.core.values.periods import local_day


class OnThisAgenda(Refused):
    for_people = _("Dit voorstel staat al op de agenda van dit overleg.")
    field = "meeting"


class NoSuchMeeting(Refused):
    for_people = _("Dit overleg gaat niet door. Kies een ander overleg.")
    field = "meeting"


class Concluded(Refused):
    for_people = _("Dit overleg heeft het voorstel al behandeld. Wat er besloten is, blijft staan.")


class NotYetHeld(Refused):
    for_people = _("Dit overleg is nog niet geweest. Een conclusie kan er nog niet zijn.")


class OutcomeMissing(Refused):
    for_people = _("Kies wat het overleg deed.")
    field = "outcome"


class TreatmentGone(Refused):
    for_people = _("Deze behandeling is al weggehaald.")


class MeetingTreated(Refused):
    for_people = _("In dit overleg is al een voorstel behandeld. Dag en gremia blijven daarom zoals ze zijn.")


@transaction.atomic
def plan(*, proposal: Proposal, meeting: Meeting, purpose: AgendaPurpose | str, by: Actor, at: datetime) -> Treatment:
    """Put the proposal on the agenda of a meeting. Raises NotPermitted, ProposalClosed, NoSuchMeeting, OnThisAgenda."""
    require(by, Permission.PROPOSAL_WRITE, proposal)
    proposal = lock_open_proposal(proposal)
    _check(proposal, meeting, None)
    treatment = Treatment.objects.create(proposal=proposal, meeting=meeting, purpose=purpose)
    record("proposal.planned", proposal, by=by, at=at, meeting=meeting.pk, purpose=str(purpose))
    return treatment


@transaction.atomic
def change(
    *, treatment: Treatment, meeting: Meeting, purpose: AgendaPurpose | str, by: Actor, at: datetime
) -> Treatment:
    """Another meeting or purpose, as long as it was not treated.

    Raises NotPermitted, ProposalClosed, TreatmentGone, Concluded, NoSuchMeeting, OnThisAgenda.
    """
    require(by, Permission.PROPOSAL_WRITE, treatment.proposal)
    proposal, treatment = _open(treatment)
    if treatment.outcome:
        raise Concluded
    if meeting.pk != treatment.meeting_id:
        _check(proposal, meeting, treatment)
    if (treatment.meeting_id, treatment.purpose) != (meeting.pk, purpose):
        treatment.meeting, treatment.purpose = meeting, str(purpose)
        treatment.save(update_fields=["meeting", "purpose"])
        record("proposal.replanned", proposal, by=by, at=at, meeting=meeting.pk, purpose=str(purpose))
    return treatment


@transaction.atomic
def conclude(
    *, treatment: Treatment, outcome: TreatmentOutcome | str, conclusion: str, by: Actor, at: datetime
) -> Treatment:
    """Write down what the meeting did with it, in a word and in words; again to mend it.

    Raises NotPermitted, ProposalClosed, TreatmentGone, NoSuchMeeting, NotYetHeld, OutcomeMissing.
    """
    require(by, Permission.PROPOSAL_CONCLUDE, treatment)
    proposal, treatment = _open(treatment)
    if outcome not in TreatmentOutcome.values:
        raise OutcomeMissing
    if treatment.meeting.cancelled_at is not None:
        raise NoSuchMeeting
    if treatment.meeting.held_on > local_day(at):
        raise NotYetHeld
    was = treatment.outcome
    if (was, treatment.conclusion) != (outcome, conclusion.strip()):
        treatment.outcome, treatment.conclusion, treatment.concluded_at = str(outcome), conclusion.strip(), at
        treatment.save(update_fields=["outcome", "conclusion", "concluded_at"])
        meeting = treatment.meeting_id
        record("proposal.concluded", proposal, by=by, at=at, meeting=meeting, outcome=str(outcome), was=was)
    return treatment


@transaction.atomic
def remove(*, treatment: Treatment, by: Actor, at: datetime) -> None:
    """Take it off the agenda. Raises NotPermitted, ProposalClosed, TreatmentGone, Concluded."""
    require(by, Permission.PROPOSAL_WRITE, treatment.proposal)
    proposal, treatment = _open(treatment)
    if treatment.outcome:
        raise Concluded
    meeting = treatment.meeting_id
    treatment.delete()
    record("proposal.unplanned", proposal, by=by, at=at, meeting=meeting)


def refuse_when_treated(*, meeting: Meeting) -> None:
    """For the hook ``meeting_changing``: a conclusion belongs to the day and the bodies that drew it."""
    if Treatment.objects.filter(meeting=meeting).exclude(outcome="").exists():
        raise MeetingTreated


def _open(treatment: Treatment) -> tuple[Proposal, Treatment]:
    """Proposal and treatment as they are now, kept for this transaction. Raises ProposalClosed, TreatmentGone."""
    proposal = lock_open_proposal(treatment.proposal)
    now = Treatment.objects.select_for_update(of=("self",)).select_related("meeting").filter(pk=treatment.pk).first()
    if now is None:
        raise TreatmentGone
    return proposal, now


def _check(proposal: Proposal, meeting: Meeting, treatment: Treatment | None) -> None:
    # Held, so that nobody cancels or moves it meanwhile.
    if Meeting.objects.select_for_update().get(pk=meeting.pk).cancelled_at is not None:
        raise NoSuchMeeting
    others = proposal.treatments.filter(meeting=meeting)
    if (others.exclude(pk=treatment.pk) if treatment else others).exists():
        raise OnThisAgenda
