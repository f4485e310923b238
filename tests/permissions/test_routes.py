"""Every route x every actor x {own, other, missing object} x every method, against the hand-written table."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pytest
from django.test import Client

from samenkracht.accounts import permissions
from samenkracht.accounts.actors import System
from samenkracht.audit import services as audit
from tests.cast import STAFF
from tests.moments import NOW
from tests.permissions.harness import (
    ALL_METHODS,
    CHANGING,
    DESCRIBING,
    Route,
    address,
    body,
    complaints,
    expected,
    matrix,
    outcome,
    routes,
    served_names,
    undone,
)
from tests.permissions.world import LOOKING_WRITES

# Thousands of requests, whose answers no kind of database changes; on SQLite they take less time.
pytestmark = pytest.mark.once
PARTS = ("resident", *STAFF)
BY_NAME = {route.name: route for route in routes()}
GUARDED = [route for route in routes() if route.permission != "public"]
WITH_OBJECT = [route for route in GUARDED if route.object and route.kind != "kind"]


def test_every_route_of_the_portal_stands_in_the_table_and_the_other_way_round():
    assert sorted(served_names()) == sorted(BY_NAME)


def test_every_view_has_a_door_and_it_is_the_one_of_the_table():
    for name, callbacks in served_names().items():
        for callback in callbacks:
            door = getattr(callback, "permission", None)
            assert door is not None or getattr(callback, "is_public", False), f"{name} is neither guarded nor public"
            assert (str(door) if door else "public") == BY_NAME[name].permission, name


def test_every_permission_of_the_table_is_a_permission_with_a_rule():
    for route in GUARDED:
        assert route.permission in matrix(), route.permission
        assert permissions.Permission(route.permission) in permissions._rules


def columns(route: Route) -> tuple[str, ...]:
    return ("own", "other", "missing") if route.object else ("kind",)


@dataclass(frozen=True)
class Answer:
    """What is kept of an answer; thousands of pages would be too much to hold on to."""

    status: int
    outcome: str
    changed: bool
    digest: bytes
    canaries: frozenset[str]  # the columns whose canary stands in it
    complaints: tuple[str, ...]  # about its headers


def ask(world, route: Route, method: str, part: str, column: str) -> Answer:
    """One request; the next actor finds the same world."""
    arguments = world.arguments(route, column)
    client = world.visitor(part)
    want = expected(route, part, column)
    with undone(look=want != "served" and method in CHANGING) as world_then:
        response = client.generic(method, address(route, arguments), b"", "application/x-www-form-urlencoded")
    text = body(response)
    shown = frozenset(name for name, canary in world.canaries.items() if canary in text)
    digest = hashlib.sha256(text.encode()).digest()
    said = tuple(complaints(response))
    return Answer(response.status_code, outcome(response), world_then.changed, digest, shown, said)


Ask = Callable[[Route, str, str, str], Answer]


@pytest.fixture(scope="module")
def asked() -> dict[tuple[str, str, str, str], Answer]:
    """What the tests of this module have asked for already."""
    return {}


@pytest.fixture
def answer(world, asked) -> Ask:
    """The answer to a request that is made once, whichever of the tests below looks at it first."""

    def get(route: Route, method: str, part: str, column: str) -> Answer:
        request = (route.name, method, part, column)
        if request not in asked:
            asked[request] = ask(world, route, method, part, column)
        return asked[request]

    return get


def surprises(get: Ask, route: Route, method: str) -> Iterator[str]:
    """Every actor and object of one route and method; what is not as derived, in words."""
    for part in PARTS:
        for column in columns(route):
            want = expected(route, part, column)
            got = get(route, method, part, column)
            here = f"{method} {route.name} by {part} on {column}"
            if got.outcome != want:
                yield f"{here}: {got.outcome} ({got.status}), expected {want}"
            if got.status >= 500:
                yield f"{here}: {got.status}"
            if got.changed:
                yield f"{here}: refused, and yet the database changed"


@pytest.mark.parametrize("route", GUARDED, ids=lambda r: r.name)
def test_each_actor_gets_what_the_matrix_says(answer, route):
    found = [line for method in route.methods for line in surprises(answer, route, method)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("route", WITH_OBJECT, ids=lambda r: r.name)
def test_an_object_of_somebody_else_looks_like_a_missing_one_and_shows_nothing(answer, route):
    method = "GET" if "GET" in route.methods else route.methods[0]
    checked = 0
    for part in PARTS:
        for column in ("own", "other"):
            if expected(route, part, column) != "hidden":
                continue
            hidden = answer(route, method, part, column)
            assert hidden.digest == answer(route, method, part, "missing").digest, f"{route.name} by {part} on {column}"
            assert not hidden.canaries, f"{route.name} by {part}"
            checked += 1
    assert checked


# Files and fragments have tests of their own for what is in them.
PAGES = [r for r in WITH_OBJECT if "GET" in r.methods and r.kind in ("page", "form")]


@pytest.mark.parametrize("route", PAGES, ids=lambda r: r.name)
def test_who_may_see_an_object_really_sees_it(answer, route):
    """Served means: the object's canary is in the answer, so that the tests above have something that could leak."""
    for part in PARTS:
        for column in ("own", "other"):
            if expected(route, part, column) == "served":
                assert column in answer(route, "GET", part, column).canaries, f"{route.name} by {part} on {column}"


