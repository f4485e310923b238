"""Who works on which project."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from projects.enums import PublicationLevel, TeamPart
from samenkracht.accounts.actors import Actor, Guest, Staff
from samenkracht.accounts.roles import READERS, TEAM_ROLES, Role

if TYPE_CHECKING:
    from projects.models.project import Project
    from samenkracht.accounts.models import User


class TeamMember(models.Model):
    """One part of one user in one project: at most one leader and one deputy, any number of editors."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=TeamPart.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="team_member_once"),
            models.UniqueConstraint(fields=["project"], condition=Q(part=TeamPart.LEADER), name="team_one_leader"),
            models.UniqueConstraint(fields=["project"], condition=Q(part=TeamPart.DEPUTY), name="team_one_deputy"),
            models.CheckConstraint(name="team_part_known", condition=Q(part__in=TeamPart.values)),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.user_id} {self.project_id}"


def team_ids(user: "User") -> frozenset[int]:
    """The projects on whose team ``user`` is. Looked up once per user object, so once per request."""
    known: frozenset[int] | None = user.__dict__.get("_team_ids")
    if known is None:
        member = user.has_role(*TEAM_ROLES)
        ids = TeamMember.objects.filter(user_id=user.pk).values_list("project_id", flat=True) if member else []
        known = user.__dict__["_team_ids"] = frozenset(ids)
    return known


def can_view_internal(actor: Actor, project: "Project") -> bool:
    """Whether ``actor`` knows drafts and gaps of ``project``; ``internally_visible_to`` says the same of many.

    The team and the coordinator know all of their projects. Who reads drafts by role, and a guest, do not know of
    secret ones.
    """
    secret = project.publication_level == PublicationLevel.SECRET
    match actor:
        case Staff(user) if user.has_role(Role.COORDINATOR):
            return True
        case Staff(user) if user.has_role(*READERS):
            return not secret
        case Staff(user):
            return project.pk in team_ids(user)
        case Guest(project_id=project_id):
            return project.pk == project_id and not secret
        case _:
            return False


def internally_visible_to(actor: Actor, path: str = "") -> Q:
    """Of many: the rows whose project, at ``path`` (such as "project__"), ``actor`` knows from inside."""
    match actor:
        case Staff(user) if user.has_role(Role.COORDINATOR):
            return Q(**{f"{path}pk__isnull": False})
        case Staff(user) if user.has_role(*READERS):
            return not_secret(path)
        case Staff(user):
            return Q(**{f"{path}pk__in": team_ids(user)})
        case Guest(project_id=project_id):
            return Q(**{f"{path}pk": project_id}) & not_secret(path)
        case _:
            return Q(**{f"{path}pk__in": ()})


def not_secret(path: str = "") -> Q:
    """The rows whose project, at ``path``, may be counted for anybody of the staff: of a secret one not even that."""
    return ~Q(**{f"{path}publication_level": PublicationLevel.SECRET})


def forget_team_ids(user: "User") -> None:
    """Look the projects of ``user`` up again at the next question."""
    user.__dict__.pop("_team_ids", None)
