"""The headers of every answer on every route, errors included."""

import pytest
from django.test import Client, override_settings

from tests.permissions.harness import address, routes

# Public pages without anything personal may be kept by the reader's own browser for a moment, never by a proxy.
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def complaints(response) -> list[str]:
    found = [f"{name}: {response.get(name)!r}" for name, value in WANTED.items() if response.get(name) != value]
    policy = response.get("Content-Security-Policy", "")
    for part in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        if part not in policy:
            found.append(f"policy lacks {part}")
    found += [f"policy has {word}" for word in ("unsafe-inline", "unsafe-eval", "http:", " * ") if word in policy]
    if "no-store" not in response.get("Cache-Control", ""):
        found.append(f"Cache-Control: {response.get('Cache-Control')!r}")
    return found


@pytest.mark.once
@pytest.mark.parametrize("route", routes(), ids=lambda r: r.name)
def test_every_answer_carries_the_headers(world, route):
    for part in ("resident", "coordinator"):
        for column in ("own", "missing") if route.object else ("own",):
            response = world.visitor(part).get(address(route, world.arguments(route, column)))
            assert not complaints(response), f"{route.name} by {part} on {column}: {complaints(response)}"


@pytest.mark.django_db
def test_answers_to_nonsense_carry_the_headers_too():
    client = Client(raise_request_exception=False)
    for response in (client.get("/bestaat-niet/"), client.get("/projecten/%00/"), client.put("/inloggen/")):
        assert response.status_code in (400, 404, 405)
        assert not complaints(response)


@pytest.mark.django_db
@override_settings(SECURE_HSTS_SECONDS=31536000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True)
def test_over_tls_browsers_are_told_to_stay_there_for_a_year():
    response = Client().get("/", secure=True)
    assert "max-age=31536000" in response["Strict-Transport-Security"]
