"""The content of a proposal, as of one moment."""

from dataclasses import dataclass
from datetime import datetime

from projects.models import Body
from projects.models.meeting import words_of
from reports.enums import AgendaPurpose, Distribution, TreatmentOutcome
from reports.models import Proposal, Treatment
from reports.proposals import content
from reports.proposals.content import ProposalPaper
from samenkracht.core.db.snapshot import snapshot
from samenkracht.core.values.periods import local_day

LABEL = "Voorstel voor DO en PFHO"


@dataclass(frozen=True, slots=True)
class ProposalParameters:
    """Which proposal, and how many papers were made of it, this one included."""

    proposal_id: int
    edition: int = 1


def proposal(parameters: ProposalParameters, *, as_of: datetime) -> ProposalPaper:
    """Read everything in one snapshot: who writes meanwhile is in it wholly or not at all. Nine queries."""
    with snapshot():
        return _proposal(Proposal.objects.with_page().get(pk=parameters.proposal_id), parameters.edition, as_of)


def _proposal(found: Proposal, edition: int, as_of: datetime) -> ProposalPaper:
    project = found.project
    treatments = tuple(_treatment(row) for row in found.treatments.all())
    return ProposalPaper(
        title=found.subject,
        label=LABEL,
        as_of=as_of.isoformat(),
        edition=edition,
        reference=found.reference,
        distribution=Distribution(found.distribution).label,
        is_public=found.distribution == Distribution.PUBLIC,
        distribution_reason=found.distribution_reason,
        contacts=tuple(contact.function for contact in found.contacts.all()),
        unit=found.unit,
        email=found.email,
        dated=found.dated.isoformat(),
        project=project.title if project else "",
        slug=project.slug if project else "",
        points=tuple(point.text for point in found.points.all()),
        registrations=tuple(
            content.ReportedRegistration(row.registered_on.iso, row.discussed, row.conclusion)
            for row in found.registrations.all()
        ),
        treatments=treatments,
        explanations=tuple(block.text for block in found.explanations.all() if block.text.strip()),
        choices=_choices(treatments, as_of),
    )


def _treatment(row: Treatment) -> content.ReportedTreatment:
    meeting = row.meeting
    return content.ReportedTreatment(
        held_on=meeting.held_on.isoformat(),
        meeting=f"{meeting.words}, besloten" if meeting.is_closed else meeting.words,
        purpose=AgendaPurpose(row.purpose).label,
        outcome=TreatmentOutcome(row.outcome).label if row.outcome else "",
        conclusion=row.conclusion,
        is_cancelled=meeting.cancelled_at is not None,
    )


def _choices(treatments: tuple[content.ReportedTreatment, ...], as_of: datetime) -> content.OfferedChoices:
    """The lists of the form: every body there is, and the meetings of this proposal as they are called."""
    bodies = [words_of([body]) for body in Body.objects.valid_on(local_day(as_of))]
    meetings = dict.fromkeys([*bodies, *(row.meeting for row in treatments)])
    return content.OfferedChoices(
        distributions=tuple(choice.label for choice in Distribution),
        meetings=tuple(meetings),
        purposes=tuple(choice.label for choice in AgendaPurpose),
        outcomes=tuple(choice.label for choice in TreatmentOutcome),
    )
