"""Bodies, who sits in them, and their meetings."""

from datetime import date

import pytest

from projects.enums import BodyKind
from projects.meetings import services as meetings
from projects.models import Body, Meeting
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from tests.factories.projects import BodyFactory, MeetingFactory
from tests.moments import NOW

DAY = date(2026, 12, 10)


@pytest.fixture
def secretary(cast):
    return Staff(cast.secretary)


@pytest.fixture
def youth(db):
    return BodyFactory(kind=BodyKind.PFHO, subject="J&O", name="PFHO Jeugd en onderwijs", position=1)


@pytest.fixture
def health(db):
    return BodyFactory(kind=BodyKind.PFHO, subject="G&O", name="PFHO Gezondheid en ondersteuning", position=2)


# --- bodies -------------------------------------------------------------------------------------------------------


def test_the_secretary_makes_a_body_with_an_address_of_its_own(secretary):
    body = meetings.add_body(by=secretary, at=NOW, kind=BodyKind.AO, subject=" Z&V ", name="Ambtelijk overleg")

    assert (str(body), body.slug, body.position) == ("AO Z&V", "ao-zv", 1)
    assert AuditEvent.objects.filter(event="body.added", target_id=str(body.pk)).exists()


def test_the_coordinator_makes_no_bodies(coordinator):
    with pytest.raises(NotPermitted):
        meetings.add_body(by=coordinator, at=NOW, kind=BodyKind.AO, subject="Z&V", name="Ambtelijk overleg")
    assert not Body.objects.exists()


def test_two_bodies_of_one_name_do_not_exist_on_the_same_day(secretary, youth):
    with pytest.raises(meetings.BodyThere):
        meetings.add_body(by=secretary, at=NOW, kind=BodyKind.PFHO, subject="j&o", name="Nog een")


def test_a_body_may_take_the_name_of_one_that_ended(secretary, youth):
    meetings.change_body(body=youth, by=secretary, at=NOW, valid_until=date(2027, 1, 1))

    heir = meetings.add_body(
        by=secretary, at=NOW, kind=BodyKind.PFHO, subject="J&O", name="Nieuw", valid_from=date(2027, 1, 1)
    )
    meetings.change_body(body=youth, by=secretary, at=NOW, successor=heir)

    youth.refresh_from_db()
    assert youth.successor == heir
    assert heir.slug != youth.slug


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"name": "  "}, meetings.BodyNameMissing),
        ({"valid_from": date(2027, 1, 1), "valid_until": date(2027, 1, 1)}, meetings.BodyEndsBeforeStart),
    ],
)
def test_a_body_that_cannot_be_is_refused(secretary, youth, facts, refusal):
    with pytest.raises(refusal):
        meetings.change_body(body=youth, by=secretary, at=NOW, **facts)
    youth.refresh_from_db()
    assert (youth.name, youth.valid_until) == ("PFHO Jeugd en onderwijs", None)


def test_a_body_does_not_succeed_itself(secretary, youth):
    with pytest.raises(meetings.BodyOwnSuccessor):
        meetings.change_body(body=youth, by=secretary, at=NOW, successor=youth)


def test_seats_are_taken_and_left(cast, secretary, youth):
    meetings.seat(body=youth, users=[cast.holder, cast.director], by=secretary, at=NOW)
    meetings.seat(body=youth, users=[cast.holder], by=secretary, at=NOW)

    assert [member.user for member in youth.members.all()] == [cast.holder]
    assert AuditEvent.objects.filter(event="body.member_left").count() == 1


def test_a_project_leader_gets_no_seat(cast, secretary, youth):
    with pytest.raises(meetings.NotForBodies):
        meetings.seat(body=youth, users=[cast.leader], by=secretary, at=NOW)
    assert not youth.members.exists()


# --- meetings -----------------------------------------------------------------------------------------------------


def test_a_combined_meeting_is_called_after_all_its_bodies(coordinator, youth, health):
    meeting = meetings.add_meeting(
        by=coordinator,
        at=NOW,
        bodies=[health, youth],
        held_on=DAY,
        part="overlappend gedeelte",
        papers_due=date(2026, 11, 26),
        is_closed=True,
    )

    assert meeting.words == "PFHO J&O en G&O (overlappend gedeelte)"
    assert (meeting.is_closed, meeting.papers_due) == (True, date(2026, 11, 26))


@pytest.mark.parametrize("part", ["leader", "director", "privacy_officer", "administrator", "nobody"])
def test_others_make_no_meetings(cast, youth, part):
    with pytest.raises(NotPermitted):
        meetings.add_meeting(by=Staff(getattr(cast, part)), at=NOW, bodies=[youth], held_on=DAY)
    assert not Meeting.objects.exists()


def test_a_meeting_without_a_body_is_refused(coordinator):
    with pytest.raises(meetings.NoBody):
        meetings.add_meeting(by=coordinator, at=NOW, bodies=[], held_on=DAY)


def test_a_body_meets_only_while_it_exists(coordinator):
    ended = BodyFactory(valid_until=DAY)

    with pytest.raises(meetings.BodyNotThere):
        meetings.add_meeting(by=coordinator, at=NOW, bodies=[ended], held_on=DAY)


def test_papers_are_not_due_after_the_meeting(coordinator, youth):
    with pytest.raises(meetings.PapersTooLate):
        meetings.add_meeting(by=coordinator, at=NOW, bodies=[youth], held_on=DAY, papers_due=date(2026, 12, 11))


def test_the_same_meeting_stands_once_in_the_calendar(coordinator, youth, health):
    meetings.add_meeting(by=coordinator, at=NOW, bodies=[youth, health], held_on=DAY)

    with pytest.raises(meetings.MeetingThere):
        meetings.add_meeting(by=coordinator, at=NOW, bodies=[health, youth], held_on=DAY)
    meetings.add_meeting(by=coordinator, at=NOW, bodies=[youth], held_on=DAY)
    assert Meeting.objects.count() == 2


def test_a_meeting_changes_and_says_what_changed(coordinator, youth, health):
    meeting = MeetingFactory(bodies=[youth], held_on=DAY)

    meetings.change_meeting(meeting=meeting, by=coordinator, at=NOW, bodies=[youth, health], place="Raadzaal")

    event = AuditEvent.objects.get(event="meeting.changed")
    assert event.data == {"changed": ["place", "bodies"]}
    assert set(meeting.bodies.all()) == {youth, health}


def test_nothing_is_recorded_when_nothing_changes(coordinator, youth):
    meeting = MeetingFactory(bodies=[youth], held_on=DAY)

    meetings.change_meeting(meeting=meeting, by=coordinator, at=NOW, bodies=[youth], held_on=DAY)

    assert not AuditEvent.objects.exists()


def test_a_cancelled_meeting_stays_and_changes_no_more(coordinator, youth):
    meeting = meetings.cancel_meeting(meeting=MeetingFactory(bodies=[youth]), by=coordinator, at=NOW)

    with pytest.raises(meetings.MeetingCancelled):
        meetings.change_meeting(meeting=meeting, by=coordinator, at=NOW, place="Elders")
    with pytest.raises(meetings.MeetingCancelled):
        meetings.cancel_meeting(meeting=meeting, by=coordinator, at=NOW)
    assert Meeting.objects.get().cancelled_at == NOW
