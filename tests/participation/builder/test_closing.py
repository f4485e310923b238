"""In the middle of filling in: the form closes, a version is published, a page is lost. Nothing goes without a word."""

from datetime import timedelta

import pytest

from participation import queries
from participation.builder.services import forms
from participation.formbuilder import hidden_answers
from participation.formbuilder.schema import Definition, Step
from participation.models import Draft, Form, Submission
from participation.models.form import GRACE
from projects.enums import PlanStatus
from samenkracht.core.values.dates import KnownDate
from tests.factories.participation import ONE_STEP, TWO_STEPS, coordinator, make_form
from tests.factories.projects import PlanLineFactory, PlanVersionFactory, ProjectFactory
from tests.moments import NOW
from tests.participation.fill_in import FIRST, SECOND, Walk, hidden, to_overview

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def form():
    return make_form(opens_at=None, closes_at=None)


def closed_since(form, since):
    """As if the form had closed this long ago."""
    Form.objects.filter(pk=form.pk).update(closes_at=NOW - since)
    queries.forget_forms()


def test_who_was_filling_in_when_the_form_closed_can_still_send_and_is_marked_as_late(form):
    walk = Walk(form.slug).open().press("next", FIRST)
    closed_since(form, GRACE - timedelta(minutes=1))
    walk.press("next", SECOND).press("send")
    assert walk.response.status_code == 302
    assert Submission.objects.get().late is True


def test_nobody_begins_after_closing_even_within_the_grace(form):
    closed_since(form, timedelta(seconds=1))
    walk = Walk(form.slug).open()
    assert walk.title == "Deze vragenlijst is gesloten"
    assert "<form" not in walk.page
    assert "Begin met de vragenlijst" not in walk.client.get(f"/formulieren/{form.slug}/").content.decode()


@pytest.mark.parametrize("press", ["next", "send", "back"])
def test_who_is_too_late_is_told_and_sees_what_was_filled_in(form, press):
    walk = to_overview(Walk(form.slug))
    closed_since(form, GRACE + timedelta(minutes=1))
    walk.press(press, SECOND | {"step": "2"})
    assert (walk.response.status_code, walk.title) == (410, "Deze vragenlijst is gesloten")
    for shown in ("Mijn familie", "Een vast gezicht.", "Hilversum", "niet verstuurd"):
        assert shown in walk.text
    assert not Submission.objects.exists()


def test_who_sent_in_time_and_clicks_again_after_closing_gets_the_code_not_a_no():
    form = make_form(definition=ONE_STEP, opens_at=None, closes_at=None)
    walk = Walk(form.slug).open()
    page = walk.page
    walk.press("next", FIRST | SECOND)
    closed_since(form, timedelta(days=1))
    walk.page = page
    assert walk.press("next", FIRST | SECOND).response.status_code == 302
    walk.page = page
    assert walk.press("next", FIRST | {"q-plaats1": "0406"}).response.status_code == 409


def test_the_same_for_a_form_with_an_overview(form):
    walk = to_overview(Walk(form.slug))
    overview = walk.page
    walk.press("send")
    closed_since(form, timedelta(days=1))
    walk.page = overview
    assert walk.press("send").response.status_code == 302


def test_a_form_that_closes_between_the_look_and_the_store_says_so(form):
    walk = to_overview(Walk(form.slug))
    Form.objects.filter(pk=form.pk).update(closes_at=NOW - GRACE - timedelta(seconds=1))
    # this process still believes for a moment that it is open
    walk.press("send")
    assert walk.response.status_code == 410
    assert "Mijn familie" in walk.text


def test_a_planned_form_says_when_it_opens():
    form = make_form(opens_at=NOW + timedelta(days=3))
    walk = Walk(form.slug).open()
    assert walk.title == "Deze vragenlijst is nog niet open"
    start = walk.client.get(f"/formulieren/{form.slug}/").content.decode()
    assert "Nog niet open" in start


def test_answers_hang_on_the_version_that_was_seen_when_a_new_one_is_published_meanwhile(form):
    older = form.published_version
    walk = Walk(form.slug).open().press("next", FIRST)
    forms.publish(form=form, definition=ONE_STEP, by=coordinator(), at=NOW)
    queries.forget_forms()
    walk.press("next", SECOND)
    assert walk.title == "Kloppen uw antwoorden?"
    walk.press("send")
    assert Submission.objects.get().version_id == older.pk
    assert Walk(form.slug).open().page.count("Stap 1 van") == 0


