"""Who works on a project."""

import pytest
from django.db import IntegrityError, transaction

from projects import queries
from projects.enums import TeamPart
from projects.models import TeamMember
from projects.team import services as teams
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from tests.factories.projects import ProjectFactory, TeamMemberFactory
from tests.moments import NOW


@pytest.fixture
def empty(cast):
    return ProjectFactory()


def parts(project):
    return {member.user: member.part for member in project.members.select_related("user")}


def test_the_coordinator_composes_a_team(cast, coordinator, empty):
    teams.compose(project=empty, leader=cast.leader, deputy=cast.deputy, editors=[cast.editor], by=coordinator, at=NOW)

    team = queries.team_of(empty)
    assert (team.leader, team.deputy, team.editors) == (cast.leader, cast.deputy, (cast.editor,))
    assert AuditEvent.objects.filter(event="team.assigned", project_id=empty.pk).count() == 3


def test_leader_and_deputy_can_change_places(cast, coordinator, project):
    teams.compose(
        project=project, leader=cast.deputy, deputy=cast.leader, editors=[cast.editor], by=coordinator, at=NOW
    )

    assert parts(project) == {cast.deputy: "leader", cast.leader: "deputy", cast.editor: "editor"}
    assert AuditEvent.objects.filter(event="team.assigned").count() == 2


def test_who_is_no_longer_named_leaves_and_loses_the_project_at_once(cast, coordinator, project):
    assert queries.team_ids(cast.editor) == {project.pk}

    teams.compose(project=project, leader=cast.leader, deputy=None, editors=[], by=coordinator, at=NOW)

    assert parts(project) == {cast.leader: "leader"}
    assert AuditEvent.objects.filter(event="team.released").count() == 2
    assert not TeamMember.objects.filter(user=cast.editor).exists()


def test_one_person_has_one_part(cast, coordinator, empty):
    with pytest.raises(teams.TwoParts):
        teams.compose(project=empty, leader=cast.leader, deputy=cast.leader, editors=[], by=coordinator, at=NOW)

    assert parts(empty) == {}


@pytest.mark.parametrize("part", ["administrator", "director", "privacy_officer", "nobody"])
def test_other_roles_come_into_no_team(cast, coordinator, empty, part):
    with pytest.raises(teams.NotForTeams):
        teams.assign(project=empty, user=cast.users[part], part=TeamPart.EDITOR, by=coordinator, at=NOW)


def test_a_closed_account_comes_into_no_team(cast, coordinator, empty):
    cast.leader.is_active = False

    with pytest.raises(teams.NotForTeams):
        teams.assign(project=empty, user=cast.leader, part=TeamPart.LEADER, by=coordinator, at=NOW)


@pytest.mark.parametrize("part", ["leader", "other_leader", "commissioner", "director", "nobody"])
def test_only_the_coordinator_composes_teams(cast, project, part):
    with pytest.raises(NotPermitted):
        teams.assign(project=project, user=cast.other_leader, part=TeamPart.EDITOR, by=cast.actors[part], at=NOW)
    with pytest.raises(NotPermitted):
        teams.release(project=project, user=cast.editor, by=cast.actors[part], at=NOW)

    assert len(parts(project)) == 3


def test_a_new_leader_takes_the_place_of_the_old_one(cast, coordinator, project):
    teams.assign(project=project, user=cast.other_leader, part=TeamPart.LEADER, by=coordinator, at=NOW)

    assert queries.team_of(project).leader == cast.other_leader
    assert cast.leader not in parts(project)


def test_an_editor_who_becomes_deputy_is_no_longer_editor(cast, coordinator, project):
    teams.assign(project=project, user=cast.editor, part=TeamPart.DEPUTY, by=coordinator, at=NOW)

    assert parts(project) == {cast.leader: "leader", cast.editor: "deputy"}


def test_releasing_lets_one_go_and_twice_is_no_error(cast, coordinator, project):
    teams.release(project=project, user=cast.editor, by=coordinator, at=NOW)
    teams.release(project=project, user=cast.editor, by=coordinator, at=NOW)

    assert cast.editor not in parts(project)
    assert AuditEvent.objects.filter(event="team.released").count() == 1


def test_somebody_who_changes_to_another_role_loses_what_the_team_gave(cast, project):
    cast.leader.role = "administrator"

    assert queries.team_ids(cast.leader) == frozenset()


def test_the_database_allows_one_leader(cast, project):
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamMemberFactory(project=project, user=cast.other_leader, part=TeamPart.LEADER)
