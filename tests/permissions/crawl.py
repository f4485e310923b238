"""Everything that somebody gets to see: each page and file of the route table, and the words in it."""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

from tests.permissions.harness import address, outcome, routes
from tests.permissions.world import World
from tests.reports.reading import text_of_pdf

READS = [route for route in routes() if "GET" in route.methods and route.kind != "login" and route.name != "gallery"]
LINK = re.compile(r'<a\b[^>]*\shref="([^"]*)"')
# Files of the look, and ways in and out.
NOT_FOLLOWED = ("/static/", "/account", "/inloggen", "/uitloggen", "/wachtwoord", "/beveiliging")


def visited(world: World, part: str) -> Iterator[tuple[str, bytes]]:
    """Everything that ``part`` gets to see of the own objects: where, and its bytes."""
    client = world.visitor(part)
    for route in READS:
        for column in ("own", "second") if route.object == "report" else ("own",):
            response = client.get(address(route, world.arguments(route, column)))
            if outcome(response) == "served" and response.status_code == 200:
                yield f"{route.name} ({column}) by {part}", response.content
    for question in ("?project=own-project", ""):
        for key in ("response", "answers", "target"):
            response = client.get(f"/dashboard/cijfers/{key}/{question}")
            if response.status_code == 200:
                yield f"figure {key}{question} by {part}", response.content


def followed(world: World, part: str, begin: list[str]) -> Iterator[tuple[str, bytes]]:
    """What ``part`` gets by following every link of this portal from page to page."""
    client, waiting, known = world.visitor(part), list(begin), set(begin)
    while waiting:
        place = waiting.pop(0)
        response = client.get(place)
        if response.status_code != 200 or response.streaming:
            continue
        yield f"{place} by {part}", response.content
        for link in links_of(response.content.decode("utf-8", "replace")):
            if link not in known:
                known.add(link)
                waiting.append(link)


def links_of(page: str) -> Iterator[str]:
    """The addresses within this portal that a page leads to; not files of the look, and not the ways in and out."""
    for found in LINK.findall(page):
        link = unescape(found).partition("#")[0]
        if link.startswith("/") and not link.startswith(NOT_FOLLOWED):
            yield link


def words(content: bytes) -> str:
    """The text of a page or file, without marks, parts unpacked."""
    if content.startswith(b"%PDF"):
        return " ".join(text_of_pdf(content).split())
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = [name for name in package.namelist() if name.endswith(".xml")]
            raw = " ".join(package.read(name).decode("utf-8", "replace") for name in names)
    else:
        raw = content.decode("utf-8", "replace")
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", raw)).split())
