"""The pages that are the look's own: layouts, errors, logging in, the gallery."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

ERRORS = ["400", "403", "404", "405", "409", "413", "429", "500", "csrf"]


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_comes_without_database_session_or_request(name, database_away):
    page = render_to_string(f"errors/{name}.html")
    assert page.lower().startswith("<!doctype html>")
    assert '<html lang="nl">' in page
    assert page.count("<h1>") == 1
    assert re.search(r"<title>[^<]{8,} - Samenkracht!</title>", page)
    assert "css/public.css" in page
    assert "Bel ons" in page


@pytest.mark.parametrize(
    "name",
    [
        "layouts/public.html",
        "layouts/narrow.html",
        "layouts/entrance.html",
        "layouts/workspace.html",
        "errors/404.html",
    ],
)
def test_every_layout_lets_one_skip_to_the_content(name, database_away):
    page = render_to_string(name, request=RequestFactory().get("/"))
    assert 'class="nl-skip-link nl-skip-link--visible-on-focus" href="#inhoud"' in page
    assert re.search(r'<main[^>]* id="inhoud"', page)
    assert page.count("<main") == 1


def test_a_page_with_wrong_input_says_so_in_its_title(client, db):
    page = client.post("/inloggen/", {"login": "geen adres", "password": ""})
    assert page.status_code == 422
    assert "<title>Fout: " in page.content.decode()


def test_the_login_page_is_in_our_look_and_asks_two_things(client, db):
    page = client.get("/inloggen/").content.decode()
    assert "css/public.css" in page
    assert 'name="login"' in page
    assert 'name="password"' in page
    assert "placeholder" not in page
    assert page.count("nl-button--primary") == 1


def test_a_wrong_password_is_said_once_at_the_top(client, db):
    page = client.post("/inloggen/", {"login": "niemand@regio.example", "password": "helemaal verkeerd"})
    assert page.status_code == 422
    assert page.content.decode().count('class="error-summary"') == 1
    assert "Dit e-mailadres en dit wachtwoord horen niet bij elkaar." in page.content.decode()


def test_a_browser_that_asks_for_english_gets_dutch_that_is_announced_as_dutch(client, db):
    page = client.post("/inloggen/", {"login": "", "password": ""}, headers={"accept-language": "en-US,en;q=0.9"})
    assert '<html lang="nl">' in page.content.decode()
    assert "This field" not in page.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/inloggen/", "/aanmelden/", "/wachtwoord/vergeten/", "/wachtwoord/vergeten/verstuurd/", "/wachtwoord/nieuw/1-x/"],
)
def test_pages_around_logging_in_are_dutch_and_in_our_layout(client, db, address):
    page = client.get(address, follow=True).content.decode()
    assert 'class="narrow"' in page
    assert not re.search(r"\b(Sign|Password Reset|Bad Token|Change Password)\b", page)


def test_the_gallery_shows_every_part(client: Client, db):
    page = client.get("/onderdelen/").content.decode()
    for part in (
        "nl-data-badge",
        "nl-button",
        "error-summary",
        "thread",
        "pair",
        "receipt",
        "tiles",
        "alerts",
        "table",
        "chain-links",
        "empty",
    ):
        assert f'class="{part}' in page, part


def test_the_gallery_leaves_out_no_component():
    templates = Path(settings.BASE_DIR) / "templates"
    shown = (templates / "pages/gallery.html").read_text()
    shown += "".join(path.read_text() for path in (templates / "pages/gallery").glob("*.html"))
    parts = {path.stem for path in (templates / "components").glob("*.html")}

    # By name, as a part of another template, or by a tag of its own.
    ways = {name: (f'"{name}"', f"components/{name}.html", f"{{% {name.replace('-', '_')} ") for name in parts}
    assert {name for name, found in ways.items() if not any(way in shown for way in found)} == set()


def test_a_page_of_the_public_has_no_script(client, db):
    assert "<script" not in client.get("/inloggen/").content.decode()


def test_the_rail_shows_only_what_one_may_open(client, db):
    page = client.get("/onderdelen/").content.decode()
    assert "/werkplek/rapporten/" not in page
    assert "/dashboard/" not in page
