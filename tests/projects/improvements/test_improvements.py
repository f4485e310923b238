"""Improvement proposals: from an idea to something done, or dropped with a reason."""

import pytest

from projects.enums import ImprovementState
from projects.improvements import services as improvements
from projects.models import ImprovementProposal
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from samenkracht.core.values.dates import KnownDate
from tests.factories.projects import ProjectFactory, make_team
from tests.moments import NOW

pytestmark = pytest.mark.django_db
JUNE = KnownDate.parse("juni 2027")


@pytest.fixture
def project(cast):
    return make_team(ProjectFactory(), cast)


@pytest.fixture
def leader(cast):
    return Staff(cast.leader)


def proposed(project, by, **changes):
    given = {"text": "Eerder terugkoppelen", "owner": "Projectleider", "due": JUNE} | changes
    return improvements.propose(project=project, by=by, at=NOW, **given)


def test_a_proposal_stands_at_the_end_of_the_list_with_owner_and_date(project, leader):
    proposed(project, leader)
    proposed(project, leader, text="  Ook op papier vragen ", owner=" Coördinator   Samenkracht! ")

    found = list(ImprovementProposal.objects.values_list("position", "text", "owner", "state"))
    assert found == [
        (1, "Eerder terugkoppelen", "Projectleider", "proposed"),
        (2, "Ook op papier vragen", "Coördinator Samenkracht!", "proposed"),
    ]
    assert ImprovementProposal.objects.first().due == JUNE


@pytest.mark.parametrize("missing", ["text", "owner"])
def test_without_words_or_owner_there_is_no_proposal(project, leader, missing):
    with pytest.raises(improvements.WordsMissing):
        proposed(project, leader, **{missing: "  "})
    assert not ImprovementProposal.objects.exists()


def test_it_is_agreed_on_and_done(project, leader):
    proposal = proposed(project, leader)

    improvements.adopt(proposal=proposal, by=leader, at=NOW)
    done = improvements.done(proposal=proposal, outcome=" Brief gestuurd ", by=leader, at=NOW)

    assert (done.state, done.outcome) == (ImprovementState.DONE, "Brief gestuurd")
    events = list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))
    assert events == ["improvement.proposed", "improvement.adopted", "improvement.done"]


def test_dropping_asks_why(project, leader):
    proposal = proposed(project, leader)

    with pytest.raises(improvements.ImprovementReasonMissing):
        improvements.drop(proposal=proposal, reason=" ", by=leader, at=NOW)
    dropped = improvements.drop(proposal=proposal, reason="Het project stopt", by=leader, at=NOW)

    assert (dropped.state, dropped.outcome) == (ImprovementState.DROPPED, "Het project stopt")


def test_what_is_done_or_dropped_stays_as_it_is(project, leader):
    proposal = proposed(project, leader)
    improvements.done(proposal=proposal, outcome="", by=leader, at=NOW)

    for act in (
        lambda: improvements.change(proposal=proposal, text="x", owner="y", due=JUNE, by=leader, at=NOW),
        lambda: improvements.adopt(proposal=proposal, by=leader, at=NOW),
        lambda: improvements.done(proposal=proposal, outcome="x", by=leader, at=NOW),
        lambda: improvements.drop(proposal=proposal, reason="x", by=leader, at=NOW),
    ):
        with pytest.raises(improvements.NotOpenAnyMore):
            act()
    assert list(ImprovementProposal.objects.values_list("text", "state")) == [("Eerder terugkoppelen", "done")]


def test_agreeing_twice_is_said(project, leader):
    proposal = proposed(project, leader)
    improvements.adopt(proposal=proposal, by=leader, at=NOW)

    with pytest.raises(improvements.AlreadyAdopted):
        improvements.adopt(proposal=proposal, by=leader, at=NOW)


def test_a_change_records_what_changed_and_never_the_words(project, leader):
    proposal = proposed(project, leader, owner="Kanarie")

    improvements.change(proposal=proposal, text=proposal.text, owner="Secretaris", due=JUNE, by=leader, at=NOW)
    improvements.change(proposal=proposal, text=proposal.text, owner="Secretaris", due=JUNE, by=leader, at=NOW)

    event = AuditEvent.objects.get(event="improvement.changed")
    assert event.data == {"changed": ["owner"]}
    assert event.project_id == project.pk


@pytest.mark.parametrize("part", ["other_leader", "director", "secretary", "privacy_officer", "administrator"])
def test_others_write_nothing(project, cast, leader, part):
    by = Staff(getattr(cast, part))
    proposal = proposed(project, leader)

    with pytest.raises(NotPermitted):
        proposed(project, by)
    for act, given in (
        (improvements.change, {"text": "x", "owner": "y", "due": JUNE}),
        (improvements.adopt, {}),
        (improvements.done, {"outcome": ""}),
        (improvements.drop, {"reason": "x"}),
    ):
        with pytest.raises(NotPermitted):
            act(proposal=proposal, by=by, at=NOW, **given)
    assert list(ImprovementProposal.objects.values_list("state", flat=True)) == ["proposed"]
