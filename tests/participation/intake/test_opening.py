"""One meaning of "open" (trust 50): start page, form page, post and lists agree, to the instant."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from participation import queries
from participation.builder.services import forms
from participation.enums import FormState
from participation.models import Draft, Form, Submission
from participation.models.form import GRACE
from projects.enums import ProjectState
from samenkracht.core.models import OutboxEntry
from samenkracht.pages.queries import project_forms
from tests.factories.participation import CLOSES, ONE_STEP, OPENED, coordinator, make_form
from tests.factories.projects import PlanLineFactory, ProjectFactory, make_team
from tests.moments import NOW
from tests.participation.fill_in import FIRST, SECOND, Walk, hidden, to_overview

pytestmark = pytest.mark.django_db

INSTANT = timedelta(microseconds=1)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# Night in which an hour does not exist, and night in which an hour comes twice.
SPRING = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
AUTUMN = datetime(2027, 10, 31, 1, 0, tzinfo=UTC)
HALF_HOURS = [timedelta(minutes=minutes) for minutes in (-90, -60, -30, 0, 30, 60, 90)]


@pytest.fixture
def clock(portal_clock):
    """Sets the time that views read."""

    def set_to(at):
        portal_clock.at = at

    return set_to


def told(form, at, clock):
    """What each place says about this form at this instant; True is open."""
    clock(at)
    visitor = Client()
    start = visitor.get(f"/formulieren/{form.slug}/").content.decode()
    page = visitor.get(f"/formulieren/{form.slug}/invullen/").content.decode()
    project = visitor.get(f"/projecten/{form.project.slug}/").content.decode()
    home = visitor.get("/").content.decode()
    link = f'href="/formulieren/{form.slug}/'
    return {
        "model": form.is_open_at(at),
        "state": form.state_at(at) is FormState.OPEN,
        "sql": Form.objects.open_at(at).filter(pk=form.pk).exists(),
        "of the project": form in project_forms(form.project, at=at).cards,
        "everywhere": form in queries.open_everywhere(at=at),
        "kept a second": queries.form_now(form.slug).is_open_at(at),
        "start page": "Begin met de vragenlijst" in start,
        "form page": 'name="key"' in page,
        "project page": "Vul de vragenlijst in" in project,
        "home": link in home,
    }


def post(form, at, clock, key="1" * 32):
    """One post of the whole form at this instant, by somebody who has the page; gives its answer."""
    walk = Walk(form.slug)
    clock(form.opens_at or OPENED)
    walk.open()
    assert 'name="key"' in walk.page
    clock(at)
    return walk.press("next", FIRST | SECOND | {"key": key})


AROUND = [
    ("long before opening", OPENED - timedelta(days=9), False, "refused"),
    ("just before opening", OPENED - INSTANT, False, "refused"),
    ("at opening", OPENED, True, "in time"),
    ("halfway", NOW, True, "in time"),
    ("just before closing", CLOSES - INSTANT, True, "in time"),
    ("at closing", CLOSES, False, "late"),
    ("just before the end of the grace", CLOSES + GRACE - INSTANT, False, "late"),
    ("at the end of the grace", CLOSES + GRACE, False, "refused"),
    ("long after", CLOSES + timedelta(days=90), False, "refused"),
]


@pytest.mark.parametrize(("at", "is_open"), [case[1:3] for case in AROUND], ids=[case[0] for case in AROUND])
def test_every_place_gives_the_same_answer_to_open(clock, at, is_open):
    form = make_form()
    assert set(told(form, at, clock).values()) == {is_open}, told(form, at, clock)


@pytest.mark.parametrize(("at", "outcome"), [(case[1], case[3]) for case in AROUND], ids=[case[0] for case in AROUND])
def test_a_post_is_taken_while_open_marked_in_the_grace_and_refused_outside(clock, at, outcome):
    form = make_form(definition=ONE_STEP)
    answer = post(form, at, clock).response
    if outcome == "refused":
        assert answer.status_code == 410
        assert not Submission.objects.exists()
        assert not OutboxEntry.objects.exists()
        assert not Draft.objects.exists()
    else:
        assert answer.status_code == 302
        assert Submission.objects.get().late is (outcome == "late")
        assert Submission.objects.get().received_at == at


@pytest.mark.postgresql
@pytest.mark.parametrize("edge", ["opens_at", "closes_at"])
@pytest.mark.parametrize("night", [SPRING, AUTUMN], ids=["an hour that does not exist", "an hour that comes twice"])
@pytest.mark.parametrize("moved", HALF_HOURS, ids=str)
def test_opening_and_closing_hold_to_the_instant_in_nights_when_the_clock_changes(clock, edge, night, moved):
    moment = night + moved
    times = {"opens_at": night - timedelta(days=9), "closes_at": night + timedelta(days=9)} | {edge: moment}
    form = make_form(definition=ONE_STEP, **times)
    before, after = (set(told(form, at, clock).values()) for at in (moment - INSTANT, moment))
    assert (before, after) == (({False}, {True}) if edge == "opens_at" else ({True}, {False}))
    clock(moment)
    taken = queries.form_now(form.slug).takes_answers_at(moment)
    assert taken is True, "at opening it is open; at closing there is the grace"


@pytest.mark.parametrize("night", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_the_grace_is_half_an_hour_of_real_time_whatever_the_clock_on_the_wall_does(clock, night):
    form = make_form(definition=ONE_STEP, opens_at=night - timedelta(days=9), closes_at=night - timedelta(minutes=10))
    assert post(form, form.closes_at + GRACE - INSTANT, clock).response.status_code == 302
    assert post(form, form.closes_at + GRACE, clock, key="2" * 32).response.status_code == 410


def test_the_hour_that_comes_twice_is_two_different_hours(clock):
    first = datetime(2027, 10, 31, 2, 30, fold=0, tzinfo=AMSTERDAM)
    second = datetime(2027, 10, 31, 2, 30, fold=1, tzinfo=AMSTERDAM)
    form = make_form(definition=ONE_STEP, opens_at=OPENED, closes_at=second.astimezone(UTC))
    assert form.is_open_at(first.astimezone(UTC)) is True
    assert form.is_open_at(second.astimezone(UTC)) is False


def test_a_form_without_moments_is_open_as_soon_as_it_is_published(clock):
    form = make_form(opens_at=None, closes_at=None)
    assert set(told(form, OPENED - timedelta(days=900), clock).values()) == {True}
    assert set(told(form, CLOSES + timedelta(days=900), clock).values()) == {True}


def test_who_began_in_time_can_go_on_and_send_during_the_grace(clock):
    form = make_form()
    clock(CLOSES - timedelta(minutes=1))
    walk = Walk(form.slug).open().press("next", FIRST)
    clock(CLOSES + timedelta(minutes=10))
    walk.press("next", SECOND)
    assert walk.title == "Kloppen uw antwoorden?"
    clock(CLOSES + timedelta(minutes=20))
    assert walk.press("send").response.status_code == 302
    assert Submission.objects.get().late is True


def test_after_the_grace_everything_that_was_filled_in_is_shown_to_copy_and_nothing_is_stored(clock):
    form = make_form()
    clock(CLOSES - timedelta(minutes=1))
    walk = Walk(form.slug).open().press("next", FIRST)
    draft = Draft.objects.get()
    clock(CLOSES + GRACE)
    walk.press("next", SECOND)
    assert walk.response.status_code == 410
    assert walk.title == "Deze vragenlijst is gesloten"
    for words in ("Mijn familie", "Een vast gezicht.", "Hilversum", "Het is niet verstuurd."):
        assert words in walk.text
    assert not Submission.objects.exists()
    draft.refresh_from_db()
    assert draft.expires_at < CLOSES + timedelta(days=2), "the draft is not written again"


def test_after_the_grace_text_that_does_not_fit_is_shown_to_copy_too(clock):
    form = make_form(definition=ONE_STEP)
    too_long = "Dit wil ik niet kwijt. " * 200
    clock(NOW)
    walk = Walk(form.slug).open()
    clock(CLOSES + GRACE)
    walk.press("next", {"q-hulp1-other": "de buurvrouw", "q-beter1": too_long, "q-plaats1-postcode": "1404"})
    assert walk.response.status_code == 410
    for words in (too_long.strip(), "de buurvrouw", "1404"):
        assert words in walk.text


def test_the_overview_after_the_grace_shows_what_it_showed(clock):
    form = make_form()
    clock(CLOSES - timedelta(minutes=1))
    walk = to_overview(Walk(form.slug))
    clock(CLOSES + GRACE)
    walk.press("send")
    assert walk.response.status_code == 410
    for words in ("Mijn familie", "Een vast gezicht.", "Hilversum"):
        assert words in walk.text


def test_who_sent_in_time_finds_the_code_again_after_closing(clock):
    form = make_form(definition=ONE_STEP)
    clock(CLOSES - timedelta(minutes=1))
    walk = Walk(form.slug).open()
    page = walk.page
    assert walk.press("next", FIRST | SECOND).response.status_code == 302
    clock(CLOSES + timedelta(days=1))
    walk.page = page
    assert walk.press("next", FIRST | SECOND).response.status_code == 302
    assert Submission.objects.count() == 1


def test_a_form_closed_by_hand_is_closed_at_once_in_the_process_that_closed_it(
    clock, django_capture_on_commit_callbacks
):
    form = make_form()
    assert set(told(form, NOW, clock).values()) == {True}
    with django_capture_on_commit_callbacks(execute=True):
        closed = forms.close(form=form, by=coordinator(), at=NOW)
    assert set(told(closed, NOW, clock).values()) == {False}


def test_a_form_closed_by_hand_is_closed_within_a_second_in_every_other_process(clock, fresh_process):
    form = make_form()
    assert told(form, NOW, clock)["form page"] is True
    # Another process closed it: this one hears nothing.
    Form.objects.filter(pk=form.pk).update(closes_at=NOW)
    assert told(form, NOW, clock)["form page"] is True, "kept for a second"
    assert queries.FORM_SECONDS <= 1.0
    fresh_process.now += queries.FORM_SECONDS
    form.refresh_from_db()
    assert set(told(form, NOW, clock).values()) == {False}


def test_the_second_in_which_another_process_still_says_open_stores_nothing_after_the_grace(clock):
    form = make_form(definition=ONE_STEP)
    clock(NOW)
    walk = Walk(form.slug).open()
    Form.objects.filter(pk=form.pk).update(closes_at=NOW - GRACE)
    walk.press("next", FIRST | SECOND)
    assert walk.response.status_code == 410
    assert "Een vast gezicht." in walk.text
    assert walk.title == "Deze vragenlijst is gesloten"
    assert not Submission.objects.exists()


def test_the_moments_are_shown_in_the_time_of_amsterdam(clock):
    form = make_form(opens_at=SPRING - timedelta(hours=1), closes_at=AUTUMN + timedelta(minutes=30))
    clock(NOW)
    page = Client().get(f"/formulieren/{form.slug}/").content.decode()
    assert "28 maart 2027, 01.00" in page
    clock(SPRING + timedelta(hours=1))
    queries.forget_forms()
    page = Client().get(f"/formulieren/{form.slug}/").content.decode()
    assert "31 oktober 2027, 02.30" in re.sub(r"\s+", " ", page)


def test_a_page_that_was_opened_before_an_older_version_was_replaced_is_still_taken(clock):
    form = make_form()
    clock(NOW)
    walk = Walk(form.slug).open().press("next", FIRST)
    older = hidden(walk.page)["version"]
    forms.publish(form=form, definition=ONE_STEP, by=coordinator(), at=NOW)
    queries.forget_forms()
    walk.press("next", SECOND)
    assert walk.title == "Kloppen uw antwoorden?"
    walk.press("send")
    sent = Submission.objects.get()
    assert str(sent.version_id) == older
    assert sent.answers["a"]["beter1"] == "Een vast gezicht."


@pytest.mark.parametrize(
    ("closes_at", "said"),
    [
        (datetime(2099, 12, 3, tzinfo=AMSTERDAM), "Open tot en met 2 december 2099"),
        (datetime(2099, 12, 3, 17, tzinfo=AMSTERDAM), "Open tot 3 december 2099, 17.00 uur"),
    ],
    ids=["at midnight", "by day"],
)
def test_residents_and_staff_read_the_same_of_until_when_it_is_open(closes_at, said, clock, cast):
    project = make_team(ProjectFactory(slug="hulp", is_public=True, state=ProjectState.RUNNING), cast)
    line = PlanLineFactory(project=project)
    form = make_form(definition=ONE_STEP, project=project, opens_at=None, closes_at=closes_at, plan_line=line)
    clock(closes_at - timedelta(hours=4))
    walk = Walk(form.slug).open().press("next", FIRST | SECOND)
    receipt = walk.client.get(walk.response["Location"]).content.decode()
    staff = Client()
    staff.force_login(cast.leader)
    places = ("/", "/projecten/", "/projecten/hulp/", f"/formulieren/{form.slug}/")
    pages = {place: walk.client.get(place).content.decode() for place in places} | {"receipt": receipt}
    for place in ("/werkplek/", "/werkplek/projecten/hulp/", "/werkplek/projecten/hulp/formulieren/"):
        pages[place] = staff.get(place).content.decode()
    assert {place: said in page for place, page in pages.items()} == dict.fromkeys(pages, True)
