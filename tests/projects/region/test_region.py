"""What the region says of itself and whom residents can call: written on screen, read on every page."""

import html
import re
from datetime import UTC, date, datetime

import pytest
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client

from projects.models import HelpNumber, Municipality
from projects.region import services
from projects.region.queries import help_now, help_on
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from samenkracht.core.models import RegionText
from samenkracht.core.web import reference
from samenkracht.core.web import region as region_facts
from tests.cast import PASSWORD
from tests.factories.participation import make_form
from tests.factories.projects import HelpNumberFactory, MunicipalityFactory, ProjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
PAGE, TEXTS = "/werkplek/regio/", "/werkplek/regio/teksten/"
ADD = "/werkplek/regio/hulpnummers/nieuw/"
FACTS = {
    "municipality": None, "name": "Wijkteam", "name_en": "", "number": "035-000 00 00", "hours": "", "hours_en": "",
    "valid_from": None, "valid_until": None,
}  # fmt: skip


@pytest.fixture
def by(cast):
    return Staff(cast.administrator)


@pytest.fixture
def administrator(cast):
    return logged_in("administrator")


def logged_in(part):
    client = Client()
    client.post("/inloggen/", {"login": f"{part}@test.example", "password": PASSWORD})
    return client


def text_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def filled_in(client, place, **changed):
    """Post what the page's form holds, with these changes."""
    page = client.get(place).text
    fields = dict(re.findall(r'<input[^>]* name="([^"]+)"(?:[^>]* value="([^"]*)")?', page))
    fields = {name: html.unescape(value) for name, value in fields.items()} | changed
    return client.post(place, fields)


# --- texts ---------------------------------------------------------------------------------------------------------


def test_a_new_installation_says_what_its_settings_say(settings):
    here = region_facts.region()

    given = settings.REGION
    assert (here.name, here.email, here.phone) == (given["name"], given["email"], given["phone"])
    assert str(here.motto) == given["motto"]


def test_after_that_the_database_is_the_truth(settings):
    settings.REGION = settings.REGION | {"name": "Regio van de instellingen"}

    assert region_facts.region().name != "Regio van de instellingen"


def test_what_the_administrator_writes_is_on_every_page(administrator):
    form = make_form(project=ProjectFactory(is_public=True, slug="jeugd"), opens_at=None, closes_at=None)

    answer = filled_in(
        administrator, TEXTS, name="Regio Elders", phone="0294 00 00 00", phone_hours="op werkdagen tot 17.00 uur",
        email="wij@elders.example", post_address="Postbus 0, 0000 AA Elders", privacy_email="fg@elders.example",
    )  # fmt: skip

    assert answer.status_code == 302, text_of(answer.text)
    for place in ("/", "/projecten/", "/projecten/jeugd/", f"/formulieren/{form.slug}/", "/en/projecten/"):
        page = Client().get(place).text
        assert "Regio Elders" in page, place
        assert 'href="tel:+31294000000"' in page, place
        assert "op werkdagen tot 17.00 uur" in page, place
    step = Client().get(f"/formulieren/{form.slug}/invullen/").text
    assert "0294 00 00 00" in step
    privacy = Client().get("/privacy/").text
    assert "fg@elders.example" in privacy
    assert "Postbus 0, 0000 AA Elders" in privacy
    assert "0294 00 00 00" in Client().get("/bestaat-niet/").text


