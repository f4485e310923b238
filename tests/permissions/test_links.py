"""No page leads anybody to a page that they may not see, or that is not there: every link of every role is followed."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings as the_settings

from tests.permissions.crawl import READS, links_of
from tests.permissions.harness import address
from tests.permissions.world import World

# One of each role. Who shares a role sees the same links to other projects.
PARTS = ("resident", "editor", "coordinator", "director", "secretary", "privacy_officer", "administrator", "nobody")
DEAD = (403, 404, 405, 410, 500)
# Files have tests of their own; drawing them for each role costs more than all pages together.
# On pages for residents it is the way in, the same for whoever looks; who has no role is told so there.
WAY_IN = "/werkplek/"
# What a template says where a name means nothing: then a link or a word is missing, and nobody hears of it.
NO_NAME = "((%s))"
TEMPLATES = the_settings.BASE_DIR / "templates"
# A name that may mean nothing is followed by what stands there then.
MAY_MEAN_NOTHING = {
    name for path in TEMPLATES.rglob("*.html") for name in re.findall(r"{{ ([\w.]+)\|default", path.read_text())
}
FILE = re.compile(r"\.(pdf|docx|odt|xlsx|ods|csv|json)(\?|$)")


def starts(world: World) -> Iterator[str]:
    """Each page of the table of routes; whether this role gets it, it will say itself."""
    for route in READS:
        if route.kind in ("page", "form"):
            yield address(route, world.arguments(route, "own"))


def dead_links(world: World, part: str) -> Iterator[str]:
    """Each link that does not lead ``part`` anywhere, with the page that shows it.

    A page where the walk begins is judged too as soon as another page leads there: nobody else asked for it.
    """
    client = world.visitor(part)
    waiting = list(dict.fromkeys(starts(world)))
    known, answers, shown_on, meaningless = set(waiting), dict[str, int](), dict[str, str](), dict[str, str]()
    while waiting:
        place = waiting.pop()
        response = client.get(place)
        answers[place] = response.status_code
        if response.status_code != 200 or response.streaming or "html" not in response.headers["Content-Type"]:
            continue
        page = response.content.decode()
        for name in set(re.findall(r"\(\(([\w.]+)\)\)", page)) - MAY_MEAN_NOTHING:
            meaningless.setdefault(name, place)
        for link in links_of(page):
            if FILE.search(link):
                continue
            shown_on.setdefault(link, place)
            if link not in known:
                known.add(link)
                waiting.append(link)
    assert len(known) > 20
    for name, place in meaningless.items():
        yield f"{{{{ {name} }}}} means nothing on {place} by {part}"
    for link, place in shown_on.items():
        is_way_in = link == WAY_IN and not place.startswith(WAY_IN)
        if answers[link] in DEAD and not is_way_in:
            yield f"{answers[link]} {link} on {place} by {part}"


@pytest.fixture
def told_when_a_name_means_nothing(settings):
    engine = the_settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "OPTIONS": {**engine["OPTIONS"], "string_if_invalid": NO_NAME}}]


@pytest.mark.once
@pytest.mark.usefixtures("told_when_a_name_means_nothing")
@pytest.mark.parametrize("part", PARTS)
def test_no_link_leads_to_a_page_that_is_not_there_or_not_for_this_role(world: World, part: str) -> None:
    assert list(dead_links(world, part)) == []
