"""Base of all tests. Its first lines run before Django reads its settings; keep them first."""

import gc
import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING

import hypothesis
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.services.environment import here

here.prepare()

import django  # noqa: E402 - the environment must stand first

django.setup()
# What is loaded by now stays; to look through it for rubbish again and again takes a tenth of the time of all tests.
gc.freeze()
gc.set_threshold(50_000, 20, 50)

from django.conf import settings  # noqa: E402 - the environment must stand first
from django.core.cache import cache  # noqa: E402 - the environment must stand first
from django.db import OperationalError, connections  # noqa: E402 - the environment must stand first

from tests import moments  # noqa: E402 - the environment must stand first
from tests.services import chromium as chromium_program  # noqa: E402 - the environment must stand first
from tests.services import migrated, write_guard  # noqa: E402 - the environment must stand first
from tests.services.identity_provider import IdentityProvider  # noqa: E402 - the environment must stand first
from tests.services.portal import Portal  # noqa: E402 - the environment must stand first

if TYPE_CHECKING:
    from tests.cast import Cast


moments.stand()
# No deadline per example, and the same examples on every machine.
hypothesis.settings.load_profile("ci")
# As long as playwright waits for a page; waiting for what is there takes no time.
expect.set_options(timeout=30_000)


def pytest_report_header() -> str:
    return f"database: {here.database}, broker: {'Redis' if here.redis else 'filesystem'}"


def pytest_unconfigure() -> None:
    connections.close_all()
    here.remove()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks that follow from what a test asks for: browser, processes, and once for what touches no database."""
    lost = [item.nodeid for item in items if all(item.get_closest_marker(name) for name in ("once", "postgresql"))]
    if lost:
        raise pytest.UsageError(f"each pass would leave them to the other: {lost}")
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if {"chromium", "page"} & asked:
            item.add_marker("browser")
        if {"live_portal", "live_portal_session", "empty_portal", "identity_provider", "upgraded"} & asked:
            item.add_marker("processes")
        touches = asked & {
            "db",
            "transactional_db",
            "live_portal",
            "live_portal_session",
            "empty_portal",
            "live_server",
        }
        known = ("django_db", "processes", "browser", "postgresql")
        if not touches and not any(item.get_closest_marker(name) for name in known):
            item.add_marker("once")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> None:
    """The test database is there, migrated; on SQLite as a file: several connections, and the real locks."""
    if here.postgresql is not None:
        migrated.postgresql(here.postgresql, "test_samenkracht")
    else:
        file = here.var / "test.sqlite3"
        migrated.sqlite(file)
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(file)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """It is not made anew; it goes with its server, or its folder."""
    return True


@pytest.fixture(autouse=True)
def portal_clock() -> Iterator[moments.StandingClock]:
    """The portal's clock in this process: each test begins at ``NOW``, and may move it."""
    yield moments.standing
    moments.standing.at = moments.NOW


class StandingSeconds:
    """Seconds that pass when a test says so (``now += 1.0``)."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch) -> StandingSeconds:
    """Each test begins like a process that just started: databases of tests use the same numbers again.

    For what this process keeps for a second, or leaves alone for five, no time passes by itself: a slow machine would
    find copies gone that a fast one finds.
    """
    from participation import queries
    from participation.intake.views import step_pages
    from projects.region import queries as help_numbers
    from samenkracht.core.db import restore_lock
    from samenkracht.core.jobs import outbox
    from samenkracht.core.web import page_cache, region

    # What the rate limits counted of one test would stop the people of the next one.
    cache.clear()
    restore_lock.suppose()
    queries.forget_all()
    step_pages.forget_pages()
    page_cache.pages.clear()
    region.forget()
    help_numbers.forget()
    outbox.forget_notifications()
    clock = StandingSeconds()
    monkeypatch.setattr(page_cache, "monotonic", clock)
    monkeypatch.setattr(outbox, "time", SimpleNamespace(monotonic=clock))
    monkeypatch.setattr(outbox, "_rest_until", 0.0)
    return clock


@pytest.fixture
def database_away(monkeypatch) -> None:
    """No connection to the database can be made: pages say of the region what the settings say."""

    def refuse() -> None:
        raise OperationalError("no server")

    monkeypatch.setattr(connections["default"], "ensure_connection", refuse)


@pytest.fixture
def known_reference(db: None) -> None:
    """This process looked at the reference data within the second: as all but one request a second finds it."""
    from projects.region.queries import help_now
    from samenkracht.core.web.region import region

    region()
    help_now(moments.NOW)


@pytest.fixture(autouse=True)
def only_services_write() -> Iterator[None]:
    """Every test runs under the guard on writes."""
    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(write_guard.guard))
        yield


# Every portal has a database of its own, and a number of its own in the one Redis; 0 is that of the tests themselves.
PORTAL_NUMBERS = itertools.count(1)


@contextmanager
def portal_on_this_runs_servers(name: str) -> Iterator[Portal]:
    """A portal of real processes with an empty database, on the kind of database and broker of this run."""
    if here.postgresql is not None and here.redis is not None:
        number = next(PORTAL_NUMBERS)
        url = migrated.postgresql(here.postgresql, f"{name}{number}")
        portal = Portal(database_url=url, redis_url=f"{here.redis.url.removesuffix('/0')}/{number}")
    else:
        portal = Portal()
    try:
        yield portal.start()
    finally:
        portal.remove()


@pytest.fixture(scope="session")
def live_portal_session() -> Iterator[Portal]:
    """One portal of real processes for all tests that only use it."""
    with portal_on_this_runs_servers("portal") as portal:
        yield portal


@pytest.fixture(scope="module")
def empty_portal() -> Iterator[Portal]:
    """A portal that nobody used before; for a journey that begins with nothing."""
    with portal_on_this_runs_servers("empty") as portal:
        yield portal


@pytest.fixture
def live_portal(live_portal_session: Portal) -> Portal:
    """The portal as processes; its database begins empty, and tests add what they need under names of their own."""
    return live_portal_session


@pytest.fixture(scope="session")
def identity_provider() -> Iterator[IdentityProvider]:
    """One OpenID Connect provider as a process; each test tells it its people."""
    provider = IdentityProvider()
    try:
        yield provider.start()
    finally:
        provider.remove()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser (Playwright's Browser). Make a context per test: ``chromium.new_context()``."""
    if chromium_program.find() is None:
        pytest.skip(chromium_program.MISSING)
    with sync_playwright() as playwright:
        browser = chromium_program.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_portal: Portal) -> Iterator[Page]:
    """A fresh visitor (360 x 780 fits a phone: ``page.set_viewport_size``). Errors on the console fail the test."""
    context = chromium.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam", base_url=live_portal.address)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if is_error(message) else None)
    yield page
    context.close()
    assert errors == []


def is_error(message: ConsoleMessage) -> bool:
    """An answer of 4xx is reported on the console too; that is for the test to judge, not an error of the page."""
    return message.type == "error" and "the server responded with a status of 4" not in message.text


@pytest.fixture
def cast(db: None) -> "Cast":
    """All the people of the tests, each with an account (tests/cast.py)."""
    from tests.cast import make_cast

    return make_cast()
