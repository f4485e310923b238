"""Residents' pages in English: whole, at an address of their own, and nothing of it depends on who asks."""

import gettext
import html
import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import translation

from participation.models import Draft
from projects.enums import ProjectState
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.json import digest
from samenkracht.core.values.numbers import format_stored_number, parse_number
from scripts import write_catalogues as catalogues
from tests.factories.participation import make_form
from tests.factories.projects import GoalFactory, PlanLineFactory, ProgrammeFactory, ProjectFactory
from tests.factories.reports import a_progress_report, stored_report
from tests.moments import NOW
from tests.pages.dutch_words import untranslated
from tests.participation.fill_in import FIRST, SECOND, Walk
from tests.participation.formbuilder.questionnaire import EVERY_TYPE

# Pages are drawn alike on every database; journeys meet them on the other one.
pytestmark = pytest.mark.postgresql


class InEnglish(Walk):
    @property
    def place(self) -> str:
        return f"/en{super().place}"


# --- the catalogue


def test_every_text_of_residents_pages_has_english():
    catalogue = catalogues.stored()
    assert catalogues.unfinished(catalogue) == []
    assert {message.id for message in catalogue if message.id} == set(catalogues.texts()), "run make words"


def test_a_text_is_the_same_on_one_line_and_on_several():
    one, several = "Eén <b>{{ n }}</b> regel.", "\n  Eén <b>{{ n }}</b>\n  regel.\n"
    said = [
        list(
            catalogues.of_template(
                f"{{% blocktranslate {how} count n=n %}}{text}{{% plural %}}Veel{{% endblocktranslate %}}"
            )
        )
        for how, text in (("", one), ("trimmed", one), ("trimmed", several))
    ]
    assert said == 3 * [[("Eén <b>%(n)s</b> regel.", "Veel")]]


def test_english_fills_the_same_places_as_dutch():
    def places(text):
        return sorted(re.findall(r"%\(\w+\)s|{\w+}|<[^>]+>", text))

    for message in filter(lambda message: message.id, catalogues.stored()):
        if isinstance(message.id, str):
            assert places(message.id) == places(message.string), message.id
        else:
            assert [places(one) for one in message.id] == [places(one) for one in message.string], message.id