@pytest.mark.parametrize("route", routes(), ids=lambda r: r.name)
def test_every_answer_carries_the_headers(answer, route):
    for part in ("resident", "coordinator"):
        for column in ("own", "missing") if route.object else ("own",):
            found = answer(route, "GET", part, column).complaints
            assert not found, f"{route.name} by {part} on {column}: {found}"


@pytest.mark.parametrize("route", routes(), ids=lambda r: r.name)
def test_no_route_answers_to_another_method(world, route):
    column = columns(route)[0] if route.permission != "public" else "own"
    part = "coordinator" if expected(route, "coordinator", column) == "served" else "administrator"
    place = address(route, world.arguments(route, column))
    client = world.visitor(part)
    for method in ALL_METHODS:
        if method in route.methods or method in DESCRIBING:
            continue
        with undone() as world_then:
            response = client.generic(method, place)
        assert response.status_code in (405, 302, 404), f"{method} {route.name}: {response.status_code}"
        assert not world_then.changed, f"{method} {route.name}"


@pytest.mark.parametrize("route", [r for r in routes() if "GET" in r.methods], ids=lambda r: r.name)
def test_looking_changes_nothing(world, route):
    column = columns(route)[0] if route.permission != "public" else "own"
    client = world.visitor("coordinator")
    place = address(route, world.arguments(route, column))
    client.get(place)
    with undone(without=LOOKING_WRITES) as world_then:
        answers = client.get(place), client.head(place)
    assert all(answer.status_code < 500 for answer in answers) or route.name == "health"
    assert not world_then.changed


@pytest.mark.parametrize("route", [r for r in routes() if "POST" in r.methods], ids=lambda r: r.name)
def test_a_change_without_a_token_is_refused_and_changes_nothing(world, route):
    column = columns(route)[0] if route.permission != "public" else "own"
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.cast.coordinator)
    place = address(route, world.arguments(route, column))
    with undone() as world_then:
        response = client.post(place, route.post)
    assert response.status_code in (302, 403, 404), response.status_code
    assert not world_then.changed


def test_the_table_turns_red_when_guards_are_removed(world, monkeypatch):
    """The control: with three rules opened up, the derived expectations no longer hold."""
    opened = ("project.write", "plan.write", "report.read")
    for name in opened:
        monkeypatch.setitem(permissions._rules, permissions.Permission(name), lambda actor, target: True)
    anew = partial(ask, world)
    red = {
        name
        for name in opened
        if any(any(surprises(anew, route, route.methods[0])) for route in GUARDED if route.permission == name)
    }
    assert red == set(opened)


def test_a_refusal_that_writes_first_is_seen(world, monkeypatch):
    """The control of the watch: a rule that leaves a row behind and then says no."""

    def writes_and_refuses(actor, target):
        audit.record(event="user.logged_in", target=world.cast.leader, by=System("test"), at=NOW)
        return False

    monkeypatch.setitem(permissions._rules, permissions.Permission("project.write"), writes_and_refuses)
    found = list(surprises(partial(ask, world), BY_NAME["project_change"], "POST"))
    assert any(
        "POST project_change by director on other: refused, and yet the database changed" in one for one in found
    )
