"""Who works on projects."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects import models
from projects.enums import TeamPart
from projects.models import Body, Project, TeamMember
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.models import User
from samenkracht.accounts.roles import COMMISSIONERS, TEAM_ROLES


def team_ids(user: User) -> frozenset[int]:
    """The projects on whose team ``user`` is; looked up once per user object, so once per request."""
    return models.team_ids(user)


def readable_ids(actor: Actor) -> frozenset[int]:
    """The projects that ``actor`` may read: what is published, and drafts by role, team or invitation."""
    return frozenset(Project.objects.visible_to(actor).values_list("pk", flat=True))


def places_of(*, user: User, to: Actor) -> list[str]:
    """For the hook ``responsibilities``: teams, projects that ``user`` decides on, and bodies.

    Of projects that ``to`` may not read only the number is told.
    """
    readable = readable_ids(to)
    held = [(m.project, m.get_part_display()) for m in TeamMember.objects.filter(user=user).select_related("project")]
    held += [(project, _("opdrachtgever")) for project in Project.objects.filter(commissioner=user)]
    places = sorted(f"{project.title} ({part})" for project, part in held if project.pk in readable)
    places += [_("%s (lid)") % body.name for body in Body.objects.filter(members__user=user)]
    if hidden := sum(project.pk not in readable for project, _part in held):
        words = ngettext("%d project dat u niet mag inzien", "%d projecten die u niet mag inzien", hidden)
        places.append(words % hidden)
    return places


def assignable_users() -> QuerySet[User]:
    """Who may be picked for a team, by function."""
    return User.objects.filter(is_active=True, role__in=TEAM_ROLES).order_by("display_name", "email")


def assignable_commissioners() -> QuerySet[User]:
    """Who may commission a project, by function."""
    return User.objects.filter(is_active=True, role__in=COMMISSIONERS).order_by("display_name", "email")


@dataclass(frozen=True, slots=True)
class Team:
    """The people of one project."""

    leader: User | None = None
    deputy: User | None = None
    editors: tuple[User, ...] = ()


def team_of(project: Project) -> Team:
    """Who works on ``project``; one query."""
    members = list(project.members.select_related("user").order_by("user__display_name", "pk"))
    by_part = {member.part: member.user for member in members}
    return Team(
        leader=by_part.get(TeamPart.LEADER),
        deputy=by_part.get(TeamPart.DEPUTY),
        editors=tuple(member.user for member in members if member.part == TeamPart.EDITOR),
    )
