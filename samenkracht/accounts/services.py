"""Changes of accounts."""

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from samenkracht.accounts.actors import Actor, System
from samenkracht.accounts.models import Invitation, User
from samenkracht.accounts.permissions import Permission, require
from samenkracht.accounts.roles import Role
from samenkracht.audit import services as audit
from samenkracht.core.refused import Refused

INVITATION_LASTS = timedelta(days=7)


class EmailTaken(Refused):
    for_people = _("Er is al een gebruiker met dit e-mailadres.")


class InvitationNotValid(Refused):
    for_people = _("Deze uitnodiging is verlopen of al gebruikt. Vraag een nieuwe aan de beheerder.")


def token_hash(token: str) -> str:
    """How an invitation's token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def add_user(*, email: str, display_name: str, role: Role, password: str | None, by: Actor, at: datetime) -> User:
    """Make an account. Raises EmailTaken, also for the same address in other case."""
    if not isinstance(by, System):
        require(by, Permission.USERS_WRITE)
    user = User(email=email.strip().lower(), display_name=display_name, role=role, created_at=at)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise EmailTaken from error
    audit.record(event="user.added", target=user, by=by, at=at, role=str(role))
    return user


@transaction.atomic
def invite(*, email: str, display_name: str, role: Role, by: Actor, at: datetime) -> str:
    """Make an invitation and give its token: 256 random bits, shown once, stored as a hash. Raises EmailTaken."""
    if not isinstance(by, System):
        require(by, Permission.USERS_WRITE)
    if User.objects.filter(email__iexact=email.strip()).exists():
        raise EmailTaken
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        token_hash=token_hash(token),
        email=email.strip().lower(),
        display_name=display_name,
        role=role,
        created_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    audit.record(event="user.invited", target=invitation, by=by, at=at, role=str(role))
    return token


@transaction.atomic
def accept(*, token: str, password: str, at: datetime) -> User:
    """Turn an invitation into an account with this password. Raises InvitationNotValid; a token works once."""
    won = Invitation.objects.filter(token_hash=token_hash(token), used_at=None, expires_at__gt=at).update(used_at=at)
    if not won:
        raise InvitationNotValid
    invitation = Invitation.objects.get(token_hash=token_hash(token))
    return add_user(
        email=invitation.email,
        display_name=invitation.display_name,
        role=Role(invitation.role),
        password=password,
        by=System("invitation"),
        at=at,
    )


@transaction.atomic
def reset_second_factor(*, user: User, by: Actor, at: datetime) -> None:
    """Take somebody's app and recovery codes away, for who lost the phone. At the next page they set up new ones."""
    if not isinstance(by, System):
        require(by, Permission.USERS_WRITE)
    Authenticator.objects.filter(user=user).delete()
    audit.record(event="user.second_factor_reset", target=user, by=by, at=at)
