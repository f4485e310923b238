"""axe on every page of the portal, for every role: each page as it is served to somebody, drawn in a real browser.

Pages that are built of the same parts in the same order are looked at once. Forms are looked at empty and with
everything that can be wrong with an empty sending. What scrolls sideways on a narrow screen is found too.
"""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page
from playwright.sync_api import Route as Request

from tests.cast import STAFF
from tests.permissions.conftest import world, world_of_the_module
from tests.permissions.harness import Route, address, outcome, routes
from tests.permissions.world import World

__all__ = ["world", "world_of_the_module"]
pytestmark = [pytest.mark.once, pytest.mark.browser]
AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STATIC = Path(settings.BASE_DIR) / "static"
SITE = "http://pages.example"
PAGES = [route for route in routes() if route.kind in {"page", "form", "login"} and route.name != "gallery"]
NARROW = 320


def skeleton(html: str) -> str:
    """The tags and their classes, roles and states in order; equal runs of rows count once."""
    marks = re.findall(r"<(?!!)/?[a-z0-9]+|class=\"[^\"]*\"|role=\"[^\"]*\"|aria-[a-z]+(?==)", html)
    text = " ".join(marks)
    return re.sub(r"(.{20,400}?)(?: \1)+", r"\1", text)


def shown(world: World, part: str) -> Iterator[tuple[str, str]]:
    """Every page that ``part`` gets, as it is opened and as an empty sending comes back."""
    client = world.visitor(part)
    for route in PAGES:
        place = address(route, world.arguments(route, "own"))
        if "GET" in route.methods:
            yield from html_of(f"{route.name} by {part}", client.get(place))
        if route.kind == "form" and "POST" in route.methods and part != "resident":
            yield from html_of(f"{route.name} sent empty by {part}", client.post(place, {}))


def html_of(where: str, response: Any) -> Iterator[tuple[str, str]]:
    kind = response.headers.get("Content-Type", "")
    if outcome(response) == "served" and response.status_code in (200, 422) and kind.startswith("text/html"):
        html = response.content.decode()
        if html.lstrip().lower().startswith("<!doctype"):
            yield where, html


def different(world: World) -> dict[str, str]:
    """One of each page that is built otherwise than those before it."""
    found: dict[str, tuple[str, str]] = {}
    for part in ("resident", *STAFF):
        for where, html in shown(world, part):
            found.setdefault(skeleton(html), (where, html))
    return dict(found.values())


def served_from(pages: dict[str, str]) -> Any:
    """Answers the browser from what was fetched, and from the folder of static files."""

    def answer(request: Request) -> None:
        path = urlsplit(request.request.url).path
        if path.startswith(settings.STATIC_URL):
            file = STATIC / re.sub(r"^" + re.escape(settings.STATIC_URL), "", path)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            request.fulfill(body=file.read_bytes(), content_type=kind)
        elif path in pages:
            request.fulfill(body=pages[path], content_type="text/html; charset=utf-8")
        else:
            request.fulfill(status=404, body="")

    return answer


def faults(page: Page, where: str) -> list[str]:
    found = []
    result = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    for one in result["violations"]:
        found.append(f"{where}: {one['id']}: {[node['html'][:140] for node in one['nodes'][:2]]}")
    page.set_viewport_size({"width": NARROW, "height": 700})
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > NARROW:
        found.append(f"{where}: {wide} px wide on a screen of {NARROW} px")
    page.set_viewport_size({"width": 1280, "height": 800})
    return found


def test_axe_finds_nothing_on_any_page_of_any_role(chromium: Browser, world: World) -> None:
    found = different(world)
    pages = {f"/{n}/": html for n, html in enumerate(found.values())}
    context = chromium.new_context(locale="nl-NL", viewport={"width": 1280, "height": 800}, java_script_enabled=True)
    context.route("**/*", served_from(pages))
    page = context.new_page()
    wrong: list[str] = []
    for n, where in enumerate(found):
        page.goto(f"{SITE}/{n}/")
        page.evaluate(AXE)
        wrong += faults(page, where)
    context.close()

    print(f"looked at {len(found)} different pages")
    assert len(found) > 80
    assert not wrong, "\n".join(wrong)


def test_a_page_that_is_built_otherwise_is_another_page() -> None:
    one, more = '<ul><li class="a">x</li></ul>', '<ul><li class="a">x</li><li class="a">y</li></ul>'
    assert skeleton(one) != skeleton('<ul><li class="a"><b>x</b></li></ul>')
    assert len(skeleton(more)) <= 2 * len(skeleton(one))
    assert all(isinstance(route, Route) for route in PAGES)
