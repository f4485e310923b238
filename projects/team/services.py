"""Who works on a project."""

from collections.abc import Collection
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.enums import TeamPart
from projects.models import Project, TeamMember, forget_team_ids
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.models import User
from samenkracht.accounts.permissions import Permission, require
from samenkracht.accounts.roles import COMMISSIONERS, TEAM_ROLES
from samenkracht.audit import services as audit
from samenkracht.core.refused import Refused


class NotForTeams(Refused):
    for_people = _("Kies iemand met een actief account als projectleider of coördinator.")


class TwoParts(Refused):
    for_people = _("Iemand kan in een team maar één taak hebben. Kies voor elke taak iemand anders.")


class Commission(TypedDict, total=False):
    """Who commissions the project; left as it is when not given."""

    commissioner: User | None


class NotForCommissions(Refused):
    for_people = _("Kies iemand met een actief account als opdrachtgever, directeur of portefeuillehouder.")


@transaction.atomic
def compose(
    *,
    project: Project,
    leader: User | None,
    deputy: User | None,
    editors: Collection[User],
    by: Actor,
    at: datetime,
    **commission: Unpack[Commission],
) -> None:
    """Make the team exactly this. Only what differs is written and recorded.

    Raises NotPermitted, NotForTeams, TwoParts, NotForCommissions.
    """
    require(by, Permission.TEAM_WRITE, project)
    if "commissioner" in commission:
        commission_by(project, commission["commissioner"], by=by, at=at)
    wanted: dict[User, TeamPart] = {}
    for user, part in [(leader, TeamPart.LEADER), (deputy, TeamPart.DEPUTY), *((e, TeamPart.EDITOR) for e in editors)]:
        if user is None:
            continue
        if user in wanted:
            raise TwoParts
        wanted[user] = part
    Project.objects.select_for_update().get(pk=project.pk)
    members = {member.user: member for member in project.members.select_related("user")}
    changed = [user for user, part in wanted.items() if user not in members or members[user].part != part]
    check_fit(changed)
    # First everybody leaves their old part, since there is one leader and one deputy.
    for user, member in members.items():
        if user not in wanted or user in changed:
            member.delete()
        if user not in wanted:
            record("team.released", project, user, by=by, at=at)
    for user in changed:
        TeamMember.objects.create(project=project, user=user, part=wanted[user])
        record("team.assigned", project, user, by=by, at=at, part=str(wanted[user]))


@transaction.atomic
def assign(*, project: Project, user: User, part: TeamPart, by: Actor, at: datetime) -> TeamMember:
    """Give ``user`` this part, in place of another part of theirs and of the leader or deputy there was.

    Raises NotPermitted, NotForTeams.
    """
    require(by, Permission.TEAM_WRITE, project)
    check_fit([user])
    Project.objects.select_for_update().get(pk=project.pk)
    for member in project.members.select_related("user"):
        replaced = part != TeamPart.EDITOR and member.part == part and member.user != user
        if member.user == user or replaced:
            member.delete()
        if replaced:
            record("team.released", project, member.user, by=by, at=at)
    assigned = TeamMember.objects.create(project=project, user=user, part=part)
    record("team.assigned", project, user, by=by, at=at, part=str(part))
    return assigned


@transaction.atomic
def release(*, project: Project, user: User, by: Actor, at: datetime) -> None:
    """Let ``user`` leave the team. Raises NotPermitted; somebody who is not in it changes nothing."""
    require(by, Permission.TEAM_WRITE, project)
    removed, _details = TeamMember.objects.filter(project=project, user=user).delete()
    if removed:
        record("team.released", project, user, by=by, at=at)


def commission_by(project: Project, commissioner: User | None, *, by: Actor, at: datetime) -> None:
    """Write down who decides on the plan. Raises NotForCommissions for somebody new who may not."""
    now = Project.objects.select_for_update().get(pk=project.pk)
    if commissioner is None and now.commissioner_id is None or commissioner and commissioner.pk == now.commissioner_id:
        return
    if commissioner is not None and not commissioner.has_role(*COMMISSIONERS):
        raise NotForCommissions
    now.commissioner = project.commissioner = commissioner
    now.save(update_fields=["commissioner"])
    who = commissioner.pk if commissioner else None
    audit.record(event="project.commissioned", target=now, by=by, at=at, project_id=now.pk, user_id=who)


def check_fit(users: Collection[User]) -> None:
    """Raise NotForTeams when somebody may be in no team."""
    if any(not user.has_role(*TEAM_ROLES) for user in users):
        raise NotForTeams


def record(event: str, project: Project, user: User, *, by: Actor, at: datetime, **data: str) -> None:
    forget_team_ids(user)
    audit.record(event=event, target=project, by=by, at=at, project_id=project.pk, user_id=user.pk, **data)