def test_a_page_of_a_newer_version_goes_on_with_the_draft_of_the_older_one(form):
    walk = Walk(form.slug).open().press("next", FIRST)
    newer = forms.publish(form=form, definition=TWO_STEPS, by=coordinator(), at=NOW)
    walk.press("next", SECOND | {"version": str(newer.pk)})
    assert Draft.objects.get().version_id == form.published_version_id


def test_a_step_that_was_skipped_is_asked_before_sending(form):
    walk = Walk(form.slug).open().press("next", FIRST | {"go": "back"})
    walk.press("next", SECOND | {"step": "2"})
    assert walk.title == "Kloppen uw antwoorden?"
    other = Walk(form.slug).open()
    other.press("back", {"step": "1"})
    other.press("next", SECOND | {"step": "2"})
    assert (other.title, other.response.status_code) == ("Hoe gaat het nu?", 422)
    other.press("send")
    assert not Submission.objects.exists()


def test_a_question_that_is_not_asked_is_not_stored(form):
    walk = Walk(form.slug).open().press("next", FIRST | {"q-plaats1": "0406", "q-onbekend": "x"})
    walk.press("next", SECOND).press("send")
    assert set(Submission.objects.get().answers["a"]) == {"hulp1", "beter1", "plaats1"}
    assert Submission.objects.get().municipality == "0402"


def test_going_back_from_a_page_whose_draft_is_gone_tells_so(form):
    walk = Walk(form.slug).open().press("next", FIRST)
    Draft.objects.all().delete()
    walk.press("back", SECOND)
    assert "eerdere antwoorden zijn er niet meer" in walk.text


def test_sending_goes_on_with_the_answers_that_the_overview_carries_when_the_draft_is_gone(form):
    walk = to_overview(Walk(form.slug))
    Draft.objects.all().delete()
    assert walk.press("send").response.status_code == 302
    assert Submission.objects.get().answers["a"]["beter1"] == "Een vast gezicht."
    assert not Draft.objects.exists()


def test_changing_goes_on_with_the_answers_that_the_overview_carries_when_the_draft_is_gone(form):
    walk = to_overview(Walk(form.slug))
    Draft.objects.all().delete()
    walk.press("change-1")
    assert walk.title == "Hoe gaat het nu?"
    assert "Een vast gezicht." in walk.text
    walk.press("next", FIRST | {"q-beter1": "Iets anders."})
    assert walk.title == "Kloppen uw antwoorden?"
    assert "Hilversum" in walk.text


def test_a_stale_token_and_a_lost_draft_together_still_cost_nothing_at_the_overview(form):
    walk = to_overview(Walk(form.slug))
    Draft.objects.all().delete()
    walk.client.cookies.clear()
    walk.press("send")
    assert (walk.response.status_code, walk.title) == (403, "Kloppen uw antwoorden?")
    assert not Draft.objects.exists()
    assert walk.press("send").response.status_code == 302
    assert Submission.objects.get().municipality == "0402"


def test_answers_carried_by_the_overview_are_cleaned_like_any_other(form):
    walk = to_overview(Walk(form.slug))
    Draft.objects.all().delete()
    walk.press("send", {"q-hulp1": "bestaat-niet", "q-plaats1": "9999"})
    assert walk.response.status_code == 422
    assert not Submission.objects.exists()
    assert "Een vast gezicht." in walk.text


def test_an_overview_shown_before_the_answers_were_changed_elsewhere_is_shown_anew_and_not_sent(form):
    walk = to_overview(Walk(form.slug))
    other_window = Walk(form.slug, client=walk.client, page=walk.page)
    other_window.press("change-1").press("next", FIRST | {"q-beter1": "Toch iets anders."})
    walk.press("send")
    assert walk.title == "Kloppen uw antwoorden?"
    assert "intussen veranderd" in walk.text
    assert "Toch iets anders." in walk.text
    assert not Submission.objects.exists()
    walk.press("send")
    assert Submission.objects.get().answers["a"]["beter1"] == "Toch iets anders."


def test_an_overview_shown_before_other_answers_were_sent_elsewhere_is_a_conflict(form):
    walk = to_overview(Walk(form.slug))
    other_window = Walk(form.slug, client=walk.client, page=walk.page)
    other_window.press("change-1").press("next", FIRST | {"q-beter1": "Toch iets anders."}).press("send")
    walk.press("send")
    assert walk.response.status_code == 409
    assert Submission.objects.get().answers["a"]["beter1"] == "Toch iets anders."


