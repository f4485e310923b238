"""The connection to PostgreSQL between two requests: a farewell is heard without asking."""

from unittest import mock

import pytest
from django.db import connection, connections
from django.db.backends.postgresql import base as of_django


@pytest.fixture
def line(transactional_db):
    """A connection of its own, as one request leaves it to the next; None on SQLite."""
    if connection.vendor != "postgresql":
        yield None
        return
    own = connections.create_connection("default")
    own.connect()
    yield own
    own.close()


def test_a_connection_that_answered_is_not_asked_again_at_once(line):
    if line is None:
        return
    assert line.is_usable()
    with mock.patch.object(of_django.DatabaseWrapper, "is_usable", side_effect=AssertionError("asked again")):
        assert line.is_usable()


def test_a_connection_that_was_silent_for_long_is_asked(line):
    if line is None:
        return
    assert line.is_usable()
    line._answered_at -= 6
    with mock.patch.object(of_django.DatabaseWrapper, "is_usable", return_value=True) as asked:
        assert line.is_usable()
    assert asked.called


def test_a_server_that_hung_up_a_moment_ago_is_noticed_before_the_next_query(line):
    if line is None:
        return
    assert line.is_usable()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 2000)", [line.connection.info.backend_pid])
    assert not line.is_usable()
