"""Guessing passwords is stopped, in all processes together, and never by keeping the owner out."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.cast import PASSWORD

EMAIL = "coordinator@test.example"


@pytest.fixture(autouse=True)
def shared(cast, settings):
    """The cache of production: a table, so that every process sees what another counted."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}
    }
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    cache.clear()


def tries(password: str, *, seen_by_proxy: str, written: str = "") -> bool | str:
    """From a browser of its own; whether one is in, or the word on the page that says to wait."""
    forwarded = f"{written}, {seen_by_proxy}" if written else seen_by_proxy
    answer = Client().post("/inloggen/", {"login": EMAIL, "password": password}, headers={"x-forwarded-for": forwarded})
    return answer.status_code == 302 or ("wait" if "Wacht een paar minuten" in answer.content.decode() else False)


def test_who_guesses_is_stopped_and_the_owner_elsewhere_is_not(cast):
    answers = [tries("verkeerd geraden", seen_by_proxy="203.0.113.9") for _ in range(6)]
    assert answers == [False] * 5 + ["wait"]
    assert tries(PASSWORD, seen_by_proxy="203.0.113.9") == "wait"
    assert tries(PASSWORD, seen_by_proxy="198.51.100.7") is True


def test_address_that_a_visitor_writes_gives_no_new_tries(cast):
    answers = [
        tries("verkeerd geraden", seen_by_proxy="203.0.113.9", written=f"198.51.100.{number}") for number in range(6)
    ]
    assert answers[-1] == "wait"


def test_without_a_proxy_the_header_is_not_believed_at_all(cast, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    answers = [tries("verkeerd geraden", seen_by_proxy=f"198.51.100.{number}") for number in range(6)]
    assert answers[-1] == "wait"