def test_an_overview_that_would_grow_too_heavy_goes_without_and_is_sent_from_its_draft(monkeypatch, form):
    monkeypatch.setattr(hidden_answers, "HEAVIEST", 10)
    walk = to_overview(Walk(form.slug))
    assert "q-beter1" not in hidden(walk.page)
    assert walk.press("send").response.status_code == 302


def test_sending_or_changing_without_a_draft_and_without_answers_begins_again_in_words(form, monkeypatch):
    monkeypatch.setattr(hidden_answers, "HEAVIEST", 10)
    for go in ("send", "change-1"):
        walk = to_overview(Walk(form.slug))
        Draft.objects.all().delete()
        walk.press(go)
        assert walk.title == "Hoe gaat het nu?"
        assert "niets verstuurd" in walk.text


def test_two_people_on_one_device_see_nothing_of_each_other(form):
    first = to_overview(Walk(form.slug))
    second = Walk(form.slug, client=first.client).open()
    assert hidden(second.page)["key"] != hidden(first.page)["key"]
    assert "Een vast gezicht." not in second.text
    assert second.press("next", FIRST | {"q-beter1": "Ik ben een ander."}).press("next", SECOND).press("send")
    first.press("send")
    texts = {one.answers["a"]["beter1"] for one in Submission.objects.all()}
    assert texts == {"Een vast gezicht.", "Ik ben een ander."}


@pytest.mark.parametrize("body", [{"q-beter1": "x" * 600_000}, {f"veld-{n}": "" for n in range(600)}])
def test_a_post_that_is_too_large_is_refused_in_dutch(form, body):
    walk = Walk(form.slug).open()
    answer = walk.client.post(walk.place, hidden(walk.page) | body)
    assert answer.status_code in (400, 413)
    assert '<html lang="nl">' in answer.content.decode()
    assert not Draft.objects.exists()


class Unread:
    """A body of which no byte is asked."""

    def read(self, *_args):
        raise AssertionError("read")

    readline = read


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"])
def test_a_body_of_ten_gigabytes_is_refused_without_being_read(form, kind):
    walk = Walk(form.slug).open()
    environ = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(10**10), "CONTENT_TYPE": kind}
    answer = walk.client.post(walk.place, **environ)
    assert answer.status_code == 413
    assert '<html lang="nl">' in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x; charset=rot13", "text/plain; charset=utf-16"])
def test_signs_in_a_code_that_is_not_ours_are_refused_and_no_error_of_the_server(form, kind):
    walk = Walk(form.slug).open()
    body = b'--x\r\nContent-Disposition: form-data; name="key"\r\n\r\nx\r\n--x--\r\n'
    assert walk.client.generic("POST", walk.place, body, content_type=kind).status_code == 400


def test_a_lone_surrogate_and_other_unreadable_bytes_never_end_in_an_error(form):
    walk = Walk(form.slug).open()
    fields = "&".join(f"{name}={value}" for name, value in hidden(walk.page).items())
    for text in ("%ED%A0%80", "%FF%FE", "%00", "a%0Bb"):
        answer = walk.client.post(
            walk.place,
            f"{fields}&go=next&q-hulp1=familie&q-beter1={text}",
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code in (200, 400, 422), text


def test_three_steps_keep_what_belongs_to_each():
    from tests.factories.participation import BETTER, HELP, PLACE

    three = Definition(steps=(Step("a", "Een", (HELP,)), Step("b", "Twee", (BETTER,)), Step("c", "Drie", (PLACE,))))
    walk = Walk(make_form(definition=three, opens_at=None, closes_at=None).slug)
    walk.open().press("next", {"q-hulp1": "familie"}).press("next", {"q-beter1": "Rust."}).press("next", SECOND)
    walk.press("change-2").press("next", {"q-beter1": ""})
    assert walk.title == "Kloppen uw antwoorden?"
    assert "Niet ingevuld" in walk.text
    walk.press("send")
    assert set(Submission.objects.get().answers["a"]) == {"hulp1", "plaats1"}


def test_after_closing_the_page_of_the_code_promises_no_day_that_has_passed_and_asks_for_nothing():
    project = ProjectFactory(is_public=True)
    line = PlanLineFactory(project=project, feedback_due=KnownDate("2026-10-01"))
    PlanVersionFactory(plan=line.plan, outcome=PlanStatus.AGREED, decided_at=NOW)
    form = make_form(project=project, plan_line=line, opens_at=None, closes_at=NOW)
    page = Walk(form.slug).client.get(f"/formulieren/{form.slug}/ontvangen/").content.decode()
    assert "De vragenlijst is gesloten." in page
    assert [words for words in ("oktober 2026", "De vragenlijst sluit", "Vul nog een keer in") if words in page] == []
