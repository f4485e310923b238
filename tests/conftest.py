"""Base of all tests. Its first lines run before Django reads its settings; keep them first."""

import pytest

from tests.services.surroundings import here

here.prepare()

import django  # noqa: E402 - the environment must stand first

django.setup()

from django.conf import settings  # noqa: E402 - as above


def pytest_report_header() -> str:
    return f"database: {here.database}, broker: {'Redis' if here.redis else 'filesystem'}"


def pytest_unconfigure() -> None:
    from django.db import connections

    connections.close_all()
    here.remove()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """On SQLite the test database is a file: several connections, and the real locks."""
    if here.database == "sqlite":
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(here.var / "test.sqlite3")


@pytest.fixture
def cast(db):
    """All the people of the tests, each with an account (tests/cast.py)."""
    from tests.cast import make_cast

    return make_cast()
