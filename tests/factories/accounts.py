"""Rows of accounts, with only what is required."""

from datetime import timedelta

import factory
from django.utils import timezone

from samenkracht.accounts.models import Invitation
from samenkracht.accounts.roles import Role


class InvitationFactory(factory.django.DjangoModelFactory):
    """Open; nobody knows its token."""

    class Meta:
        model = Invitation

    token_hash = factory.Sequence(lambda n: f"{n:064}")
    email = factory.Sequence(lambda n: f"genodigd{n}@test.example")
    display_name = "Functie"
    role = Role.DIRECTOR
    created_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda one: one.created_at + timedelta(days=7))
