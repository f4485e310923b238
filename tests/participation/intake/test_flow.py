import html
import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from participation import queries
from participation.intake.services import drafts, receipts
from participation.models import Draft, Submission
from projects.enums import PlanStatus
from samenkracht.core.models import OutboxEntry
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.web.region import region
from tests.factories.participation import ONE_STEP, make_form
from tests.factories.projects import PlanLineFactory, PlanVersionFactory
from tests.moments import NOW
from tests.participation.fill_in import FIRST, SECOND, Walk, hidden, to_overview, to_receipt

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def form():
    return make_form(opens_at=NOW - timedelta(days=400))


@pytest.fixture
def walk(form):
    return Walk(form.slug)


def test_a_resident_fills_in_two_steps_checks_sends_and_gets_a_code(walk, form):
    assert walk.open().title == "Hoe gaat het nu?"
    assert walk.press("next", FIRST).title == "Over u"
    assert walk.press("next", SECOND).title == "Kloppen uw antwoorden?"
    assert "Mijn familie" in walk.text
    assert "Hilversum" in walk.text
    walk.press("send")

    sent = Submission.objects.get()
    assert sent.answers == {
        "schema": 1,
        "a": {"hulp1": {"option": "familie"}, "beter1": "Een vast gezicht.", "plaats1": "0402"},
    }
    assert (sent.municipality, sent.channel, sent.late) == ("0402", "online", False)
    page = walk.client.get(walk.response["Location"]).content.decode()
    code = re.search(r'class="code"[^>]*>([^<]+)<', page)[1]
    assert receipts.code_hash(receipts.read(code)) == sent.receipt_hash


def test_sending_writes_the_row_of_waiting_work_and_takes_the_draft_away(walk, form):
    to_receipt(walk)
    sent = Submission.objects.get()
    assert list(OutboxEntry.objects.values_list("kind", "subject_id", "group_id")) == [
        ("submission.count", sent.pk, form.pk)
    ]
    assert not Draft.objects.exists()


def test_looking_at_a_form_stores_nothing(walk):
    walk.open()
    assert not Draft.objects.exists()
    assert "sessionid" not in walk.client.cookies


def test_a_draft_is_sealed_and_its_key_is_not_stored(walk):
    walk.open().press("next", FIRST)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT answers, key_hash FROM participation_draft")
        answers, key_hash = cursor.fetchone()
    assert b"vast gezicht" not in bytes(answers)
    assert hidden(walk.page)["key"] != key_hash


def test_what_is_wrong_is_said_on_top_and_at_the_field_and_nothing_typed_is_lost(walk):
    walk.open().press("next", {"q-beter1": "Dit had ik al getypt."})
    assert walk.response.status_code == 422
    assert "Fout:" in walk.page
    assert "Dit had ik al getypt." in walk.text
    assert 'class="error-summary' in walk.page
    assert 'href="#id_q-hulp1_0"' in walk.page
    assert walk.page.count('class="error-summary') == 1
    assert walk.page.index('class="error-summary') < walk.page.index("<h1"), "said before anything else of the page"
    assert not Draft.objects.exists()


def test_going_back_shows_what_was_filled_in(walk):
    walk.open().press("next", FIRST).press("back", {"q-plaats1": "0406"})
    assert walk.title == "Hoe gaat het nu?"
    assert "Een vast gezicht." in walk.text
    walk.press("next", FIRST)
    assert re.search(r'value="0406"[^>]*checked', walk.page)


def test_changing_one_step_from_the_overview_leads_back_to_the_overview(walk):
    to_overview(walk).press("change-1")
    assert walk.title == "Hoe gaat het nu?"
    walk.press("next", FIRST | {"q-beter1": "Toch iets anders."})
    assert walk.title == "Kloppen uw antwoorden?"
    assert "Toch iets anders." in walk.text


def test_sending_twice_gives_one_row_and_the_same_code(walk, form):
    to_overview(walk)
    overview = walk.page
    first = to_code(walk.press("send"))
    walk.page = overview
    second = to_code(walk.press("send"))
    assert first == second
    assert Submission.objects.count() == 1


def to_code(walk):
    page = walk.client.get(walk.response["Location"]).content.decode()
    return re.search(r'class="code"[^>]*>([^<]+)<', page)[1]