def test_english_is_shown_on_english_pages_and_dutch_stands_in_for_it_with_its_language(by):
    services.write_texts(texts={"motto": ("samen sterk", "")}, by=by, at=NOW)
    assert '<p lang="nl">samen sterk</p>' in Client().get("/en/projecten/").text

    services.write_texts(texts={"motto": ("samen sterk", "stronger together")}, by=by, at=NOW)
    english = Client().get("/en/projecten/").text
    assert "<p>stronger together</p>" in english
    assert "samen sterk" not in english
    assert "<p>samen sterk</p>" in Client().get("/projecten/").text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Vul"),
        ("phone", "bel ons maar", "Dit is geen telefoonnummer."),
        ("phone", "035 00", "Dit is geen telefoonnummer."),
        ("email", "geen adres", "mailadres"),
        ("privacy_email", "fg@", "mailadres"),
        ("motto", "<b>vet</b>", "Schrijf gewone tekst, zonder opmaak."),
        ("help_words", "Bel &lt;nu&gt;", "Schrijf gewone tekst, zonder opmaak."),
        ("motto", "voor \u202einwoners", "onzichtbaar teken dat de leesrichting omkeert"),
        ("motto", "a" * 121, "120"),
        ("phone_hours_en", "on working days", "Vul ook de Nederlandse tekst in."),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_stored(administrator, field, value, words):
    before = list(RegionText.objects.order_by("key").values())

    answer = filled_in(administrator, TEXTS, **{"post_address": "Postbus 0, Elders", field: value})

    assert answer.status_code == 422
    told = re.search(rf"id_{field.removesuffix('_en')}(?:_en)?[a-z_-]*error[^>]*>(.*?)</", answer.text, re.DOTALL)
    assert words in text_of(answer.text), (told, text_of(answer.text)[:3000])
    assert "Postbus 0, Elders" in html.unescape(answer.text)
    assert list(RegionText.objects.order_by("key").values()) == before


def test_each_change_is_in_the_log_and_makes_a_new_edition_and_no_change_makes_none(by):
    before = reference.edition()
    changed = services.write_texts(texts={"motto": ("samen sterk", ""), "phone": ("035 000 00 01", "")}, by=by, at=NOW)

    assert changed == ["motto", "phone"]
    assert reference.edition() != before
    events = AuditEvent.objects.filter(event="region.text_changed")
    assert {(event.data["key"], event.actor_role) for event in events} == {
        ("motto", "administrator"),
        ("phone", "administrator"),
    }
    here = reference.edition()
    assert services.write_texts(texts={"motto": ("samen sterk", "")}, by=by, at=NOW) == []
    assert (reference.edition(), events.count()) == (here, 2)


def test_a_refused_text_leaves_all_texts_as_they_were(by):
    with pytest.raises(services.TextMissing) as refusal:
        services.write_texts(texts={"motto": ("anders", ""), "email": (" ", "")}, by=by, at=NOW)

    assert refusal.value.field == "email"
    assert str(region_facts.read().motto) != "anders"


@pytest.mark.parametrize("part", ["coordinator", "secretary", "privacy_officer", "leader"])
def test_nobody_but_the_administrator_writes(cast, part):
    by = Staff(getattr(cast, part))
    for verb in (
        lambda: services.write_texts(texts={"motto": ("anders", "")}, by=by, at=NOW),
        lambda: services.add_help_number(by=by, at=NOW, **FACTS),
        lambda: services.remove_help_number(number=HelpNumberFactory.create(), by=by, at=NOW),
    ):
        with pytest.raises(NotPermitted):
            verb()


def test_the_privacy_officer_reads_and_sees_no_buttons(cast):
    HelpNumberFactory.create(name="Wijkteam")
    page = logged_in("privacy_officer").get(PAGE)

    assert page.status_code == 200
    assert "Wijkteam" in page.text
    assert "hulpnummers/nieuw" not in page.text
    assert TEXTS not in page.text


def test_without_a_database_pages_say_what_this_process_knew_last_or_else_the_settings(by, settings, monkeypatch):
    services.write_texts(texts={"phone": ("035 000 00 07", "")}, by=by, at=NOW)
    reference.forget()
    monkeypatch.setattr(reference, "_uncommitted", [])
    assert region_facts.region().phone == "035 000 00 07"

    def away(*_args, **_more):
        raise OperationalError

    monkeypatch.setattr(reference, "_asked", away)
    reference.forget()
    assert "035 000 00 07" in render_to_string("errors/500.html")
    region_facts.forget()
    assert settings.REGION["phone"] in render_to_string("errors/500.html")


