"""The example region, built by calling services only, so that building it is a test of them."""

from django.utils import timezone

from samenkracht.accounts import services as accounts
from samenkracht.accounts.actors import System
from samenkracht.accounts.models import User
from samenkracht.accounts.roles import Role

PASSWORD = "samenkracht"  # noqa: S105 - known to everybody; these accounts exist in the demo only
DOMAIN = "demo.example"
PEOPLE = (
    ("coordinator", Role.COORDINATOR, "Coördinator Samenkracht!"),
    ("projectleider", Role.PROJECT_STAFF, "Projectleider"),
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


def seed() -> None:
    """Fill an empty database with the example region; a database that has people is left alone."""
    if User.objects.exists():
        return
    now = timezone.now()
    builder = System("demo")
    for name, role, function in PEOPLE:
        accounts.add_user(
            email=f"{name}@{DOMAIN}", display_name=function, role=role, password=PASSWORD, by=builder, at=now
        )
