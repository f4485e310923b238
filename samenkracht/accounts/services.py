"""Changes of accounts."""

import contextlib
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenkracht.accounts import mails
from samenkracht.accounts.actors import Actor, Anonymous, Staff, System
from samenkracht.accounts.models import Identity, Invitation, User
from samenkracht.accounts.permissions import Permission, require
from samenkracht.accounts.roles import Role
from samenkracht.audit import services as audit
from samenkracht.core.refused import Refused

INVITATION_LASTS = timedelta(days=7)


class EmailTaken(Refused):
    for_people = _("Er is al een gebruiker met dit e-mailadres.")


class AccountClosed(EmailTaken):
    for_people = _(
        "Het account met dit e-mailadres is gesloten. "
        "De beheerder kan het weer openen: kies “Open weer” bij de gebruikers."
    )


class InvitationNotValid(Refused):
    for_people = _("Deze uitnodiging is verlopen, ingetrokken of al gebruikt.")


class OwnAccount(Refused):
    for_people = _("Uw eigen account kunt u niet sluiten. Vraag dat aan een andere beheerder.")


class LastAdministrator(Refused):
    for_people = _("Dit is de laatste beheerder. Nodig eerst een andere beheerder uit.")


class NotLetIn(Refused):
    """Somebody who is known at the provider, and not let in here; ``reason`` is what the audit log says."""

    reason = ""


class NoAccount(NotLetIn):
    reason = "no_account"
    for_people = _("U hebt hier nog geen account, of het is gesloten. Vraag de beheerder om een uitnodiging.")


class NotVerified(NotLetIn):
    reason = "not_verified"
    for_people = _("Uw e-mailadres is daar nog niet bevestigd. Vraag uw ICT-afdeling om dat te doen.")


class TiedToAnother(NotLetIn):
    reason = "tied_to_another"
    for_people = _("Uw account is al verbonden met een andere gebruiker daar. Vraag de beheerder om dat te wissen.")


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
        check_not_taken(email)
        raise EmailTaken from error
    audit.record(event="user.added", target=user, by=by, at=at, role=str(role))
    return user


@transaction.atomic
def invite(*, email: str, display_name: str, role: Role, by: Actor, at: datetime) -> str:
    """Make an invitation and give its token: 256 random bits, shown once, stored as a hash.

    Earlier invitations for this address work no more: whoever corrects a role takes the wrong one back by it.
    Raises EmailTaken.
    """
    if not isinstance(by, System):
        require(by, Permission.USERS_WRITE)
    check_not_taken(email)
    for earlier in Invitation.objects.open(at).filter(email__iexact=email.strip()):
        _withdraw(earlier, by=by, at=at)
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


def check_not_taken(email: str) -> None:
    """Raises EmailTaken; AccountClosed when nobody can log in with it, so that it is opened again."""
    found = User.objects.filter(email__iexact=email.strip()).first()
    if found is not None:
        raise EmailTaken if found.is_active else AccountClosed


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> bool:
    """Let an invitation work no more. Gives False, and changes nothing, when it was not open."""
    require(by, Permission.USERS_WRITE)
    return _withdraw(invitation, by=by, at=at)


def _withdraw(invitation: Invitation, *, by: Actor, at: datetime) -> bool:
    ended = Invitation.objects.open(at).filter(pk=invitation.pk).update(withdrawn_at=at)
    if ended:
        audit.record(event="user.invitation_withdrawn", target=invitation, by=by, at=at)
    return bool(ended)


def still_open(*, token: str, at: datetime) -> Invitation:
    """The invitation behind a link that would be taken now; changes nothing. Raises InvitationNotValid, EmailTaken."""
    invitation = Invitation.objects.open(at).filter(token_hash=token_hash(token)).first()
    if invitation is None:
        raise InvitationNotValid
    check_not_taken(invitation.email)
    return invitation


@transaction.atomic
def accept(*, token: str, password: str, at: datetime) -> User:
    """Turn an invitation into an account with this password; a token works once.

    Raises InvitationNotValid, and EmailTaken when the address got an account since.
    """
    won = Invitation.objects.open(at).filter(token_hash=token_hash(token)).update(used_at=at)
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
    """Take somebody's app and recovery codes away, for who lost the phone. At the next page they set up new ones.

    Their tie to the identity provider goes too: the next login that way ties anew, by the address.
    """
    if not isinstance(by, System):
        require(by, Permission.USERS_WRITE)
    Authenticator.objects.filter(user=user).delete()
    Identity.objects.filter(user=user).delete()
    audit.record(event="user.second_factor_reset", target=user, by=by, at=at)
    transaction.on_commit(lambda: mails.tell(user, "account/email/factor_reset"))


