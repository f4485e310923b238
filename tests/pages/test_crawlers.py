"""robots.txt, the sitemap and the picture that browsers ask for."""

import re

import pytest
from django.urls import reverse
from lxml import etree

from tests.factories.participation import make_form
from tests.factories.projects import ProjectFactory
from tests.permissions.harness import routes

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def places(client, settings) -> list[str]:
    found = etree.fromstring(client.get("/sitemap.xml").content).xpath("//s:loc/text()", namespaces=SPACE)
    assert all(one.startswith(settings.BASE_URL + "/") for one in found)
    return [one.removeprefix(settings.BASE_URL) for one in found]


@pytest.mark.django_db
def test_the_sitemap_names_what_is_published_in_each_language_and_every_address_answers(client, settings):
    shown = ProjectFactory(title="Hulp", slug="hulp", is_public=True)
    hidden = ProjectFactory(title="Kanarie", slug="kanarie")
    form, unseen = make_form(project=shown, title="Vragen"), make_form(project=hidden, title="Kanarie vragen")

    found = places(client, settings)

    assert {"/", "/en/", "/projecten/hulp/", "/en/projecten/hulp/", f"/formulieren/{form.slug}/"} <= set(found)
    assert not [place for place in found if "kanarie" in place or unseen.slug in place]
    assert len(set(found)) == len(found)
    assert {place: client.get(place).status_code for place in found} == dict.fromkeys(found, 200)


def test_robots_may_find_what_is_for_everybody(client, settings):
    text = client.get("/robots.txt").content.decode()

    assert f"Sitemap: {settings.BASE_URL}/sitemap.xml" in text
    assert "Disallow: /werkplek/" in text
    assert "Disallow: /\n" not in text


def test_robots_are_kept_from_every_page_of_staff(client):
    """Of the table of routes: whatever is not for everybody lies below something that is disallowed."""
    kept_from = tuple(re.findall(r"Disallow: (\S+)", client.get("/robots.txt").content.decode()))
    staff = [reverse(route.name) for route in routes() if route.permission != "public" and not route.object]

    assert len(staff) > 20
    assert [place for place in staff if not place.startswith(kept_from)] == []


def test_of_an_acceptance_environment_robots_find_nothing(client, settings):
    settings.ACCEPTANCE = True

    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_a_browser_that_asks_for_the_old_picture_is_led_to_ours(client):
    answer = client.get("/favicon.ico")

    assert answer.status_code == 302
    assert answer["Location"].endswith(".svg")
