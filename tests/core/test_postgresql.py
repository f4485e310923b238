"""The connection to PostgreSQL: between two requests a farewell is heard without asking, and what is in the way of
everybody is read and planned once."""

from unittest import mock

import pytest
from django.db import ProgrammingError, connection, connections
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


def _prepared(line, words):
    """How often the server planned the statements that it keeps and that hold these words."""
    with line.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE position(%s IN statement) > 0",
            [words],
        )
        return [number for (number,) in cursor.fetchall()]


def test_a_statement_in_the_way_of_everybody_is_read_by_the_server_once(line):
    if line is None:
        return
    for number in (1, 2, 3):
        with line.prepared() as cursor:
            cursor.execute("SELECT %(number)s + 40", {"number": number})
            assert cursor.fetchone() == (number + 40,)
    with line.cursor() as cursor:
        cursor.execute("SELECT %(number)s + 50", {"number": 1})
    assert _prepared(line, "+ 40") == [3]
    assert _prepared(line, "+ 50") == [], "what is asked now and then is not kept"


def test_a_prepared_statement_is_watched_and_its_error_is_one_of_django(line):
    if line is None:
        return
    seen = []

    def watch(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with line.execute_wrapper(watch), line.prepared() as cursor, pytest.raises(ProgrammingError):
        cursor.execute("SELECT %(number)s FROM nowhere", {"number": 1})
    assert seen == ["SELECT %(number)s FROM nowhere"]
    assert line.is_usable()