def test_an_answer_changed_after_sending_is_told_not_to_be_kept(walk):
    walk.open().press("next", FIRST)
    second_step = walk.page
    walk.press("next", SECOND).press("send")
    walk.page = second_step
    walk.press("next", {"q-plaats1": "0406"})
    assert walk.response.status_code == 409
    assert "Huizen" in walk.text, "what was not kept can be copied"
    assert Submission.objects.get().municipality == "0402"


def test_who_begins_again_on_a_page_that_was_sent_hears_so_at_once_and_not_at_the_end(walk):
    first_page = walk.open().page
    walk.press("next", FIRST).press("next", SECOND).press("send")
    walk.page = first_page
    walk.press("next", FIRST | {"q-beter1": "Van de volgende persoon."})
    assert (walk.response.status_code, walk.title) == (409, "Wij hadden uw antwoorden al")
    assert "Van de volgende persoon." in walk.text
    assert not Draft.objects.exists()


def test_a_change_in_another_window_after_sending_is_told_at_once(walk):
    to_overview(walk)
    other_window = Walk(walk.slug, client=walk.client, page=walk.page).press("change-1")
    walk.press("send")
    other_window.press("next", FIRST | {"q-beter1": "Te laat bedacht."})
    assert other_window.response.status_code == 409
    assert "Te laat bedacht." in other_window.text


def test_a_form_of_one_step_is_sent_at_once_and_the_same_key_with_other_answers_is_a_conflict():
    form = make_form(definition=ONE_STEP)
    walk = Walk(form.slug)
    page = walk.open().page
    walk.press("next", FIRST | SECOND)
    assert walk.response.status_code == 302, walk.title
    walk.page = page
    assert walk.press("next", FIRST | SECOND).response.status_code == 302
    walk.page = page
    assert walk.press("next", FIRST | {"q-plaats1": "0406"}).response.status_code == 409
    assert Submission.objects.get().municipality == "0402"


@pytest.mark.parametrize("spoil", ["no cookie", "no token", "token of somebody else"])
def test_a_stale_token_gives_the_page_back_filled_and_one_more_click_goes_on(walk, spoil):
    walk.open()
    fields = hidden(walk.page) | FIRST | {"go": "next"}
    if spoil == "no cookie":
        walk.client.cookies.clear()
    elif spoil == "no token":
        del fields["csrfmiddlewaretoken"]
    else:
        fields["csrfmiddlewaretoken"] = "x" * 64
    walk._took(walk.client.post(walk.place, fields))
    assert walk.response.status_code == 403
    assert "Een vast gezicht." in walk.text
    assert re.search(r'value="familie"[^>]*checked', walk.page)
    assert not Draft.objects.exists()
    assert walk.press("next", FIRST).title == "Over u"


def test_a_stale_token_at_the_overview_shows_the_overview_again_and_sends_nothing(walk):
    to_overview(walk)
    walk.client.cookies.clear()
    walk.press("send")
    assert (walk.response.status_code, walk.title) == (403, "Kloppen uw antwoorden?")
    assert not Submission.objects.exists()
    assert walk.press("send").response.status_code == 302


def test_a_postcode_alone_comes_back_with_a_suggestion_to_confirm_and_is_not_kept(walk):
    walk.open().press("next", FIRST).press("next", {"q-plaats1-postcode": "1211 ab"})
    assert (walk.response.status_code, walk.title) == (422, "Over u")
    assert "wij denken Hilversum" in walk.text
    assert re.search(r'value="0402"[^>]*checked', walk.page)
    assert "bij postcode 1211 AB" in walk.text
    assert "plaats1" not in Draft.objects.get().answers
    walk.press("next", SECOND | {"q-plaats1-postcode": "1211 AB"}).press("send")
    assert "1211" not in str(list(Submission.objects.values("answers", "municipality")))


@pytest.mark.parametrize(
    ("postcode", "words"),
    [("1217", "wij denken Hilversum of Wijdemeren"), ("1012", "kennen wij geen gemeente in deze regio")],
)
def test_a_postcode_that_does_not_tell_is_never_guessed(walk, postcode, words):
    walk.open().press("next", FIRST).press("next", {"q-plaats1-postcode": postcode})
    assert walk.response.status_code == 422
    assert words in walk.text
    assert "checked" not in walk.page


