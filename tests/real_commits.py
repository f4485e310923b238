"""Tests with real commits and several connections, and how to clean up after them."""

import importlib
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from projects.models import Municipality


@pytest.fixture
def real_commits(transactional_db: None) -> Iterator[None]:
    """For tests that need real commits and several connections. The reference data stands there as ever.

    Tables that refuse to lose rows refuse the cleaning after a test as well; so it is done here, without their
    triggers, and these are put back as they were.
    """
    if not Municipality.objects.exists():
        reference = importlib.import_module("projects.migrations.0002_reference_data")
        reference.load_municipalities(apps, None)
        reference.load_programmes(apps, None)
    yield
    triggers = _take_away_triggers() if connection.vendor == "sqlite" else []
    # What Django writes after a migration comes back with the cleaning of ``transactional_db``, which follows.
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    with connection.cursor() as cursor:
        for statement in triggers:
            cursor.execute(statement)


def _take_away_triggers() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_delete'")
        found = cursor.fetchall()
        for name, _sql in found:
            cursor.execute(f"DROP TRIGGER {name}")
    return [sql for _name, sql in found]