# --- numbers -------------------------------------------------------------------------------------------------------


def test_residents_find_the_numbers_of_the_region_and_folded_those_of_each_municipality(administrator):
    project = ProjectFactory(is_public=True, slug="jeugd")
    form = make_form(project=project, opens_at=None, closes_at=None)
    place = {name: one.pk for name, one in ((m.name, m) for m in Municipality.objects.all())}
    added = (
        {"name": "Wijkteam Huizen", "number": "035-0000001", "municipality": place["Huizen"], "hours": "overdag"},
        {"name": "Wijkteam Blaricum", "number": "035 000 00 02", "municipality": place["Blaricum"]},
        {"name": "Veilig Thuis", "name_en": "Safe at Home", "number": "0800-2000"},
    )
    for facts in added:
        answer = administrator.post(ADD, facts)
        assert answer.status_code == 302, text_of(answer.text)

    for where in (f"/formulieren/{form.slug}/", "/projecten/jeugd/"):
        page = Client().get(where).text
        assert 'href="tel:112"' in page, where
        assert 'href="tel:08002000"' in page, where
        assert 'href="tel:+31350000001"' in page, where
        assert page.index("Veilig Thuis") < page.index("Wijkteam Blaricum") < page.index("Wijkteam Huizen")
        assert re.findall(r"<summary>(.*?)</summary>", page) == ["Blaricum", "Huizen"], where
        english = Client().get(f"/en{where}").text
        assert "<span>Safe at Home</span>" in english
        assert '<span lang="nl">Wijkteam Huizen</span>' in english
        assert '<span class="muted" lang="nl">overdag</span>' in english


def test_pages_are_there_when_nothing_is_filled_in():
    form = make_form(project=ProjectFactory(is_public=True, slug="jeugd"), opens_at=None, closes_at=None)
    RegionText.objects.all().delete()

    for where in (
        f"/formulieren/{form.slug}/",
        f"/formulieren/{form.slug}/invullen/",
        "/projecten/jeugd/",
        "/privacy/",
    ):
        for language in ("", "/en"):
            answer = Client().get(language + where)
            assert answer.status_code == 200, where
    assert 'href="tel:112"' in Client().get("/projecten/jeugd/").text


def test_a_number_is_there_from_its_first_day_to_its_last_and_while_its_municipality_is(by):
    wijdemeren = Municipality.objects.get(name="Wijdemeren")
    Municipality.objects.filter(pk=wijdemeren.pk).update(valid_until=date(2027, 1, 1))
    HelpNumberFactory.create(name="van daar", municipality=wijdemeren)
    HelpNumberFactory.create(name="straks", valid_from=date(2027, 1, 1))
    HelpNumberFactory.create(name="nog even", valid_until=date(2027, 1, 1))

    def names(day):
        found = help_on(day)
        return [one.name for one in found.region], [group.name for group in found.municipalities]

    assert names(date(2026, 12, 31)) == (["nog even"], ["Wijdemeren"])
    assert names(date(2027, 1, 1)) == (["straks"], [])


def test_the_numbers_of_today_are_asked_once_for_as_long_as_nothing_changes(by, django_assert_num_queries):
    HelpNumberFactory.create()
    help_now(NOW)
    with django_assert_num_queries(0):
        help_now(NOW)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Vul"),
        ("number", "", "Vul"),
        ("number", "12345", "Dit is geen telefoonnummer."),
        ("hours", "<i>nu</i>", "Schrijf gewone tekst, zonder opmaak."),
        ("name", "Zorgloket\u2067", "onzichtbaar teken dat de leesrichting omkeert"),
        ("municipality", "999999", "Kies een gemeente uit de lijst."),
        ("valid_until", "1-1-2020", "De laatste dag ligt voor de eerste dag."),
        ("hours_en", "all day", "Vul ook de Nederlandse tekst in."),
    ],
)
def test_a_wrong_number_is_told_at_its_field(administrator, field, value, words):
    facts = {"name": "Het wijkteam", "number": "035 000 00 00", "valid_from": "1-1-2021"} | {field: value}

    answer = administrator.post(ADD, facts)

    assert answer.status_code == 422
    assert words in text_of(answer.text)
    assert not HelpNumber.objects.exists()
    if field != "name":
        assert "Het wijkteam" in answer.text


