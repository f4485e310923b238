"""The matrix about projects, plans and teams, with the whole cast."""

import pytest

from projects import queries
from projects.models import Project
from samenkracht.accounts.actors import Guest, Resident, System
from samenkracht.accounts.permissions import Permission, may
from tests.factories.projects import PlanLineFactory, ProjectFactory

READ_DRAFT = {"leader", "deputy", "editor", "coordinator", "commissioner", "director", "holder", "secretary"} | {
    "privacy_officer"
}
WRITE = {"leader", "deputy", "editor", "coordinator"}


@pytest.fixture
def published(cast):
    return ProjectFactory(slug="openbaar", is_public=True)


@pytest.fixture
def all_projects(project, other_project, published):
    return [project, other_project, published]


def allowed(cast, permission, target=None):
    return {part for part, actor in cast.actors.items() if may(actor, permission, target)}


def test_a_draft_is_read_by_its_team_the_coordinator_and_who_reads_drafts_by_role(cast, project):
    assert allowed(cast, Permission.PROJECT_READ, project) == READ_DRAFT
    assert allowed(cast, Permission.PLAN_READ, project.plan) == READ_DRAFT
    assert allowed(cast, Permission.PROJECT_WORKSPACE, project) == READ_DRAFT


def test_a_published_project_is_read_by_everybody_but_its_workspace_is_not(cast, published):
    assert allowed(cast, Permission.PROJECT_READ, published) == set(cast.actors)
    assert allowed(cast, Permission.PLAN_READ, published.plan) == set(cast.actors)
    assert allowed(cast, Permission.PROJECT_WORKSPACE, published) == READ_DRAFT - {"leader", "deputy", "editor"}


def test_project_and_plan_are_written_by_the_team_and_the_coordinator(cast, project):
    line = PlanLineFactory(project=project)

    assert allowed(cast, Permission.PROJECT_WRITE, project) == WRITE
    assert allowed(cast, Permission.PLAN_WRITE, project.plan) == WRITE
    assert allowed(cast, Permission.PLAN_WRITE, line) == WRITE


def test_projects_are_added_and_teams_composed_by_the_coordinator(cast, project):
    assert allowed(cast, Permission.PROJECT_ADD) == {"coordinator"}
    assert allowed(cast, Permission.TEAM_WRITE, project) == {"coordinator"}


def test_everybody_who_may_read_a_project_has_the_list_of_the_workplace(cast):
    assert allowed(cast, Permission.PROJECT_LIST) == set(cast.users) - {"administrator", "nobody"}


@pytest.mark.parametrize("permission", [Permission.PROJECT_READ, Permission.PROJECT_WRITE, Permission.PLAN_WRITE])
def test_without_an_object_the_answer_is_no(cast, permission):
    assert allowed(cast, permission) == set()


def test_list_and_detail_agree_about_reading_for_the_whole_cast(cast, all_projects, project):
    actors = [*cast.actors.values(), Guest(1, project.pk), Resident("hash"), System("job")]
    for actor in actors:
        listed = set(Project.objects.visible_to(actor))
        assert listed == {p for p in all_projects if may(actor, Permission.PROJECT_READ, p)}, actor
        assert queries.readable_ids(actor) == {p.pk for p in listed}


def test_list_and_detail_agree_about_workspaces_for_the_whole_cast(cast, all_projects, project):
    for actor in [*cast.actors.values(), Guest(1, project.pk), System("job")]:
        listed = set(Project.objects.internally_visible_to(actor))
        assert listed == {p for p in all_projects if may(actor, Permission.PROJECT_WORKSPACE, p)}, actor


def test_list_and_detail_agree_about_writing_for_the_whole_cast(cast, all_projects, project):
    for actor in [*cast.actors.values(), Guest(1, project.pk), System("job")]:
        listed = set(Project.objects.worked_on_by(actor))
        assert listed == {p for p in all_projects if may(actor, Permission.PROJECT_WRITE, p)}, actor


def test_a_guest_reads_the_draft_of_the_invitation_only(project, other_project):
    assert set(Project.objects.visible_to(Guest(1, project.pk))) == {project}


def test_whose_account_was_closed_reads_what_a_visitor_reads(cast, project, published):
    cast.leader.is_active = cast.director.is_active = False

    for part in ("leader", "director"):
        assert set(Project.objects.visible_to(cast.actors[part])) == {published}


def test_the_team_is_looked_up_once(cast, project, django_assert_num_queries):
    with django_assert_num_queries(1):
        for _ in range(5):
            may(cast.actors["leader"], Permission.PROJECT_WRITE, project)