def test_a_postcode_changed_after_the_suggestion_never_leaves_the_municipality_of_before(walk):
    walk.open().press("next", FIRST).press("next", {"q-plaats1-postcode": "1211 AB"})
    assert re.search(r'value="0402"[^>]*checked', walk.page)
    walk.press("next", SECOND | {"q-plaats1-postcode": "1231"})
    assert walk.response.status_code == 422
    assert re.search(r'value="1696"[^>]*checked', walk.page)
    assert "plaats1" not in Draft.objects.get().answers
    walk.press("next", {"q-plaats1": "1696"})
    walk.press("send")
    assert Submission.objects.get().municipality == "1696"


def test_a_postcode_alone_on_a_form_of_one_step_sends_nothing():
    walk = Walk(make_form(definition=ONE_STEP).slug)
    walk.open().press("next", FIRST | {"q-plaats1-postcode": "1211"})
    assert walk.response.status_code == 422
    assert "wij denken Hilversum" in walk.text
    assert not Submission.objects.exists()
    assert walk.press("next", FIRST | SECOND).response.status_code == 302


def test_a_lost_draft_costs_nothing_on_the_page_in_view(walk):
    walk.open().press("next", FIRST)
    Draft.objects.all().delete()
    walk.press("next", SECOND)
    assert walk.title == "Over u"
    assert "eerdere antwoorden zijn er niet meer" in walk.text
    assert re.search(r'value="0402"[^>]*checked', walk.page)
    walk.press("next", SECOND)
    assert walk.title == "Hoe gaat het nu?"
    walk.press("next", FIRST)
    assert walk.title == "Kloppen uw antwoorden?"
    assert walk.press("send").response.status_code == 302


def test_an_expired_draft_is_as_gone_as_a_lost_one(walk, form):
    walk.open().press("next", FIRST)
    key = hidden(walk.page)["key"]
    assert drafts.find(key=key, at=Draft.objects.get().created_at + drafts.LASTS) is None


def test_a_rotated_secret_key_loses_neither_draft_nor_code(walk, settings, form):
    to_overview(walk)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    walk.press("send")
    sent = Submission.objects.get()
    assert receipts.code_hash(receipts.read(to_code(walk))) == sent.receipt_hash


@pytest.mark.parametrize(
    "nonsense",
    [
        {"key": "kort"},
        {"key": "'; DROP TABLE"},
        {"version": "999999999"},
        {"version": "x"},
        {"step": "99"},
        {"step": "-1"},
        {"go": "change-99"},
        {"go": "weg"},
        {"key": ""},
    ],
)
def test_hidden_fields_full_of_nonsense_never_end_in_an_error(walk, nonsense):
    walk.open().press("next", FIRST | nonsense)
    assert walk.response.status_code in (200, 422)
    assert not Submission.objects.exists()


@pytest.mark.parametrize("text", ["a\x00b", "x" * 4001, "a\x1bb"])
def test_text_that_cannot_be_kept_is_refused_at_its_field(walk, text):
    walk.open().press("next", FIRST | {"q-beter1": text})
    assert walk.response.status_code in (400, 422)
    assert not Draft.objects.exists()


def test_a_version_of_another_form_is_not_accepted_for_this_one(walk, form):
    other = make_form(definition=ONE_STEP, title="Een ander formulier")
    walk.open().press("next", FIRST | {"version": str(other.published_version_id)})
    assert walk.response.status_code == 422
    assert not Draft.objects.exists()
    assert walk.press("next", FIRST).title == "Over u"
    assert Draft.objects.get().version_id == form.published_version_id


@pytest.mark.parametrize("spoiled", [{"key": "kort"}, {"key": ""}, {"key": "A" * 32}, {"version": "999999999"}])
def test_a_page_that_is_not_whole_comes_back_filled_with_a_good_key_and_stores_nothing(spoiled):
    walk = Walk(make_form(definition=ONE_STEP).slug)
    walk.open().press("next", FIRST | SECOND | spoiled)
    assert walk.response.status_code == 422
    assert "niet goed lezen" in walk.text
    assert "Een vast gezicht." in walk.text
    assert re.fullmatch("[0-9a-f]{32}", hidden(walk.page)["key"])
    assert not Submission.objects.exists()
    assert walk.press("next", FIRST | SECOND).response.status_code == 302


