"""What the website says about itself is there for everybody, and is true."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils.formats import date_format

from participation.intake.views.receipt_cookie import COOKIE
from projects.region.services import write_texts
from samenkracht.accounts.actors import Staff
from samenkracht.core.web.region import region
from tests.cast import PASSWORD
from tests.factories.participation import make_form
from tests.factories.projects import ProjectFactory
from tests.moments import NOW

PAGES = ("/toegankelijkheid/", "/privacy/", "/cookies/")
pytestmark = pytest.mark.django_db


def words(client, place) -> str:
    page = client.get(place).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")]).split())


def test_the_foot_of_each_page_for_residents_leads_to_the_statements(client):
    form = make_form(project=ProjectFactory(is_public=True))
    for place in ("/", "/projecten/", f"/formulieren/{form.slug}/", f"/formulieren/{form.slug}/invullen/", *PAGES):
        page = client.get(place).content.decode()
        foot = page[page.index("<footer") :]
        assert [link for link in PAGES if f'href="{link}"' not in foot] == [], place


def test_controller_and_contact_are_those_of_this_installation(client, cast):
    texts = {"name": ("Regio Elders", ""), "email": ("wij@elders.example", ""), "phone": ("(012) 345 67 89", "")}
    write_texts(texts=texts, by=Staff(cast.administrator), at=NOW)
    assert "Regio Elders is verantwoordelijk voor de gegevens" in words(client, "/privacy/")
    for place in ("/privacy/", "/toegankelijkheid/"):
        assert "wij@elders.example" in words(client, place), place
        assert "(012) 345 67 89" in words(client, place), place


def test_the_accessibility_statement_says_that_there_was_no_full_research_yet(client):
    assert "nog geen volledig onderzoek" in words(client, "/toegankelijkheid/")


def test_what_is_not_settled_yet_says_when_it_was_written_and_who_knows(client, settings):
    for place in ("/toegankelijkheid/", "/privacy/"):
        assert f"Dit schreven wij op {date_format(settings.RELEASED, 'j F Y')}." in words(client, place), place
    told = words(client, "/privacy/")
    assert f"Vraag het de privacyfunctionaris van de regio: {region().privacy_contact}" in told


def test_every_cookie_that_the_website_sets_is_named(cast, settings):
    form = make_form(project=ProjectFactory(is_public=True))
    resident, staff = Client(), Client()
    resident.get(f"/formulieren/{form.slug}/invullen/")
    staff.post("/inloggen/", {"login": "coordinator@test.example", "password": PASSWORD})
    staff.get("/werkplek/")
    staff.post("/uitloggen/")
    found = {*resident.cookies, *staff.cookies, COOKIE}
    assert found >= {settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME}
    named = words(resident, "/cookies/")
    assert {name for name in found if name not in named} == set()


def test_who_only_reads_gets_no_cookie():
    reader = Client()
    for place in ("/", "/projecten/", *PAGES, "/.well-known/security.txt"):
        reader.get(place)
    assert not reader.cookies


def test_what_the_privacy_page_says_of_a_form_that_was_left_is_what_the_portal_does(client):
    from participation.intake.services.drafts import LASTS

    assert f"{LASTS.total_seconds() / 3600:.0f} uur" in words(client, "/privacy/")


def test_who_finds_a_leak_reads_where_to_report_it(client, settings):
    settings.BASE_URL, settings.SECURITY_EMAIL = "https://samenkracht.example", "lek@regio.example"
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert lines["Contact"] == "mailto:lek@regio.example"
    assert lines["Canonical"] == "https://samenkracht.example/.well-known/security.txt"
    assert lines["Preferred-Languages"] == "nl, en"
    expires = datetime.strptime(lines["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).date()
    assert 180 < (expires - settings.RELEASED).days < 365
