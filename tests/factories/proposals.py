"""Rows of a proposal, with only what is required."""

from datetime import UTC, date, datetime

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
from samenkracht.core.dates import KnownDate
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
