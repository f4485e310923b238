"""The proposal: one paper of one proposal, again after every change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from reports.enums import Distribution
from reports.models import Proposal, Report, ReportRun, Treatment
from reports.proposals import render
from reports.proposals.collect import ProposalParameters
from reports.proposals.collect import proposal as collect
from reports.proposals.content import KIND, ProposalPaper
from samenkracht.core.refused import Refused

__all__ = [
    "KIND",
    "check_public",
    "collect",
    "from_json",
    "read",
    "render",
    "report_fields",
    "run_fields",
    "to_json",
    "validate",
]
SCHEMA = 1
read = ProposalPaper.from_json
LONGEST_ADDRESS = 120


class ProposalUnknown(Refused):
    for_people = _("Dit voorstel bestaat niet.")


class NothingProposed(Refused):
    for_people = _("Schrijf eerst op wat u voorstelt. Daarna kunt u het stuk maken.")


class NotForEverybody(Refused):
    for_people = _("Bij “Verspreiden” staat dat dit voorstel niet openbaar is. Daarom kan het niet openbaar worden.")


class SaysWhatWasClosed(Refused):
    for_people = _("In dit stuk staat een conclusie van een besloten overleg. Daarom kan het niet openbaar worden.")


def validate(parameters: ProposalParameters, *, at: datetime) -> None:
    """Raise ProposalUnknown or NothingProposed for what cannot be made."""
    found = Proposal.objects.filter(pk=parameters.proposal_id)
    if not found.exists():
        raise ProposalUnknown
    if not found.filter(points__isnull=False).exists():
        raise NothingProposed


def run_fields(parameters: ProposalParameters) -> dict[str, Any]:
    """The proposal, and its project when it has one."""
    found = Proposal.objects.select_related("project").filter(pk=parameters.proposal_id).first()
    return {"proposal": found, "project": found.project if found else None}


def to_json(parameters: ProposalParameters) -> dict[str, Any]:
    return {"schema": SCHEMA, "proposal": parameters.proposal_id}


def from_json(document: Mapping[str, Any]) -> ProposalParameters:
    """What a run was asked. Its edition is the next one of this proposal."""
    earlier = Report.objects.filter(proposal=document["proposal"])
    return ProposalParameters(proposal_id=document["proposal"], edition=earlier.next_edition())


def report_fields(content: ProposalPaper, run: ReportRun) -> dict[str, Any]:
    year = content.day.year
    slug = address(content)
    # Two references may be spelt alike in an address, such as 17.001 and 17-001.
    if Report.objects.filter(year=year, slug=slug).exists():
        slug = f"{slug}-{run.proposal_id}-{content.edition}"
    # The proposal may have got another project while its run waited.
    project_id = Proposal.objects.values_list("project_id", flat=True).get(pk=run.proposal_id or 0)
    return {"year": year, "slug": slug, "proposal_id": run.proposal_id, "project_id": project_id}


def address(content: ProposalPaper) -> str:
    """The words in the public address, below the year."""
    words = slugify(f"voorstel {content.reference.replace('.', '-')} {content.title}")[:LONGEST_ADDRESS].strip("-")
    return f"{words}-versie-{content.edition}" if content.edition > 1 else words


def check_public(content: ProposalPaper) -> None:
    """Raise NotForEverybody when "Verspreiden" said so then, or says so now; SaysWhatWasClosed for what a closed
    meeting concluded.
    """
    kept_back = Proposal.objects.filter(reference=content.reference).exclude(distribution=Distribution.PUBLIC)
    if not content.is_public or kept_back.exists():
        raise NotForEverybody
    concluded = {(row.held_on, row.meeting) for row in content.treatments if row.outcome or row.conclusion}
    behind_doors = Treatment.objects.filter(proposal__reference=content.reference, meeting__is_closed=True)
    for row in behind_doors.select_related("meeting").prefetch_related("meeting__bodies"):
        day, words = row.meeting.held_on.isoformat(), row.meeting.words
        # Closed when the paper was made, or since.
        if concluded & {(day, words), (day, f"{words}, besloten")}:
            raise SaysWhatWasClosed
