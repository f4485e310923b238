import pytest

from projects.enums import TeamPart
from samenkracht.accounts.actors import Staff
from tests.factories.projects import ProjectFactory, TeamMemberFactory, make_team


@pytest.fixture
def project(cast):
    """A draft with the leader, deputy and editor of the cast on its team."""
    return make_team(ProjectFactory(title="Hulp bij het huishouden", slug="hulp"), cast)


@pytest.fixture
def other_project(cast):
    """The draft of another team: what could leak."""
    other = ProjectFactory(title="Wachttijden jeugdhulp", slug="wachttijden")
    TeamMemberFactory(project=other, user=cast.other_leader, part=TeamPart.LEADER)
    return other


@pytest.fixture
def coordinator(cast):
    return Staff(cast.coordinator)
