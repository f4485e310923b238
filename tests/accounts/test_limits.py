"""Guessing passwords is stopped, in all processes together, and never by keeping the owner out."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from samenkracht.core import clock
from samenkracht.core.jobs import housekeeping
from samenkracht.core.models import CacheEntry
from tests.accounts.codes import fresh_code
from tests.accounts.test_second_factor import come_in, set_up, wrong
from tests.cast import PASSWORD

EMAIL = "coordinator@test.example"


@pytest.fixture(autouse=True)
def shared(cast, settings):
    """The cache of production: a table, so that every process sees what another counted."""
    settings.CACHES = {"default": settings.SHARED_CACHE}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    cache.clear()


def tries(password: str, *, seen_by_proxy: str, written: str = "") -> bool | str:
    """From a browser of its own; whether one is in, or the word on the page that says to wait."""
    forwarded = f"{written}, {seen_by_proxy}" if written else seen_by_proxy
    answer = Client().post("/inloggen/", {"login": EMAIL, "password": password}, headers={"x-forwarded-for": forwarded})
    return answer.status_code == 302 or ("wait" if "Wacht een paar minuten" in answer.content.decode() else False)


@pytest.mark.parametrize("nth", [1, 2])
def test_each_test_begins_with_nothing_counted(settings, nth):
    """Whichever of the two comes first; the cache of the tests, not of production, is kept in the process."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert cache.get("counted") is None
    cache.set("counted", nth)


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


def test_thousand_other_counters_wipe_neither_the_brake_on_guessing_codes_nor_what_is_used(cast, settings):
    settings.STAFF_SECOND_FACTOR = True
    emails = [EMAIL, "administrator@test.example"]
    for email in emails:
        owner = Client()
        come_in(owner, email)
        secret = set_up(owner)
    same = fresh_code(secret)
    used, again, guesser = Client(), Client(), Client()
    for browser, email in ((used, emails[1]), (again, emails[1]), (guesser, emails[0])):
        come_in(browser, email)
    assert used.post("/inloggen/code/", {"code": same}).status_code == 302
    for _ in range(6):
        assert guesser.post("/inloggen/code/", {"code": wrong(secret)}).status_code == 422

    soon = clock.of_the_machine() + timedelta(minutes=5)
    keys = [f":1:{place}{number}" for place in ("0-before-", "z-after-") for number in range(500)]
    CacheEntry.objects.bulk_create(CacheEntry(cache_key=key, value="", expires=soon) for key in keys)
    for number in range(9):
        cache.set(f"z-one-more-{number}", "")

    assert "Wacht een paar minuten" in guesser.post("/inloggen/code/", {"code": wrong(secret)}).content.decode()
    assert again.post("/inloggen/code/", {"code": same}).status_code == 422


def test_limits_that_ended_leave_the_table_at_night(cast):
    cache.set("ended", "x", -60)
    cache.set("goes-on", "x", 60)
    assert housekeeping.sweep(at=clock.of_the_machine())["core.cacheentry"] == 1
    assert cache.get("goes-on") == "x"
