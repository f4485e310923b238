"""Who works in the example region: functions, never names of people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, TypeAlias

from samenkracht.accounts import services as accounts
from samenkracht.accounts.actors import System
from samenkracht.accounts.models import User
from samenkracht.accounts.roles import Role

Cast: TypeAlias = Mapping[str, User]

PASSWORD: Final = "samenkracht"  # noqa: S105 - known to everybody; these accounts exist in the demo only
DOMAIN: Final = "demo.example"
PEOPLE: Final = (
    ("coordinator", Role.COORDINATOR, "Coördinator Samenkracht!"),
    ("projectleider", Role.PROJECT_STAFF, "Projectleider"),
    ("projectleider-fysiek", Role.PROJECT_STAFF, "Projectleider fysiek domein"),
    ("redacteur", Role.PROJECT_STAFF, "Redacteur en vervanger"),
    ("opdrachtgever", Role.COMMISSIONER, "Opdrachtgever"),
    ("directeur", Role.DIRECTOR, "Directeur"),
    ("portefeuillehouder", Role.PORTFOLIO_HOLDER, "Portefeuillehouder"),
    ("secretaris", Role.SECRETARY, "Secretaris"),
    ("privacy", Role.PRIVACY_OFFICER, "Privacyfunctionaris"),
    ("beheerder", Role.ADMINISTRATOR, "Beheerder"),
)


def logins() -> list[tuple[str, str]]:
    """The demo's addresses, each with its function."""
    return [(f"{name}@{DOMAIN}", function) for name, _role, function in PEOPLE]


def people(*, at: datetime) -> dict[str, User]:
    """One account for each of them."""
    return {
        name: accounts.add_user(
            email=f"{name}@{DOMAIN}", display_name=function, role=role, password=PASSWORD, by=System("demo"), at=at
        )
        for name, role, function in PEOPLE
    }