def test_text_that_was_refused_survives_going_back_to_an_earlier_step():
    from tests.factories.participation import BETTER, PLACE, Definition, Step

    form = make_form(definition=Definition(steps=(Step("s1", "Een", (PLACE,)), Step("s2", "Twee", (BETTER,)))))
    walk = Walk(form.slug)
    too_long = "Dit is te lang. " * 300
    walk.open().press("next", SECOND).press("back", {"q-beter1": too_long})
    assert walk.title == "Een"
    walk.press("next", SECOND)
    assert (walk.title, walk.response.status_code) == ("Twee", 200)
    assert too_long.strip() in walk.text
    walk.press("next", {"q-beter1": "Kort."})
    assert walk.title == "Kloppen uw antwoorden?"
    assert "te lang" not in walk.text


def test_each_answer_of_the_overview_has_its_own_way_to_change_it(walk):
    to_overview(walk)
    for label, place in (
        ("Wie helpt u nu?", "id_q-hulp1_0"),
        ("Wat kan er beter?", "id_q-beter1"),
        ("In welke gemeente woont u?", "id_q-plaats1_0"),
    ):
        button = re.search(
            rf'<button[^>]*formaction="[^"]*#{place}"[^>]*>Wijzig<span class="visually-hidden">: ([^<]*)<', walk.page
        )
        assert html.unescape(button[1]) == label
        step = re.search(r'value="(change-\d)"', button[0])[1]
        walk.press(step)
        assert f'id="{place}"' in walk.page
        to_overview(walk)


def test_the_receipt_tells_when_and_what_follows_and_can_be_printed(form):
    line = PlanLineFactory(project=form.project, feedback_due=KnownDate("2099-02-12"))
    PlanVersionFactory(plan=line.plan, outcome=PlanStatus.AGREED, decided_at=NOW)
    other = make_form(project=form.project, plan_line=line, title="Met een belofte", opens_at=form.opens_at)
    walk = Walk(other.slug)
    code = to_receipt(walk)
    place = f"/formulieren/{other.slug}/ontvangen/"
    page, printed = (walk.client.get(place + more).content.decode() for more in ("", "?afdruk"))
    for text in (page, printed):
        assert code in text
        assert "Ontvangen op" in text
        assert "Uiterlijk 12 februari 2099" in " ".join(re.sub(r"<[^>]+>", " ", text).split())
        assert 'laten wissen? Bel <a class="nowrap" href="tel:' in text
        assert "mailto:" in text.split("laten wissen?")[1].split("Houd uw code")[0]
    assert "18 december 2099" in page, "closing at midnight is the day before"
    assert 'class="a4-page"' in printed
    assert code not in Walk(other.slug).client.get(place + "?afdruk").content.decode()


def test_extra_fields_are_never_stored(walk):
    walk.open().press("next", FIRST | {"channel": "paper", "received_at": "2020-01-01", "entered_by_id": "1"})
    walk.press("next", SECOND).press("send", {"late": "1", "form": "99"})
    sent = Submission.objects.get()
    assert (sent.channel, sent.entered_by_id, sent.late) == ("online", None, False)
    assert set(sent.answers["a"]) == {"hulp1", "beter1", "plaats1"}


@pytest.mark.parametrize(
    ("closes_at", "said"),
    [
        (datetime(2026, 11, 18, 23, 0, tzinfo=UTC), "Hij was open tot en met 18 november 2026."),
        (datetime(2026, 11, 19, 14, 30, tzinfo=UTC), "Hij sloot op 19 november 2026, 15.30 uur."),
    ],
)
def test_the_receipt_page_and_the_form_say_alike_since_when_it_is_closed(client, closes_at, said):
    place = make_form(title="Voorbij", opens_at=None, closes_at=closes_at).get_absolute_url()

    assert said in page_text(client.get(place))
    assert said in page_text(client.get(f"{place}ontvangen/"))


