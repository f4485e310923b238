"""The calendar of meetings and the list of bodies."""

from datetime import date

import pytest
from django.urls import reverse

from projects.enums import BodyKind
from projects.models import Body, Meeting
from tests.factories.projects import BodyFactory, MeetingFactory
from tests.moments import day

# Pages are drawn alike on every database; journeys meet them on the other one.
pytestmark = pytest.mark.postgresql


@pytest.fixture
def youth(db):
    return BodyFactory(kind=BodyKind.PFHO, subject="J&O", name="Jeugd en onderwijs", position=1)


@pytest.fixture
def health(db):
    return BodyFactory(kind=BodyKind.PFHO, subject="G&O", name="Gezondheid en ondersteuning", position=2)


@pytest.fixture
def secretary(cast, client):
    client.force_login(cast.secretary)
    return client


MEETING = {"held_on": "10-12-2099", "starts_at": "9.30", "place": "Raadzaal", "papers_due": "26-11-2099", "part": ""}


def test_a_combined_meeting_is_put_in_the_calendar(secretary, youth, health):
    answer = secretary.post(
        reverse("meeting_add"), MEETING | {"bodies": [youth.pk, health.pk], "part": "overlappend gedeelte"}
    )

    assert answer.url == reverse("meeting_list")
    meeting = Meeting.objects.get()
    assert (meeting.held_on, meeting.papers_due) == (date(2099, 12, 10), date(2099, 11, 26))
    shown = secretary.get(answer.url).content.decode()
    assert "PFHO J&amp;O en G&amp;O (overlappend gedeelte)" in shown
    assert "10 december 2099, 09.30" in shown


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("held_on", "morgen", "Schrijf een dag als 1-7-2026."),
        ("held_on", "", "Vul “Dag” in."),
        ("starts_at", "half tien", "Schrijf een tijd als 9.30."),
        ("papers_due", "11-12-2099", "De uiterste aanleverdatum ligt na het overleg."),
        ("bodies", [], "Maak een keuze bij “Welke gremia vergaderen?”."),
        ("place", "x" * 121, "Plaats"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(secretary, youth, field, value, words):
    answer = secretary.post(reverse("meeting_add"), MEETING | {"bodies": youth.pk} | {field: value})

    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert words in answer.content.decode()
    assert "Raadzaal" in answer.content.decode() or field == "place"
    assert not Meeting.objects.exists()


def test_the_calendar_shows_what_comes_and_on_request_what_was(secretary, youth, health):
    MeetingFactory(bodies=[youth], held_on=day(3))
    MeetingFactory(bodies=[health], held_on=day(0), is_closed=True)
    MeetingFactory(bodies=[youth, health], held_on=day(-1), part="slot")

    coming = secretary.get(reverse("meeting_list"))
    past = secretary.get(reverse("meeting_list") + "?wanneer=geweest")
    of_youth = secretary.get(reverse("meeting_list") + f"?gremium={youth.slug}")

    assert [meeting.words for meeting in coming.context["page"]] == ["PFHO G&O", "PFHO J&O"]
    assert [meeting.words for meeting in past.context["page"]] == ["PFHO J&O en G&O (slot)"]
    assert [meeting.words for meeting in of_youth.context["page"]] == ["PFHO J&O"]
    assert "Besloten" in coming.content.decode()


def test_an_unknown_question_of_the_calendar_is_not_guessed_at(secretary):
    for question in ("?gremium=bestaat-niet", "?wanneer=ooit"):
        assert secretary.get(reverse("meeting_list") + question).status_code == 400


def test_the_calendar_asks_as_much_for_many_meetings_as_for_one(
    secretary, youth, health, django_assert_max_num_queries
):
    for days in range(19):
        MeetingFactory(bodies=[youth, health], held_on=day(days))
    with django_assert_max_num_queries(7):
        secretary.get(reverse("meeting_list"))


def test_a_meeting_is_cancelled_after_a_question_and_stays_to_be_seen(secretary, youth):
    meeting = MeetingFactory(bodies=[youth], held_on=day(5))

    assert (
        "Wilt u dit overleg afzeggen?" in secretary.get(reverse("meeting_cancel", args=[meeting.pk])).content.decode()
    )
    secretary.post(reverse("meeting_cancel", args=[meeting.pk]))

    assert Meeting.objects.get().cancelled_at is not None
    assert "Gaat niet door" in secretary.get(reverse("meeting_list")).content.decode()


def test_a_director_reads_the_calendar_and_finds_nothing_to_change(cast, client, youth):
    MeetingFactory(bodies=[youth], held_on=day(5))
    client.force_login(cast.director)
    shown = client.get(reverse("meeting_list")).content.decode()
    assert "PFHO J&amp;O" in shown
    assert "Nieuw overleg" not in shown
    assert "/werkplek/overleggen/nieuw/" not in shown


def test_an_administrator_makes_a_body_and_seats_people(cast, client):
    client.force_login(cast.administrator)
    client.post(
        reverse("body_add"), {"kind": "pfho", "subject": "J&O", "name": "Jeugd en onderwijs", "is_public": "on"}
    )
    body = Body.objects.get()

    client.post(reverse("body_seats", args=[body.slug]), {"users": [cast.holder.pk]})

    assert body.is_public
    assert [member.user for member in body.members.all()] == [cast.holder]
    assert "Functie holder" in client.get(reverse("body_list")).content.decode()


def test_a_body_that_exists_already_is_said_at_its_subject(secretary, youth):
    answer = secretary.post(reverse("body_add"), {"kind": "pfho", "subject": "J&O", "name": "Nog een keer"})

    assert answer.status_code == 422
    assert "Er is al een gremium" in str(answer.context["form"].errors["subject"])
    assert Body.objects.count() == 1


def test_somebody_of_another_role_is_no_choice_for_a_seat(cast, secretary, youth):
    answer = secretary.post(reverse("body_seats", args=[youth.slug]), {"users": [cast.leader.pk]})
    assert answer.status_code == 422
    assert not youth.members.exists()