@transaction.atomic
def close_account(*, user: User, by: Actor, at: datetime) -> None:
    """Let somebody in no more, from their next page on. What they wrote stays, and so do their places in teams.

    Password, app and tie to the provider go; by that all open sessions and links for a new password end for good, also
    when the account is opened again. An account that is closed already stays as it is.
    Raises NotPermitted, OwnAccount, LastAdministrator.
    """
    require(by, Permission.USERS_WRITE)
    if isinstance(by, Staff) and by.user.pk == user.pk:
        raise OwnAccount
    # All administrators, in one order: of two who close each other at once, one comes too late.
    able = Q(role=Role.ADMINISTRATOR, is_active=True)
    held = list(User.objects.select_for_update().filter(Q(pk=user.pk) | able).order_by("pk"))
    now = next(one for one in held if one.pk == user.pk)
    if not now.is_active:
        return
    if now.role == Role.ADMINISTRATOR and not any(one for one in held if one.pk != now.pk):
        raise LastAdministrator
    _start_anew(now, is_active=False)
    audit.record(event="user.closed", target=now, by=by, at=at)
    transaction.on_commit(lambda: mails.tell(now, "account/email/closed"))


@transaction.atomic
def open_account(*, user: User, by: Actor, at: datetime) -> None:
    """Let somebody in again, with the role and the places of before. Password and app are set up anew.

    An account that is open already stays as it is. Raises NotPermitted.
    """
    require(by, Permission.USERS_WRITE)
    now = User.objects.select_for_update().get(pk=user.pk)
    if now.is_active:
        return
    _start_anew(now, is_active=True)
    audit.record(event="user.opened", target=now, by=by, at=at)
    transaction.on_commit(lambda: mails.tell(now, "account/email/opened"))


def _start_anew(user: User, *, is_active: bool) -> None:
    """Without password, app or tie. Sessions and links hang on the stored password, so they end by the new one."""
    user.is_active = is_active
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    Authenticator.objects.filter(user=user).delete()
    Identity.objects.filter(user=user).delete()


@dataclass(frozen=True, slots=True)
class ProviderClaims:
    """What the provider says of who came in there. ``second_factor``: it asked for one, by the setting's measure."""

    issuer: str
    subject: str
    email: str
    is_verified: bool
    second_factor: bool


def identify(*, said: ProviderClaims, at: datetime) -> Identity:
    """Who came in at the identity provider, tied to a user of ours. Nobody gets an account by it.

    By the subject when it is tied already; otherwise by the address, when the provider says that it is verified, and
    tied from then on. Raises NoAccount, NotVerified and TiedToAnother, each of which is in the audit log.
    """
    try:
        with contextlib.suppress(IntegrityError):  # two first logins at once: the other one tied it
            return _tied(said=said, at=at)
        return _tied(said=said, at=at)
    except NotLetIn as refusal:
        with transaction.atomic():
            audit.record(
                event="user.not_let_in", target=User(), by=Anonymous(), at=at, way="provider", reason=refusal.reason
            )
        raise


@transaction.atomic
def _tied(*, said: ProviderClaims, at: datetime) -> Identity:
    identity = Identity.objects.select_related("user").filter(issuer=said.issuer, subject=said.subject).first()
    if identity is None:
        identity = _tie(said=said, at=at)
    user = identity.user
    if not user.is_active:
        raise NoAccount
    # Two factors there and none here would leave a way in by the password alone, whose thief sets up an app of his own.
    if said.second_factor and user.has_usable_password() and not has_app(user):
        user.set_unusable_password()
        user.save(update_fields=["password"])
        audit.record(event="user.password_removed", target=user, by=Staff(user), at=at)
        transaction.on_commit(lambda: mails.tell(user, "account/email/password_removed"))
    return identity


def _tie(*, said: ProviderClaims, at: datetime) -> Identity:
    if not said.is_verified:
        raise NotVerified
    # Addresses are stored in lower case. Only A to Z is lowered here: other letters that look alike are no match.
    address = said.email.strip().encode(errors="replace").lower().decode()
    user = User.objects.filter(email=address, is_active=True).first()
    if user is None:
        raise NoAccount
    if Identity.objects.filter(user=user, issuer=said.issuer).exists():
        raise TiedToAnother
    audit.record(event="user.identity_tied", target=user, by=Staff(user), at=at)
    return Identity.objects.create(user=user, issuer=said.issuer, subject=said.subject, created_at=at)


def has_app(user: User) -> bool:
    """Whether somebody set up the app with codes."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


@transaction.atomic
def note_login(*, user: User, way: str, factor: str, at: datetime) -> None:
    """Record that somebody came in: by password or provider, and with which second factor, if any."""
    audit.record(event="user.logged_in", target=user, by=Staff(user), at=at, way=way, factor=factor)


@transaction.atomic
def note_change(*, user: User, event: str, at: datetime) -> None:
    """Record what somebody changed about how they come in: password, app, recovery codes."""
    audit.record(event=event, target=user, by=Staff(user), at=at)
