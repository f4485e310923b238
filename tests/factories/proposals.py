"""Rows of a proposal, with only what is required."""

from datetime import UTC, date, datetime
from typing import Any

import factory

from reports.enums import AgendaPurpose
from reports.models import (
    ExplanationBlock,
    Proposal,
    ProposalContact,
    ProposalPoint,
    Registration,
    Treatment,
)
from reports.proposals.content import OfferedChoices, ProposalPaper, ReportedRegistration, ReportedTreatment
from samenkracht.core.values.dates import KnownDate
from tests.factories.projects import MeetingFactory

MADE = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


class ProposalFactory(factory.django.DjangoModelFactory):
    """A public proposal about no project."""

    class Meta:
        model = Proposal

    reference = factory.Sequence(lambda n: f"26{n:06d}")
    subject = factory.Sequence(lambda n: f"Voorstel over onderwerp {n}")
    dated = date(2026, 11, 17)
    created_at = MADE


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProposalContact

    proposal = factory.SubFactory(ProposalFactory)
    position = factory.Sequence(lambda n: n + 1)
    function = "Projectleider"


class PointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProposalPoint

    proposal = factory.SubFactory(ProposalFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = "Instemmen met het vervolg"


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Registration

    proposal = factory.SubFactory(ProposalFactory)
    position = factory.Sequence(lambda n: n + 1)
    registered_on = KnownDate("2026-11-12")
    discussed = "Besproken na afstemming met de directeur"


class TreatmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Treatment

    proposal = factory.SubFactory(ProposalFactory)
    meeting = factory.SubFactory(MeetingFactory)
    purpose = AgendaPurpose.INFORM


class ExplanationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ExplanationBlock

    proposal = factory.SubFactory(ProposalFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = "Wat er gebeurde."


def a_proposal_paper(**changes: Any) -> ProposalPaper:
    """The content of a proposal that came past two of its three meetings."""
    values: dict[str, Any] = {
        "title": "Samenkracht! blijvend organiseren",
        "label": "Voorstel voor DO en PFHO",
        "as_of": "2026-11-20T08:00:00+00:00",
        "edition": 1,
        "reference": "26004817",
        "distribution": "Openbaar",
        "is_public": True,
        "distribution_reason": "",
        "contacts": ("Coördinator Samenkracht!", "Projectleider cliëntparticipatie"),
        "unit": "Beleid en bestuur",
        "email": "samenkracht@regio.example",
        "dated": "2026-11-02",
        "project": "Samenkracht! blijvend organiseren",
        "slug": "samenkracht-blijvend-organiseren",
        "points": (
            "De werkwijze Samenkracht! vaststellen voor alle projecten van het Uitvoeringsprogramma.",
            "Het betreft: kennisnemen van de voortgang over het derde kwartaal van 2026.",
            "In mei 2027 volgt een voorstel voor structurele financiering vanaf 2028.",
        ),
        "registrations": (
            ReportedRegistration(
                "2026-11-02",
                "Op voorstel van de portefeuillehouder en na afstemming met de directeur besproken",
                "Wordt geagendeerd voor DO en PFHO",
            ),
        ),
        "treatments": (
            ReportedTreatment("2026-11-05", "AO Z&V en B&O", "informeren", "conform", "", False),
            ReportedTreatment(
                "2026-11-19", "Directie-overleg", "adviseren", "gewijzigd", "Met een begroting erbij", False
            ),
            ReportedTreatment("2026-12-03", "PFHO J&O en G&O (overlappend gedeelte)", "besluiten", "", "", False),
        ),
        "explanations": (
            "Samenkracht! ondersteunt sinds 2013 dat de vraag van inwoners richting geeft aan regionaal beleid.\n\n"
            "Na 2021 kreeg de werkwijze geen vervolg: wie haar trok vertrok, en vast geld ontbrak.",
            "De directeuren vroegen om een begroting. Die staat in de bijlage.",
        ),
        "choices": OfferedChoices(
            distributions=("Openbaar", "Niet openbaar"),
            meetings=(
                "AO Z&V",
                "AO B&O",
                "Directie-overleg",
                "PFHO J&O",
                "PFHO G&O",
                "AO Z&V en B&O",
                "PFHO J&O en G&O (overlappend gedeelte)",
            ),
            purposes=("informeren", "bespreken", "opiniëren", "adviseren", "besluiten"),
            outcomes=("conform", "gewijzigd", "niet ingestemd", "aangehouden", "teruggenomen"),
        ),
    }
    return ProposalPaper(**{**values, **changes})
