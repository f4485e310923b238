"""The people of the tests. Every role once; two projects' worth of teams are made by the factories of projects."""

from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password

from samenkracht.accounts.actors import Actor, Anonymous, Staff
from samenkracht.accounts.models import User
from samenkracht.accounts.roles import Role
from tests.moments import NOW

PASSWORD = "een lang geheim van de test"

STAFF: dict[str, Role | str] = {
    "leader": Role.PROJECT_STAFF,
    "deputy": Role.PROJECT_STAFF,
    "editor": Role.PROJECT_STAFF,
    "other_leader": Role.PROJECT_STAFF,
    "coordinator": Role.COORDINATOR,
    "commissioner": Role.COMMISSIONER,
    "director": Role.DIRECTOR,
    "holder": Role.PORTFOLIO_HOLDER,
    "secretary": Role.SECRETARY,
    "privacy_officer": Role.PRIVACY_OFFICER,
    "administrator": Role.ADMINISTRATOR,
    "nobody": "",
}


@dataclass(frozen=True)
class Cast:
    """Users by part; ``actors`` gives them as who acts, the visitor included."""

    leader: User
    deputy: User
    editor: User
    other_leader: User
    coordinator: User
    commissioner: User
    director: User
    holder: User
    secretary: User
    privacy_officer: User
    administrator: User
    nobody: User

    @property
    def users(self) -> dict[str, User]:
        return {part: getattr(self, part) for part in STAFF}

    @property
    def actors(self) -> dict[str, Actor]:
        return {"resident": Anonymous()} | {part: Staff(user) for part, user in self.users.items()}


@cache
def hashed() -> str:
    return make_password(PASSWORD)


def make_user(part: str, role: Role | str) -> User:
    """Not stored yet."""
    name = f"Functie {part}"
    return User(email=f"{part}@test.example", display_name=name, role=role, password=hashed(), created_at=NOW)


def make_cast() -> Cast:
    users = User.objects.bulk_create([make_user(part, role) for part, role in STAFF.items()])
    return Cast(**dict(zip(STAFF, users, strict=True)))
