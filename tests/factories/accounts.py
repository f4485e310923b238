"""Rows of accounts, with only what is required."""

from datetime import timedelta

import factory

from samenkracht.accounts.models import Invitation
from samenkracht.accounts.roles import Role
from tests.moments import NOW


class InvitationFactory(factory.django.DjangoModelFactory):
    """Open; nobody knows its token."""

    class Meta:
        model = Invitation

    token_hash = factory.Sequence(lambda n: f"{n:064}")
    email = factory.Sequence(lambda n: f"genodigd{n}@test.example")
    display_name = "Functie"
    role = Role.DIRECTOR
    created_at = NOW
    expires_at = factory.LazyAttribute(lambda one: one.created_at + timedelta(days=7))
