"""Who acts (docs/adr/0021). A closed union: every rule can name each kind."""

from dataclasses import dataclass

from django.http import HttpRequest

from samenkracht.accounts.models import User
from samenkracht.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Anonymous:
    """A visitor of whom we know nothing."""

    kind = "anonymous"
    audit_id = ""
    audit_role = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody with an account."""

    user: User
    kind = "staff"

    @property
    def audit_id(self) -> str:
        return str(self.user.pk)

    @property
    def audit_role(self) -> str:
        return self.user.role


@dataclass(frozen=True, slots=True)
class Guest:
    """An expert by experience with a personal link to one project."""

    invitation_id: int
    project_id: int
    kind = "guest"
    audit_role = ""

    @property
    def audit_id(self) -> str:
        return str(self.invitation_id)


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody with a receipt code: known by the hash of the code, nothing else."""

    receipt_hash: str
    kind = "resident"
    audit_id = ""
    audit_role = ""


@dataclass(frozen=True, slots=True)
class System:
    """A job or a command."""

    job: str
    kind = "system"
    audit_role = ""

    @property
    def audit_id(self) -> str:
        return self.job


Actor = Anonymous | Staff | Guest | Resident | System


def has_role(actor: Actor, *roles: str) -> bool:
    """Whether this is somebody of the staff with one of these roles, whose account is open."""
    return isinstance(actor, Staff) and actor.user.has_role(*roles)


def is_coordinator(actor: Actor) -> bool:
    return has_role(actor, Role.COORDINATOR)


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request: staff when logged in with an active account, otherwise a visitor."""
    user = request.user
    if isinstance(user, User) and user.is_active:
        return Staff(user)
    return Anonymous()
