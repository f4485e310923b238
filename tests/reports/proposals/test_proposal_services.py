"""Proposals, their rows and the meetings that treat them."""

from datetime import UTC, date, datetime

import pytest

from projects.enums import TeamPart
from projects.meetings import services as meetings
from projects.models import BodyMember
from reports.enums import AgendaPurpose, Distribution, TreatmentOutcome
from reports.models import ExplanationBlock, Proposal, ProposalPoint, Treatment
from reports.proposals.services import proposals, treatments
from reports.proposals.services import rows as proposal_rows
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.permissions import NotPermitted, Permission, may
from samenkracht.audit.models import AuditEvent
from samenkracht.core.values.dates import KnownDate
from tests.factories.projects import BodyFactory, MeetingFactory, ProjectFactory, TeamMemberFactory
from tests.factories.proposals import (
    ExplanationFactory,
    PointFactory,
    ProposalFactory,
    RegistrationFactory,
    TreatmentFactory,
)
from tests.moments import NOW

FACTS = {
    "reference": "26004817",
    "subject": "Hulp bij het huishouden",
    "distribution": Distribution.PUBLIC,
    "distribution_reason": "",
    "unit": "Beleid en bestuur",
    "email": "samenkracht@regio.example",
    "dated": date(2026, 11, 17),
    "contacts": ["Coördinator Samenkracht!", " Projectleider  wonen ", ""],
}
PAST = date(2026, 11, 12)
COMING = date(2026, 12, 10)


@pytest.fixture
def secretary(cast):
    return Staff(cast.secretary)


@pytest.fixture
def project(cast):
    project = ProjectFactory()
    TeamMemberFactory(project=project, user=cast.leader, part=TeamPart.LEADER)
    return project


# --- general facts ------------------------------------------------------------------------------------------------


def test_a_secretary_makes_a_proposal_with_several_contacts_and_room_for_an_explanation(secretary):
    proposal = proposals.add(by=secretary, at=NOW, **FACTS)

    assert [contact.function for contact in proposal.contacts.all()] == [
        "Coördinator Samenkracht!",
        "Projectleider wonen",
    ]
    assert proposal.explanations.get().text == ""
    assert AuditEvent.objects.filter(event="proposal.added", target_id=str(proposal.pk)).exists()


@pytest.mark.parametrize("reference", ["24005976", "17.0010653"])
def test_both_spellings_of_a_reference_are_taken_as_they_are(secretary, reference):
    proposal = proposals.add(by=secretary, at=NOW, **FACTS | {"reference": reference})
    assert proposal.reference == reference


@pytest.mark.parametrize("again", ["26004817", " 26004817 ", "26004817\u00a0"])
def test_a_reference_is_given_once_however_it_is_spaced(secretary, again):
    proposals.add(by=secretary, at=NOW, **FACTS)

    with pytest.raises(proposals.ReferenceTaken):
        proposals.add(by=secretary, at=NOW, **FACTS | {"reference": again})
    assert Proposal.objects.count() == 1


def test_a_reference_is_not_taken_by_the_proposal_itself(secretary):
    proposal = proposals.add(by=secretary, at=NOW, **FACTS)
    proposals.change(proposal=proposal, by=secretary, at=NOW, **FACTS | {"subject": "Anders"})
    assert Proposal.objects.get().subject == "Anders"


def test_what_is_not_public_says_why(secretary):
    not_public = FACTS | {"distribution": Distribution.NOT_PUBLIC, "distribution_reason": "  "}
    with pytest.raises(proposals.ProposalReasonMissing):
        proposals.add(by=secretary, at=NOW, **not_public)

    proposal = proposals.add(by=secretary, at=NOW, **not_public | {"distribution_reason": "Gaat over één cliënt."})
    proposals.change(proposal=proposal, by=secretary, at=NOW, distribution=Distribution.PUBLIC)
    assert Proposal.objects.get().distribution_reason == ""


def test_a_team_writes_about_its_own_project_and_about_nothing_else(cast, project):
    leader = Staff(cast.leader)
    other = ProjectFactory()

    own = proposals.add(by=leader, at=NOW, **FACTS, project=project)
    for about in (other, None):
        with pytest.raises(NotPermitted):
            proposals.add(by=leader, at=NOW, **FACTS | {"reference": "26000001"}, project=about)
        with pytest.raises(NotPermitted):
            proposals.change(proposal=own, by=leader, at=NOW, project=about)

    assert Proposal.objects.get().project == project


@pytest.mark.parametrize(
    "part", ["commissioner", "director", "holder", "privacy_officer", "administrator", "nobody", "other_leader"]
)
def test_others_write_no_proposals(cast, project, part):
    proposal = ProposalFactory(project=project)
    with pytest.raises(NotPermitted):
        proposals.change(proposal=proposal, by=Staff(getattr(cast, part)), at=NOW, subject="Anders")


