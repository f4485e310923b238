"""axe on every page of the portal, role by role: each page as it is served to somebody, drawn in a real browser.

A page on which nothing is nested otherwise than on those before it is not looked at, those of residents in English too.
Forms are looked at empty and with everything that can be wrong with an empty sending; on a wide screen and on that of a
phone, and where a class comes for the first time also in dark and in the colours that somebody forces. With
EVERY_PAGE=on (make proof) each page is looked at in every way. What scrolls sideways on a narrow screen is found
too (320 px is also 1280 px at 400 %), what the policy of the page refuses, and on every page, looked at or not, two
sentences without a blank between them.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from lxml.etree import Element
from lxml.html import HtmlElement, document_fromstring
from playwright.sync_api import Browser, Page

from participation.intake.services import receipts
from participation.models import Submission
from tests.cast import STAFF
from tests.pages.dutch_words import untranslated
from tests.pages.sentences import glued
from tests.permissions.conftest import world, world_of_the_module
from tests.permissions.harness import Route, address, outcome, routes
from tests.permissions.world import World
from tests.services import axe
from tests.services.offline import listening, served

__all__ = ["world", "world_of_the_module"]
pytestmark = [pytest.mark.once, pytest.mark.browser]
PAGES = [route for route in routes() if route.kind in {"page", "form", "login"} and route.name != "gallery"]
RESIDENTS = [route for route in PAGES if route.permission == "public" and "GET" in route.methods]
SHARES = 4
EVERY = os.environ.get("EVERY_PAGE") == "on"
NARROW, PHONE, WIDE = 320, 360, 1280


def nestings(html: str) -> set[str]:
    """How a page is built: every element inside an element inside an element, and the order of its headings."""
    page = document_fromstring(html)
    found = {
        f"{named(element)} > {named(child)} > {named(inner)}"
        for element in page.iter(Element)
        for child in element.iterchildren(Element)
        for inner in child.iterchildren(Element)
    }
    headings = [element.tag for element in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    return found | {" ".join(heading for n, heading in enumerate(headings) if heading not in headings[n - 1 : n])}


def named(element: HtmlElement) -> str:
    """Its tag, classes and role, and which states it tells."""
    told = [f"{name}={element.get(name)}" for name in ("class", "role", "type") if element.get(name)]
    return " ".join([element.tag, *told, *sorted(name for name in element.attrib if name.startswith("aria-"))])


def shown(world: World, part: str, pages: list[Route]) -> Iterator[tuple[str, Any]]:
    """Those of the pages that ``part`` gets, as they are opened and as an empty sending comes back."""
    client = world.visitor(part)
    for route in pages:
        place = address(route, world.arguments(route, "own"))
        if "GET" in route.methods:
            yield from html_of(f"{route.name} by {part}", client.get(place))
        if part == "resident" and route in RESIDENTS:
            yield from html_of(f"{route.name} in English", client.get(f"/en{place}"))
        if route.kind == "form" and "POST" in route.methods and part != "resident":
            yield from html_of(f"{route.name} sent empty by {part}", client.post(place, {}))
        if route.name == "answers_erase":
            for step, more in (("found", {}), ("not sure", {"go": "erase"})):
                yield from html_of(f"{route.name} {step} by {part}", client.post(place, {"code": a_code()} | more))


def a_code() -> str:
    """As the resident of some submission of the world reads it out."""
    row = Submission.objects.order_by("pk")[0]
    return receipts.code_for(row.key, version=row.receipt_version)


def html_of(where: str, response: Any) -> Iterator[tuple[str, Any]]:
    kind = response.headers.get("Content-Type", "")
    if outcome(response) == "served" and response.status_code in (200, 422) and kind.startswith("text/html"):
        html = response.content.decode()
        if html.lstrip().lower().startswith("<!doctype"):
            yield where, response


@dataclass
class Looked:
    """What was looked at for the roles before: how pages are built, and the classes that decide about colours."""

    built: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)

    def different(self, pages: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        """The pages on which something is built otherwise than on all before them: where, and the answer."""
        found = {}
        for where, response in pages:
            how = nestings(response.content.decode())
            if EVERY or not how <= self.built:
                found[where] = response
            self.built |= how
        return found

    def has_new_classes(self, html: str) -> bool:
        classes = set(" ".join(re.findall(r'class="([^"]*)"', html)).split())
        is_new = not classes <= self.classes
        self.classes |= classes
        return EVERY or is_new


@pytest.fixture(scope="module")
def looked() -> Looked:
    return Looked()


def faults(page: Page, where: str, *, in_every_scheme: bool) -> Iterator[str]:
    page.set_viewport_size({"width": NARROW, "height": 700})
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > NARROW:
        yield f"{where}: {wide} px wide on a screen of {NARROW} px"
    page.set_viewport_size({"width": WIDE, "height": 800})
    yield from violations(page, f"{where}, wide", axe.RULES)
    for state in ({"color_scheme": "dark"}, {"forced_colors": "active"}) if in_every_scheme else ():
        page.emulate_media(**state)
        # Styles that fade from one scheme to the other would be caught half way.
        page.evaluate("document.getAnimations().forEach(one => one.finish())")
        yield from violations(page, f"{where}, {state}", axe.COLOURS)
    page.emulate_media(color_scheme="light", forced_colors="none")
    page.set_viewport_size({"width": PHONE, "height": 740})
    yield from violations(page, f"{where}, phone", axe.RULES if in_every_scheme else axe.WIDTHS)


def violations(page: Page, where: str, rules: Any) -> Iterator[str]:
    for one in axe.violations(page, rules):
        yield f"{where}: {one}"


# In shares, so that no test comes near its limit of time on a busy machine.
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("part", ["resident", *STAFF])
def test_axe_finds_nothing_on_any_page_of_any_role(
    chromium: Browser, world: World, looked: Looked, part: str, share: int
) -> None:
    answers = list(shown(world, part, PAGES[share::SHARES]))
    found = looked.different(answers)
    pages = {f"/{n}/": response for n, response in enumerate(found.values())}
    context = chromium.new_context(locale="nl-NL", viewport={"width": WIDE, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    heard = listening(page)
    wrong = [f"{where}: {text}" for where, answer in answers for text in glued(answer.content.decode())]
    with served(pages) as site:
        for n, (where, response) in enumerate(found.items()):
            page.goto(f"{site}/{n}/")
            # A page with no class that is new is not looked at in every scheme.
            wrong += faults(page, where, in_every_scheme=looked.has_new_classes(response.content.decode()))
            wrong += [f"{where}: {line}" for line in heard]
            heard.clear()
    context.close()

    print(f"{part}: looked at {len(found)} different pages of {len(answers)}")
    assert answers
    assert not wrong, "\n".join(wrong)


def test_two_sentences_without_a_blank_between_them_are_found() -> None:
    page = "<!doctype html><title>x</title><body>{}</body>"
    assert glued(page.format('<p>Dit is zo.<a href="/">Lees meer</a></p>')) == ["Dit is zo.Lees meer"]
    assert (
        glued(page.format("<p>Dit is zo.</p><p>Dat ook.</p><dl><dt>Wie?</dt><dd>Iedereen.<small>Of niet</small>")) == []
    )
    assert glued(page.format("<p>Dit is zo. <b>Dat ook.</b> Om 9.30 uur, bij m.e.r. en Samenkracht!</p>")) == []


def test_what_is_dutch_on_an_english_page_is_marked_as_dutch(world: World) -> None:
    client = world.visitor("resident")
    pairs: dict[str, tuple[str, str]] = {}
    for route in RESIDENTS:
        place = address(route, world.arguments(route, "own"))
        dutch, english = (dict(html_of(route.name, client.get(at))) for at in (place, f"/en{place}"))
        pairs |= {name: (dutch[name].content.decode(), answer.content.decode()) for name, answer in english.items()}

    assert len(pairs) >= 10
    assert {name: words for name, pair in pairs.items() if (words := untranslated(*pair))} == {}


def test_a_page_on_which_something_is_built_otherwise_is_looked_at() -> None:
    one, more = '<ul><li class="a">x</li></ul>', '<ul><li class="a">x</li><li class="a">y</li></ul>'
    assert nestings(more) == nestings(one)
    for other in (
        '<ul><li class="b">x</li></ul>',
        '<ul><li class="a" aria-current="page">x</li></ul>',
        '<ul><li class="a"><b>x</b></li></ul>',
        f"<div>{one}</div>",
        f"{one}<h2>x</h2>",
    ):
        assert not nestings(other) <= nestings(one)
    assert nestings("<h1>a</h1><h2>b</h2><h2>c</h2>") == nestings("<h1>a</h1><h2>b</h2>")
    assert not nestings("<h1>a</h1><h3>b</h3>") <= nestings("<h1>a</h1><h2>b</h2>")
    assert all(isinstance(route, Route) for route in PAGES)
