"""The world of the permission tests, made once per module: each test finds it as it was."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.cast import make_cast
from tests.permissions.world import World, make_world


@pytest.fixture(scope="module")
def world_of_the_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made in a transaction around those of the tests, which is rolled back after the last of them."""
    whole = transaction.atomic()
    with django_db_blocker.unblock():
        whole.__enter__()
    try:
        with django_db_blocker.unblock():
            made = make_world(make_cast())
            made.log_in_everybody()
        yield made
    finally:
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)


@pytest.fixture
def world(world_of_the_module: World, db: None) -> World:
    """Two projects with everything that a route can name. What a test changes is gone after it."""
    return world_of_the_module