def test_the_list_shows_a_team_its_own_projects_and_the_other_readers_all(cast, project):
    own, loose = ProposalFactory(project=project), ProposalFactory()
    seen = {part: set(Proposal.objects.visible_to(actor)) for part, actor in cast.actors.items()}

    assert seen["leader"] == {own}
    for part in ("coordinator", "secretary", "commissioner", "director", "holder"):
        assert seen[part] == {own, loose}
    for part in ("resident", "other_leader", "privacy_officer", "administrator", "nobody"):
        assert seen[part] == set()
    for part, actor in cast.actors.items():
        assert seen[part] == {one for one in (own, loose) if may(actor, Permission.PROPOSAL_READ, one)}


# --- rows ---------------------------------------------------------------------------------------------------------


def test_points_get_their_place_and_change_it(secretary):
    proposal = ProposalFactory()
    rows = [
        proposal_rows.save_point(proposal=proposal, text=text, by=secretary, at=NOW) for text in ("een", "twee", "drie")
    ]

    proposal_rows.move(row=rows[2], up=True, by=secretary, at=NOW)
    proposal_rows.move(row=rows[0], up=True, by=secretary, at=NOW)
    proposal_rows.remove(row=rows[1], by=secretary, at=NOW)

    assert [point.text for point in proposal.points.all()] == ["een", "drie"]


def test_an_empty_point_is_refused_and_an_empty_explanation_is_not(secretary):
    proposal = ProposalFactory()
    with pytest.raises(proposal_rows.PointEmpty):
        proposal_rows.save_point(proposal=proposal, text="  \n", by=secretary, at=NOW)

    proposal_rows.save_explanation(proposal=proposal, text="", by=secretary, at=NOW)
    assert proposal.explanations.get().text == ""


def test_a_row_of_another_proposal_is_not_changed_along(secretary):
    foreign = PointFactory(text="van een ander")
    with pytest.raises(proposal_rows.RowGone):
        proposal_rows.save_point(proposal=ProposalFactory(), point=foreign, text="weg", by=secretary, at=NOW)
    assert ProposalPoint.objects.get().text == "van een ander"


def test_a_registration_keeps_its_date_as_it_is_known(secretary):
    proposal = ProposalFactory()
    row = proposal_rows.save_registration(
        proposal=proposal,
        registered_on=KnownDate("2026-11"),
        discussed="Na afstemming besproken",
        conclusion="Wordt geagendeerd voor DO en PFHO",
        by=secretary,
        at=NOW,
    )
    assert str(row.registered_on) == "november 2026"


def test_a_row_that_is_gone_is_not_changed(secretary):
    block = ExplanationFactory()
    proposal_rows.remove(row=block, by=secretary, at=NOW)
    for verb in (proposal_rows.remove, lambda **more: proposal_rows.move(up=True, **more)):
        with pytest.raises(proposal_rows.RowGone):
            verb(row=block, by=secretary, at=NOW)
    assert not ExplanationBlock.objects.exists()


# --- treatments ---------------------------------------------------------------------------------------------------


def test_a_proposal_is_planned_once_in_a_meeting_that_takes_place(secretary):
    proposal, meeting = ProposalFactory(), MeetingFactory()
    cancelled = MeetingFactory(cancelled_at=NOW)

    treatments.plan(proposal=proposal, meeting=meeting, purpose=AgendaPurpose.ADVISE, by=secretary, at=NOW)

    with pytest.raises(treatments.OnThisAgenda):
        treatments.plan(proposal=proposal, meeting=meeting, purpose=AgendaPurpose.DECIDE, by=secretary, at=NOW)
    with pytest.raises(treatments.NoSuchMeeting):
        treatments.plan(proposal=proposal, meeting=cancelled, purpose=AgendaPurpose.DECIDE, by=secretary, at=NOW)
    assert Treatment.objects.get().purpose == AgendaPurpose.ADVISE


def conclude(treatment, by, **facts):
    given = {"outcome": TreatmentOutcome.AMENDED, "conclusion": "Met een aanvulling"} | facts
    return treatments.conclude(treatment=treatment, by=by, at=NOW, **given)


def test_a_conclusion_is_drawn_after_the_meeting_not_before(secretary):
    held = TreatmentFactory(meeting=MeetingFactory(held_on=PAST))
    coming = TreatmentFactory(meeting=MeetingFactory(held_on=COMING))

    concluded = conclude(held, secretary)
    with pytest.raises(treatments.NotYetHeld):
        conclude(coming, secretary)

    assert (concluded.outcome, concluded.conclusion, concluded.concluded_at) == ("amended", "Met een aanvulling", NOW)
    assert AuditEvent.objects.get(event="proposal.concluded").data["outcome"] == "amended"


