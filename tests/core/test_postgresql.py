"""The connection to PostgreSQL: between two requests a farewell is heard without asking, and what is in the way of
everybody is read and planned once."""

import contextlib
from unittest import mock

import pytest
from django.db import Error, ProgrammingError, connection, connections
from django.db.backends.postgresql import base as of_django

from samenkracht.core import checks
from tests.services.environment import here


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


def test_what_people_typed_stands_in_no_line_of_the_log_of_the_server(line):
    if line is None:
        return
    written = here.postgresql.log
    before = written.stat().st_size
    with line.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE said (words text UNIQUE CHECK (words <> 'Kanarie8b'), number int)")
        for words, number in (("Kanarie8a", 1), ("Kanarie8a", 2), ("Kanarie8b", 3), ("Kanarie8c", "Kanarie8d")):
            with contextlib.suppress(Error):
                cursor.execute("INSERT INTO said VALUES (%s, %s)", [words, number])
    with line.prepared() as cursor, contextlib.suppress(Error):
        cursor.execute("INSERT INTO said VALUES (%(words)s, 5)", {"words": "Kanarie8a"})
    said = written.read_bytes()[before:].decode(errors="replace")
    assert said.count("duplicate key value violates unique constraint") == 2, "the log tells that something was refused"
    assert "violates check constraint" in said
    assert "Kanarie8" not in said.replace('invalid input syntax for type integer: "Kanarie8d"', "")


def test_a_server_that_quotes_statements_is_named_by_the_check(line):
    if line is None:
        return
    assert checks.postgresql_keeps_values_out_of_its_log(databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("SET log_min_error_statement = 'error'")
        try:
            told = checks.postgresql_keeps_values_out_of_its_log(databases=["default"])
        finally:
            cursor.execute("RESET log_min_error_statement")
    assert [one.hint for one in told] == ["Set log_min_error_statement to panic; it is error."]
    assert checks.postgresql_keeps_values_out_of_its_log(databases=None) == [], "only who asks for it waits for it"
