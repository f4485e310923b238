"""The rows of the matrix about forms, submissions and live figures, with the whole cast."""

import pytest

from participation.models import Form, Submission
from samenkracht.accounts.actors import Guest, Resident, Staff, System
from samenkracht.accounts.permissions import Permission, may
from tests.factories.participation import make_form, send
from tests.factories.projects import ProjectFactory, TeamMemberFactory, make_team

TEAM = {"leader", "deputy", "editor"}
READ_DRAFT = TEAM | {"coordinator", "commissioner", "director", "holder", "secretary", "privacy_officer"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast):
    return make_team(ProjectFactory(slug="eigen", is_public=True), cast)


@pytest.fixture
def other_project(cast):
    other = ProjectFactory(slug="ander", is_public=True)
    TeamMemberFactory(project=other, user=cast.other_leader)
    return other


@pytest.fixture
def forms(project, other_project):
    """Published and draft, own and other, and one of a project that is not public."""
    return [
        make_form(project=project, title="Eigen"),
        make_form(project=project, title="Eigen concept", definition=None),
        make_form(project=other_project, title="Ander"),
        make_form(project=other_project, title="Ander concept", definition=None),
        make_form(project=ProjectFactory(is_public=False), title="Van een concept"),
    ]


@pytest.fixture
def submissions(forms):
    return [send(forms[0]), send(forms[2]), send(forms[4])]


def actors_of(cast, project, submissions=()):
    residents = [Resident(one.receipt_hash) for one in submissions] + [Resident("0" * 64), Resident("")]
    return [*cast.actors.values(), Guest(1, project.pk), System("job"), *residents]


def allowed(cast, permission, target):
    return {part for part, actor in cast.actors.items() if may(actor, permission, target)}


def test_answers_are_read_by_the_team_of_the_project_and_the_coordinator_only(cast, submissions):
    own, other, _hidden = submissions
    assert allowed(cast, Permission.SUBMISSION_READ, own) == TEAM | {"coordinator"}
    assert allowed(cast, Permission.SUBMISSION_READ, other) == {"other_leader", "coordinator"}


def test_live_figures_are_for_the_team_of_the_project_and_the_coordinator_only(cast, project, forms):
    assert allowed(cast, Permission.FIGURES_LIVE, project) == TEAM | {"coordinator"}
    assert allowed(cast, Permission.FIGURES_LIVE, forms[0]) == TEAM | {"coordinator"}


def test_a_form_is_written_by_the_team_and_the_coordinator(cast, forms):
    assert allowed(cast, Permission.FORM_WRITE, forms[0]) == TEAM | {"coordinator"}


def test_a_draft_form_is_read_by_who_reads_drafts_and_a_published_one_by_everybody(cast, forms):
    assert allowed(cast, Permission.FORM_READ, forms[1]) == READ_DRAFT
    assert allowed(cast, Permission.FORM_READ, forms[0]) == set(cast.actors)


def test_answers_are_erased_by_the_resident_and_on_behalf_by_the_coordinator(cast, submissions):
    own, other, _hidden = submissions
    assert allowed(cast, Permission.SUBMISSION_ERASE, own) == {"coordinator"}
    assert may(Resident(own.receipt_hash), Permission.SUBMISSION_ERASE, own)
    assert not may(Resident(own.receipt_hash), Permission.SUBMISSION_ERASE, other)


@pytest.mark.parametrize("permission", [Permission.SUBMISSION_READ, Permission.FORM_WRITE, Permission.FIGURES_LIVE])
def test_without_an_object_the_answer_is_no(cast, permission):
    assert allowed(cast, permission, None) == set()


def test_list_and_detail_agree_about_submissions(cast, project, submissions):
    for actor in actors_of(cast, project, submissions):
        listed = set(Submission.objects.visible_to(actor))
        assert listed == {one for one in submissions if may(actor, Permission.SUBMISSION_READ, one)}, actor


def test_list_and_detail_agree_about_forms(cast, project, forms):
    for actor in actors_of(cast, project):
        listed = set(Form.objects.visible_to(actor))
        assert listed == {one for one in forms if may(actor, Permission.FORM_READ, one)}, actor


def test_somebody_who_left_sees_nothing(cast, project, submissions):
    cast.coordinator.is_active = False
    assert not Submission.objects.visible_to(Staff(cast.coordinator)).exists()
    assert not may(Staff(cast.coordinator), Permission.SUBMISSION_READ, submissions[0])
