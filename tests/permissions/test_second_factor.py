"""With the second factor on, every guarded route leads whoever has none to where one sets it up, and nowhere else."""

from collections.abc import Iterator

import pytest

from samenkracht.accounts import factors
from tests.cast import STAFF
from tests.permissions.harness import CHANGING, Route, address, routes, undone

# The door asks before any object is looked for.
pytestmark = pytest.mark.once
GUARDED = [route for route in routes() if route.permission != "public"]
SET_UP = "/beveiliging/app/?next="


@pytest.fixture(autouse=True)
def required(settings):
    settings.STAFF_SECOND_FACTOR = True


def past_the_door(world, route: Route) -> Iterator[str]:
    """Every role, object and method that got something else than the way to set-up, in words."""
    for part in STAFF:
        client = world.visitor(part)
        for column in ("own", "missing") if route.object else ("kind",):
            place = address(route, world.arguments(route, column))
            for method in route.methods:
                with undone(look=method in CHANGING) as world_then:
                    answer = client.generic(method, place, b"", "application/x-www-form-urlencoded")
                led = answer.status_code == 302 and answer["Location"].startswith(SET_UP)
                if not led or world_then.changed:
                    yield f"{method} {route.name} by {part} on {column}: {answer.status_code}"


@pytest.mark.parametrize("route", GUARDED, ids=lambda r: r.name)
def test_without_a_factor_each_guarded_route_leads_every_role_to_set_up(world, route):
    found = list(past_the_door(world, route))
    assert not found, "\n".join(found)


def test_the_walk_turns_red_when_the_guard_does_not_ask_for_the_factor(world, monkeypatch):
    """The control: without the check each route lets some role through, or refuses it in its own words."""
    monkeypatch.setattr(factors, "required_step", lambda request: "")
    green = [route.name for route in GUARDED if not any(past_the_door(world, route))]
    assert len(GUARDED) > 100
    assert green == []
