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
# No name repeats what stands beside it on a page: the role, or the part in a team ("Projectleider: ...").
PEOPLE: Final = (
    ("coordinator", Role.COORDINATOR, "Adviseur participatie"),
    ("projectleider", Role.PROJECT_STAFF, "Beleidsadviseur zorg en welzijn"),
    ("projectleider-fysiek", Role.PROJECT_STAFF, "Beleidsadviseur ruimte en mobiliteit"),
    ("redacteur", Role.PROJECT_STAFF, "Communicatieadviseur"),
    ("opdrachtgever", Role.COMMISSIONER, "Hoofd beleid en bestuur"),
    ("directeur", Role.DIRECTOR, "Gemeentesecretaris"),
    ("portefeuillehouder", Role.PORTFOLIO_HOLDER, "Wethouder zorg en jeugd"),
    ("secretaris", Role.SECRETARY, "Bestuursbureau"),
    ("privacy", Role.PRIVACY_OFFICER, "Functionaris gegevensbescherming"),
    ("beheerder", Role.ADMINISTRATOR, "Applicatiebeheer"),
)


def logins() -> list[tuple[str, str]]:
    """The demo's addresses, each with its role and function."""
    return [(f"{name}@{DOMAIN}", f"{function} ({role.label})") for name, role, function in PEOPLE]


def people(*, at: datetime) -> dict[str, User]:
    """One account for each of them."""
    return {
        name: accounts.add_user(
            email=f"{name}@{DOMAIN}", display_name=function, role=role, password=PASSWORD, by=System("demo"), at=at
        )
        for name, role, function in PEOPLE
    }