def page_text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_receipt_page_without_its_cookie_shows_no_code_thanks_nobody_and_leads_to_the_form(client, form):
    closed = make_form(title="Voorbij", opens_at=None, closes_at=NOW)
    for one, opened in ((form, True), (closed, False)):
        answer = client.get(f"/formulieren/{one.slug}/ontvangen/")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "<h1>Hier staat geen code</h1>" in page
        assert f'href="{one.get_absolute_url()}"' in page
        assert ("De vragenlijst is gesloten." in page) != opened
        thanks = ('class="code"', "Bedankt", "Dank u wel", "Wat gebeurt er nu?", "Vul nog een keer in")
        assert [words for words in thanks if words in page] == []


@pytest.mark.parametrize("place", ["step", "overview"])
def test_a_browser_that_refuses_cookies_is_told_so_at_the_second_try(walk, place):
    go, values = ("next", FIRST) if place == "step" else ("send", {})
    walk.open() if place == "step" else to_overview(walk)
    for refused in (False, True, True):
        walk.client.cookies.clear()
        walk.press(go, values)
        assert walk.response.status_code == 403
        assert ("Uw browser weigert cookies." in walk.text) == refused
        assert ("De pagina was verlopen." in walk.text) != refused
        assert (region().phone in walk.text.split("Of bel ons:")[-1]) or not refused
    walk.press(go, values)
    assert walk.response.status_code in (200, 302)
    assert "weigert" not in walk.text


def test_the_page_says_what_is_lost_when_it_is_closed_or_loaded_again(walk):
    walk.open()
    assert "Sluit u hem of laadt u hem opnieuw? Dan kunt u kwijt zijn wat u invulde." in walk.text
    assert "bewaard" not in walk.text
    walk.press("next", FIRST)
    again = Walk(walk.slug, client=walk.client).open()
    assert again.title == Walk(walk.slug).open().title
    assert FIRST["q-beter1"] not in again.text


def test_a_cookie_made_up_by_somebody_shows_no_code(client, form):
    client.cookies["ontvangst"] = "WyJhYSIsMV0:x:y"
    assert 'class="code"' not in client.get(f"/formulieren/{form.slug}/ontvangen/").content.decode()


def test_a_draft_form_and_a_form_of_a_hidden_project_do_not_exist_for_residents(client):
    from tests.factories.projects import ProjectFactory

    never_published = make_form(definition=None, title="Nog geheim")
    hidden_project = make_form(project=ProjectFactory(is_public=False), title="Ook geheim")
    for form in (never_published, hidden_project):
        for place in ("", "invullen/", "ontvangen/"):
            answer = client.get(f"/formulieren/{form.slug}/{place}")
            assert answer.status_code == 404
            assert "geheim" not in answer.content.decode()


def test_the_flow_is_never_kept_by_a_cache(walk, form):
    for place in ("", "invullen/", "ontvangen/"):
        assert walk.client.get(f"/formulieren/{form.slug}/{place}")["Cache-Control"] == "private, no-store"


def test_load_submissions_goes_by_the_same_way_in_and_twice_is_once(form):
    out = StringIO()
    call_command("load_submissions", form=form.slug, count=12, seed=3, stdout=out)
    call_command("load_submissions", form=form.slug, count=12, seed=3, stdout=out)
    assert Submission.objects.count() == 12
    assert "12 nieuwe" in out.getvalue()
    assert "0 nieuwe" in out.getvalue().splitlines()[1]


@pytest.mark.parametrize("arguments", [{"form": "bestaat-niet", "count": 1}, {"form": "x", "count": -1}])
def test_load_submissions_refuses_bad_input_in_one_line(form, arguments):
    with pytest.raises(CommandError):
        call_command("load_submissions", **arguments)


def test_loaded_rows_equal_rows_that_came_through_the_pages(form):
    import random

    from participation.intake import channels as made_up

    call_command("load_submissions", form=form.slug, count=20, seed=7, stdout=StringIO())
    columns = ["form_id", "version_id", "channel", "answers", "answers_hash", "municipality", "late", "entered_by_id",
               "receipt_version"]  # fmt: skip
    loaded = list(Submission.objects.order_by("pk").values(*columns))
    Submission.objects.all().delete()

    chance = random.Random(7)
    context = queries.lookup_context(NOW)
    for _ in range(20):
        chance.getrandbits(128)
        first, second = made_up.typed(queries.definition_of(form.published_version), context, chance)
        Walk(form.slug).open().press("next", first).press("next", second).press("send")

    assert list(Submission.objects.order_by("pk").values(*columns)) == loaded