def test_a_number_is_changed_moved_and_taken_away_each_with_an_event_and_a_new_edition(administrator):
    first, second = HelpNumberFactory.create(name="Een"), HelpNumberFactory.create(name="Twee")
    seen = {reference.edition()}
    place = f"{PAGE}hulpnummers/{second.pk}/"

    assert filled_in(administrator, place, number="0800-0432").status_code == 302
    seen.add(reference.edition())
    second.refresh_from_db()
    assert (second.number, second.tel) == ("0800-0432", "08000432")
    administrator.post(f"{place}omhoog/")
    seen.add(reference.edition())
    assert [one.name for one in help_on(NOW.date()).region] == ["Twee", "Een"]
    assert "Haal het nummer weg" in administrator.get(f"{place}weghalen/").text
    administrator.post(f"{place}weghalen/")
    seen.add(reference.edition())

    assert [one.name for one in help_on(NOW.date()).region] == ["Een"]
    events = AuditEvent.objects.filter(event__startswith="help_number.").order_by("pk").values_list("event", flat=True)
    assert list(events) == ["help_number.changed", "help_number.moved", "help_number.removed"]
    assert len(seen) == 4
    assert first.pk


def test_what_another_administrator_wrote_meanwhile_is_not_undone(administrator, by):
    one = HelpNumberFactory.create(name="Wijkteam", hours="overdag")
    page = administrator.get(f"{PAGE}hulpnummers/{one.pk}/").text
    fields = dict(re.findall(r'<input[^>]* name="([^"]+)"(?:[^>]* value="([^"]*)")?', page))
    services.change_help_number(number=one, facts=FACTS | {"name": "Buurtteam", "hours": "overdag"}, by=by, at=NOW)

    answer = administrator.post(f"{PAGE}hulpnummers/{one.pk}/", fields | {"hours": "dag en nacht"})

    one.refresh_from_db()
    assert answer.status_code == 302
    assert (one.name, one.hours) == ("Buurtteam", "dag en nacht")


def test_the_page_shows_residents_view_and_why_a_number_is_hidden(administrator):
    HelpNumberFactory.create(name="Straks", valid_from=date(2099, 1, 1))
    HelpNumberFactory.create(name="Toen", valid_until=date(2020, 1, 1))
    gone = Municipality.objects.get(name="Laren")
    Municipality.objects.filter(pk=gone.pk).update(valid_until=date(2020, 1, 1))
    HelpNumberFactory.create(name="Daar", municipality=gone)

    coming = MunicipalityFactory.create(name="Bussum", valid_from=date(2099, 1, 1))
    HelpNumberFactory.create(name="Later", municipality=coming)

    told = text_of(administrator.get(PAGE).text)

    assert "Te zien vanaf 1 januari 2099" in told
    assert "Niet meer te zien sinds 1 januari 2020" in told
    assert "Te zien tot en met" not in told
    assert "Niet te zien: deze gemeente is er nog niet" in told
    assert "Niet te zien: deze gemeente is er niet meer" in told
    assert "In immediate danger, call 112" in told


def test_a_number_that_residents_do_not_see_when_it_is_stored_is_told_so(administrator):
    sent = {"name": "Wijkteam", "number": "0800-2000", "valid_until": "1-1-2020"}

    added = text_of(administrator.post(ADD, sent, follow=True).text)
    one = HelpNumber.objects.get(name="Wijkteam")
    changed = administrator.post(f"/werkplek/regio/hulpnummers/{one.pk}/", sent | {"valid_until": ""}, follow=True)

    assert "Let op: inwoners zien “Wijkteam” nu niet. Niet meer te zien sinds 2 januari 2020." in added
    assert "Let op:" not in text_of(changed.text)
