"""The main menu of staff: one line for each place, in its order. Somebody sees those that a permission opens."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class MenuItem:
    """``nav`` is what a page says of itself (``nav`` in its context), so that its line is marked as the present one."""

    permission: Permission
    route: str
    icon: str
    label: Promise
    nav: str


MENU = (
    MenuItem(Permission.WORKPLACE_ENTER, "start", "huis", _("Overzicht"), "overzicht"),
    MenuItem(Permission.PROJECT_LIST, "project_list", "lijst", _("Projecten"), "projecten"),
    MenuItem(Permission.PROPOSAL_LIST, "proposal_list", "vorm", _("Voorstellen"), "voorstellen"),
    MenuItem(Permission.MEETING_READ, "meeting_list", "cal", _("Overleggen"), "overleggen"),
    MenuItem(Permission.REPORT_LIST, "report_list", "doc", _("Rapporten"), "rapporten"),
    MenuItem(Permission.DASHBOARD_READ, "dashboard", "graf", _("Dashboard"), "dashboard"),
    MenuItem(Permission.REFERENCE_READ, "agenda_list", "tag", _("Samenwerkingsagenda"), "agenda"),
    MenuItem(Permission.REGION_READ, "region_page", "bel", _("Regio"), "regio"),
    MenuItem(Permission.SUBMISSION_FIND, "answers_erase", "weg", _("Antwoorden wissen"), "wissen"),
    MenuItem(Permission.USERS_WRITE, "users", "mens", _("Gebruikers"), "gebruikers"),
)


def menu_of(actor: Actor) -> list[MenuItem]:
    """The lines that ``actor`` sees."""
    return [item for item in MENU if may(actor, item.permission)]
