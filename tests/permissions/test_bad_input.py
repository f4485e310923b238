"""Bad input on every route that takes a form: 4xx, a Dutch message at the field, values echoed, nothing stored."""

import html
import re

import pytest

from tests.permissions.harness import address, allowed, body, routes, undone

# How long a text may be and which signs it may hold is judged most strictly by the database of production.
pytestmark = pytest.mark.postgresql
FORMS = [route for route in routes() if "POST" in route.methods and route.kind == "form"]
ECHO = "WatIkHadGetypt42"
BY_NAME = {route.name: route for route in routes()}
PAYLOADS = ("empty", "too long", "wrong type", "foreign id", "nul")


def actor_for(route) -> str:
    if route.permission == "public":
        return "resident"
    column = "own" if route.object else "kind"
    return next(
        part for part in ("coordinator", "administrator", "commissioner") if allowed(route.permission, part, column)
    )


def fields_of(page: str) -> dict[str, str]:
    """Names and kinds of the fields in the page's main form."""
    main = page[page.index("<main") :]
    fields = {}
    for tag in re.findall(r"<(?:input|textarea|select)\b[^>]*>", main):
        name = re.search(r'\bname="([^"]*)"', tag)
        kind = re.search(r'\btype="([^"]*)"', tag)
        if name and name[1] not in ("csrfmiddlewaretoken", "key", "version", "step", "go"):
            fields[name[1]] = kind[1] if kind else tag[1:].split()[0]
    return fields


def page_of(route, world) -> str:
    """The address of the page on which the form stands."""
    page = BY_NAME[route.page]
    return address(page, world.arguments(page, "own") if page.object else {})


def spoiled(fields: dict[str, str], how: str) -> dict[str, str]:
    value = {"empty": "", "too long": ECHO + "x" * 20_000, "wrong type": ECHO, "foreign id": "999999", "nul": "a\x00b"}[
        how
    ]
    return dict.fromkeys(fields, value)


CASES = [(route, how) for route in FORMS for how in PAYLOADS if how not in route.cannot_be_wrong]


@pytest.mark.parametrize(("route", "how"), CASES, ids=lambda part: getattr(part, "name", part))
def test_bad_input_is_refused_at_its_field_and_nothing_is_stored(world, route, how):
    client = world.visitor(actor_for(route))
    place = address(route, world.arguments(route, "own" if route.object else "kind"))
    page = client.get(page_of(route, world) if route.page else place)
    assert page.status_code == 200
    fields = fields_of(body(page))
    assert fields, "a form without fields cannot be filled in wrongly"
    hidden = world.hidden_fields(page.content.decode())

    with undone() as world_then:
        response = client.post(place, hidden | route.post | spoiled(fields, how))

    text = html.unescape(body(response))
    assert 400 <= response.status_code < 500, response.status_code
    assert not world_then.changed
    assert 'class="error-summary' in text or "errors/" in str(response.templates), "no summary of what is wrong"
    assert "This field" not in text, "a message that is not Dutch"
    assert "Ensure this value" not in text, "a message that is not Dutch"
    if how == "wrong type" and any(kind in ("text", "email", "textarea") for kind in fields.values()):
        assert ECHO in text, "what was typed is lost"


def test_there_are_forms_to_fill_in_wrongly():
    assert len(FORMS) >= 6
