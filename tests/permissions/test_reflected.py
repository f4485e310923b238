"""What stands in an address comes back as text or not at all, and never decides where somebody is sent."""

import re
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.core import mail
from django.template import Engine
from django.test import Client
from lxml import html

from tests.cast import PASSWORD
from tests.permissions.crawl import READS
from tests.permissions.harness import address, body, outcome
from tests.permissions.markup import wrong_on_page
from tests.permissions.planted_texts import MARK
from tests.permissions.world import World

pytestmark = pytest.mark.once
TEXT = "\"'><kan onkan=1></title></textarea><script>alert(1)</script>{{ request }}{% now 'Y' %} Kan9999z"
UNKNOWN = ("next", "q", "page", "taal", "format", "callback", "_method", "debug", "utm_source", "redirect", "id[]")
# Where somebody who just came in would be sent, if one of these were followed.
ELSEWHERE = (
    "https://elders.example/", "//elders.example/", "///elders.example", "/\\elders.example", "\\\\elders.example",
    "/\t/elders.example", "https:elders.example", "HtTpS://elders.example", "%2f%2felders.example",
    "https://testserver@elders.example/", "javascript:alert(1)", " //elders.example", "/%09/elders.example",
    "//elders.example%2f@testserver", "http:///elders.example", "data:text/html,x",
)  # fmt: skip


def names_on(page: bytes) -> set[str]:
    """What the page itself asks for in addresses: fields of its forms that are sent by GET, and its links."""
    document = html.fromstring(page.decode())
    fields = document.xpath("//form[not(@method) or translate(@method, 'GET', 'get')='get']//*[@name]/@name")
    links = " ".join(document.xpath("//a/@href"))
    return set(fields) | set(re.findall(r"[?&]([\w-]+)=", links))


def asked(world: World, part: str) -> list[tuple[str, bytes]]:
    """Every page that ``part`` may see, with the text in everything that an address could ask of it."""
    client, found = world.visitor(part), []
    for route in READS:
        place = address(route, world.arguments(route, "own"))
        plain = client.get(place)
        if outcome(plain) != "served" or not plain.headers.get("Content-Type", "").startswith("text/html"):
            continue
        known = names_on(plain.content) if plain.content.strip() else set()
        everything = dict.fromkeys([*UNKNOWN, *known], TEXT)
        for query in (everything, *({name: TEXT} for name in sorted(known - set(UNKNOWN)))):
            response = client.get(place, query)
            assert response.status_code < 500, (place, query)
            found.append((f"{route.name} by {part}: {', '.join(query)}", response.content))
    found.append((f"no page by {part}", client.get(f"/{quote(TEXT, safe='')}/").content))
    return found


@pytest.mark.parametrize("part", ["resident", "coordinator"])
def test_no_page_takes_what_stands_in_its_address_for_more_than_text(world: World, part: str) -> None:
    pages = asked(world, part)
    for where, content in pages:
        assert not (found := list(wrong_on_page(content.decode(), {}))), (where, found)
    # Some pages do give it back: what was looked for.
    assert any(MARK.search(content.decode()) for _where, content in pages), "no page gave anything back"


@pytest.mark.parametrize("part", ["resident", "coordinator", "director"])
def test_no_page_minds_what_a_link_from_elsewhere_carries_along(world: World, part: str) -> None:
    client, carried, minds = world.visitor(part), {"fbclid": "IwAR0-a_1", "utm_source": TEXT, "is_public": "0"}, []
    for route in READS:
        place = address(route, world.arguments(route, "own"))
        plain = client.get(place)
        if outcome(plain) == "served" and plain.headers.get("Content-Type", "").startswith("text/html"):
            answer = client.get(place, carried)
            if (answer.status_code, body(answer)) != (plain.status_code, body(plain)):
                minds.append(f"{route.name}: {answer.status_code}")

    assert minds == []


def test_without_escaping_it_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine.get_default(), "autoescape", False)
    searched = world.visitor("coordinator").get("/werkplek/projecten/", {"q": TEXT}).content.decode()

    assert "element kan" in list(wrong_on_page(searched, {}))


@pytest.mark.parametrize("next_page", ELSEWHERE)
def test_who_comes_in_is_sent_nowhere_else(world: World, next_page: str) -> None:
    client = Client()
    given = {"login": world.cast.director.email, "password": PASSWORD, "next": next_page}
    answer = client.post(f"/inloggen/?next={quote(next_page, safe='')}", given)

    assert answer.status_code == 302
    place = answer["Location"]
    # Where a browser would go: it drops tabs, and takes a backslash for a slash.
    goes_to = urljoin("http://testserver/inloggen/", re.sub(r"[\t\r\n]", "", place).replace("\\", "/").strip())
    assert urlsplit(goes_to)[:2] == ("http", "testserver")


def test_what_a_browser_says_of_itself_stands_in_no_mail(world: World) -> None:
    client = Client(HTTP_USER_AGENT=TEXT, HTTP_REFERER=f"https://{TEXT}", HTTP_ACCEPT_LANGUAGE=TEXT)
    client.post("/wachtwoord/vergeten/", {"email": world.cast.director.email})
    client.post("/wachtwoord/vergeten/", {"email": "onbekend@regio.example"})

    assert len(mail.outbox) == 2
    for one in mail.outbox:
        told: Any = one
        assert not getattr(told, "alternatives", [])
        assert "Kan9999z" not in str(one.message())
        assert "\n" not in one.subject