def test_a_meeting_of_today_can_be_concluded_by_the_clock_of_the_region(secretary):
    """23.30 UTC on the 9th is half past twelve in the night of the 10th."""
    treatment = TreatmentFactory(meeting=MeetingFactory(held_on=COMING))
    at = datetime(2026, 12, 9, 23, 30, tzinfo=UTC)
    treatments.conclude(treatment=treatment, outcome="as_asked", conclusion="", by=secretary, at=at)
    assert Treatment.objects.get().outcome == "as_asked"


def test_whoever_sits_in_the_body_concludes_for_it_and_for_no_other(cast):
    body = BodyFactory()
    BodyMember.objects.create(body=body, user=cast.holder)
    own = TreatmentFactory(meeting=MeetingFactory(held_on=PAST, bodies=[body, BodyFactory()]))
    other = TreatmentFactory(meeting=MeetingFactory(held_on=PAST))

    conclude(own, Staff(cast.holder))
    with pytest.raises(NotPermitted):
        conclude(other, Staff(cast.holder))

    other.refresh_from_db()
    assert other.outcome == ""


@pytest.mark.parametrize("part", ["leader", "director", "commissioner", "privacy_officer", "administrator", "nobody"])
def test_others_draw_no_conclusions(cast, project, part):
    treatment = TreatmentFactory(proposal=ProposalFactory(project=project), meeting=MeetingFactory(held_on=PAST))
    with pytest.raises(NotPermitted):
        conclude(treatment, Staff(getattr(cast, part)))
    treatment.refresh_from_db()
    assert treatment.outcome == ""


def test_what_was_treated_stays_on_its_day(secretary):
    treatment = TreatmentFactory(meeting=MeetingFactory(held_on=PAST))
    conclude(treatment, secretary)

    with pytest.raises(treatments.Concluded):
        treatments.remove(treatment=treatment, by=secretary, at=NOW)
    with pytest.raises(treatments.Concluded):
        treatments.change(
            treatment=treatment, meeting=MeetingFactory(), purpose=AgendaPurpose.DECIDE, by=secretary, at=NOW
        )
    with pytest.raises(treatments.MeetingTreated):
        meetings.change_meeting(meeting=treatment.meeting, by=secretary, at=NOW, held_on=COMING)
    with pytest.raises(treatments.MeetingTreated):
        meetings.cancel_meeting(meeting=treatment.meeting, by=secretary, at=NOW)
    meetings.change_meeting(meeting=treatment.meeting, by=secretary, at=NOW, place="Raadzaal")
    assert treatment.meeting.held_on == PAST


def test_a_treatment_moves_to_another_meeting_or_off_the_agenda(secretary):
    treatment = TreatmentFactory()
    later = MeetingFactory(held_on=COMING)

    treatments.change(treatment=treatment, meeting=later, purpose=AgendaPurpose.DECIDE, by=secretary, at=NOW)
    assert (Treatment.objects.get().meeting, Treatment.objects.get().purpose) == (later, AgendaPurpose.DECIDE)

    treatments.remove(treatment=treatment, by=secretary, at=NOW)
    with pytest.raises(treatments.TreatmentGone):
        treatments.remove(treatment=treatment, by=secretary, at=NOW)


# --- closing ------------------------------------------------------------------------------------------------------


def test_a_proposal_closes_when_every_meeting_drew_its_conclusion(secretary):
    treatment = TreatmentFactory(meeting=MeetingFactory(held_on=PAST))
    with pytest.raises(proposals.StillToTreat):
        proposals.close(proposal=treatment.proposal, by=secretary, at=NOW)
    conclude(treatment, secretary)

    proposal = proposals.close(proposal=treatment.proposal, by=secretary, at=NOW)
    assert proposal.closed_at == NOW


def test_nothing_of_a_closed_proposal_changes_until_it_is_opened_again(secretary):
    registration = RegistrationFactory(proposal=ProposalFactory(closed_at=NOW))
    proposal = registration.proposal
    point = PointFactory(proposal=proposal)
    treatment = TreatmentFactory(proposal=proposal, meeting=MeetingFactory(held_on=PAST))
    given = {"by": secretary, "at": NOW}
    for verb in (
        lambda: proposals.change(proposal=proposal, subject="Anders", **given),
        lambda: proposals.close(proposal=proposal, **given),
        lambda: proposal_rows.save_point(proposal=proposal, text="Meer", **given),
        lambda: proposal_rows.move(row=point, up=True, **given),
        lambda: proposal_rows.remove(row=registration, **given),
        lambda: treatments.plan(proposal=proposal, meeting=MeetingFactory(), purpose="inform", **given),
        lambda: conclude(treatment, secretary),
        lambda: treatments.remove(treatment=treatment, **given),
    ):
        with pytest.raises(proposals.ProposalClosed):
            verb()

    proposals.reopen(proposal=proposal, **given)
    proposals.change(proposal=proposal, subject="Anders", **given)
    assert Proposal.objects.get().subject == "Anders"
    with pytest.raises(proposals.NotClosed):
        proposals.reopen(proposal=proposal, **given)