def test_the_compiled_catalogue_is_the_one_that_people_read():
    with (catalogues.FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogues.stored():
        if message.id and isinstance(message.id, str):
            assert compiled.gettext(message.id) == message.string, "run make words"


# --- the pages


@pytest.fixture
def portal(db):
    """A project with a plan, a programme, goals and reports, and one form of two steps."""
    project = ProjectFactory(
        title="Hulp bij het huishouden",
        slug="hulp",
        is_public=True,
        state=ProjectState.RUNNING,
        programme=ProgrammeFactory(title="Gezondheid"),
        summary="Wij kopen hulp in.",
        contact_function="de projectleider",
    )
    ProjectFactory(title="Wonen", is_public=True)
    GoalFactory(project=project, text="Een vast gezicht")
    PlanLineFactory(project=project, input="Ervaringen", from_whom="Cliënten", purpose="Weten", method="Vragenlijst")
    content = a_progress_report()
    stored_report("Voortgang van de regio", content=content.to_json(), digest=digest(content.to_json()))
    return make_form(project=project, opens_at=None, closes_at=None)


def both(client: Client, place: str) -> tuple[str, str]:
    dutch, english = client.get(place), client.get("/en" + place)
    assert dutch.status_code == english.status_code, place
    assert (dutch["Content-Language"], english["Content-Language"]) == ("nl", "en")
    return dutch.content.decode(), english.content.decode()


def test_no_page_for_residents_has_dutch_of_ours_in_english(portal, client):
    every = make_form(project=portal.project, title="Alle vragen", definition=EVERY_TYPE, opens_at=None, closes_at=None)
    closed = make_form(project=portal.project, title="Voorbij", opens_at=None, closes_at=NOW)
    report = reverse("public_report", args=[2026, "voortgang-1"])
    fill = f"/formulieren/{portal.slug}/"
    places = [
        "/", "/projecten/", "/projecten/?zoek=xyz", "/projecten/hulp/", "/rapporten/", report, "/bestaat-niet/",
        "/toegankelijkheid/", "/privacy/", "/cookies/", fill, fill + "ontvangen/",
        f"/formulieren/{closed.slug}/", f"/formulieren/{closed.slug}/invullen/",
        f"/formulieren/{every.slug}/invullen/", fill + "invullen/",
    ]  # fmt: skip
    found = {place: untranslated(*both(client, place)) for place in places}
    assert {place: words for place, words in found.items() if words} == {}


def test_filling_in_is_english_from_the_first_step_to_the_receipt(portal):
    walks = [Walk(portal.slug), InEnglish(portal.slug)]
    steps = [
        lambda walk: walk.open().press("next", {"q-hulp1": "other"}),  # what is wrong
        lambda walk: walk.press("next", FIRST),
        lambda walk: walk.press("next", {"q-plaats1-postcode": "1404"}),
        lambda walk: walk.press("next", SECOND),  # the overview
        lambda walk: walk.press("send"),
        lambda walk: walk._took(walk.client.get(walk.response["Location"])),
        lambda walk: walk._took(walk.client.get(f"{walk.place[:-9]}ontvangen/?afdruk")),
    ]
    for step in steps:
        dutch, english = (step(walk) for walk in walks)
        assert dutch.response.status_code == english.response.status_code
        if dutch.page:
            assert untranslated(dutch.page, english.page) - set(FIRST.values()) == set(), english.title


# --- the other language


def switch(page: str) -> str:
    """Where the page leads to for the other language."""
    return re.search(r'class="site-header__language">.*?(?:href|formaction)="([^"]*)"', page, re.DOTALL)[1]


def test_each_page_leads_to_itself_in_the_other_language_and_keeps_the_question(portal, client):
    for place in ("/", "/projecten/?waar=meedenken&zoek=%22", "/projecten/hulp/", f"/formulieren/{portal.slug}/"):
        assert html.unescape(switch(client.get(place).content.decode())) == f"/en{place}"
        assert html.unescape(switch(client.get(f"/en{place}").content.decode())) == place
    for place in ("/bestaat-niet/", "/projecten/bestaat-niet/"):
        assert switch(client.get(place).content.decode()) == "/en/"


def test_no_address_makes_a_page_lead_to_another_website(db, client):
    there = "elders.example/"
    paths = ("//", "/en//", "/en/\\", "/en/%2F%2F", "/en/\t/", "/en/@", "/en/https://")
    for asked in [*({"PATH_INFO": path + there} for path in paths), {"QUERY_STRING": f"next=//{there}&taal=//{there}"}]:
        page = client.get("/en/", **asked).content.decode()
        leads = [html.unescape(found) for found in re.findall(r'(?:href|action)="([^"]*)"', page)]
        assert len(leads) > 10
        own = (settings.BASE_URL + "/", "/", "#", "tel:", "mailto:")
        assert [lead for lead in leads if not lead.startswith(own) or lead.startswith(("//", "/\\"))] == []


def test_the_language_can_change_at_every_step_and_nothing_typed_is_lost(portal):
    walk = Walk(portal.slug).open()
    assert switch(walk.page) == f"/en{walk.place}"
    walk, dutch = InEnglish(portal.slug, walk.client, walk.page), walk
    typed = {"q-hulp1": "familie", "q-beter1": "Nog niet af"}
    walk.press("stay", typed)
    assert (walk.response.status_code, "Next step" in walk.page) == (200, True)
    assert ("Nog niet af</textarea>" in walk.page, 'value="familie" id="id_q-hulp1_1" checked' in walk.page) == (
        True,
        True,
    )
    assert not Draft.objects.exists()
    walk.press("next", typed).press("next", SECOND)
    assert walk.title == "Are your answers right?"
    dutch.page = walk.page
    dutch.press("overview")
    assert (dutch.title, "Nog niet af" in dutch.page) == ("Kloppen uw antwoorden?", True)
    dutch.press("send")
    pages = [dutch.client.get(place + dutch.response["Location"]).content.decode() for place in ("", "/en")]
    codes = [re.search(r'class="code"[^>]*>([^<]+)<', page)[1] for page in pages]
    assert codes[0] == codes[1]
    assert "We have your answers" in pages[1]


def test_the_language_is_that_of_the_address_whatever_the_browser_or_a_cookie_wishes(portal):
    wishing = Client(headers={"Accept-Language": "en"})
    wishing.cookies["django_language"] = "en"
    for place in ("/", f"/formulieren/{portal.slug}/invullen/"):
        answer = wishing.get(place)
        assert (answer["Content-Language"], "Accept-Language" in answer.get("Vary", "")) == ("nl", False)
        assert '<html lang="nl">' in answer.content.decode()
        assert '<html lang="en">' in Client(headers={"Accept-Language": "nl"}).get(f"/en{place}").content.decode()


def test_pages_of_staff_are_dutch_and_stand_at_one_address(cast, client):
    client.force_login(cast.coordinator)
    assert client.get("/en/werkplek/").status_code == 404
    page = client.get("/werkplek/", headers={"Accept-Language": "en"}).content.decode()
    assert ('<html lang="nl">' in page, "site-header__language" in page, "hreflang" in page) == (True, False, False)


def test_search_engines_are_told_of_both_languages(portal, client):
    for place in ("/projecten/hulp/?x=1", "/en/projecten/hulp/"):
        found = re.findall(r'<link rel="alternate" hreflang="(..)" href="([^"]*)">', client.get(place).content.decode())
        assert dict(found) == {
            code: f"{settings.BASE_URL}{at}/projecten/hulp/" for code, at in (("nl", ""), ("en", "/en"))
        }


def test_a_warm_process_serves_the_first_step_in_english_without_a_query(portal, client, django_assert_num_queries):
    place = f"/en/formulieren/{portal.slug}/invullen/"
    client.get(place)
    with django_assert_num_queries(0):
        assert "In which" not in client.get(place).content.decode()


def test_dates_hours_and_figures_are_written_as_in_english(db):
    at = datetime(2027, 6, 12, 12, 5, tzinfo=UTC)
    source = (
        "{% load languages samenkracht %}"
        "{{ at|day_and_clock }}|{% known_date day %}|{% known_date month %}|{% number 12345 %}"
    )
    context = Context({"at": at, "day": at.date(), "month": KnownDate("2027-06")})
    said, read = {}, {}
    for language in ("nl", "en"):
        with translation.override(language):
            read[language] = [parse_number("1,000"), parse_number("2.5"), format_stored_number("2.5")]
            said[language] = re.sub(r"<[^>]+>", "", Template(source).render(context)).split("|")
    assert read == {"nl": ["1", "2.5", "2,5"], "en": ["1000", "2.5", "2.5"]}
    assert said["nl"] == ["12 juni 2027, 14.05 uur", "12 juni 2027", "juni 2027", "12.345"]
    assert said["en"] == ["12 June 2027, 14:05", "12 June 2027", "June 2027", "12,345"]
