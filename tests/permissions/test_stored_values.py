"""No page falls because of one stored value: what stands in the way of one row keeps nobody from the others."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from samenkracht.core.values.dates import KnownDateField
from tests.permissions.harness import Route, expected, routes
from tests.permissions.world import World

PARTS = ("resident", "leader", "other_leader", "coordinator", "director", "secretary", "administrator")
OWN_APPS = ("projects", "participation", "reports", "accounts", "audit")


def columns(kind: type[models.Field]) -> list[tuple[str, str]]:
    """Every table and column of the portal's own that holds this kind of value."""
    own = [model for model in apps.get_models() if model._meta.app_label in OWN_APPS]
    return [(model._meta.db_table, field.column) for model in own for field in model._meta.local_fields
            if isinstance(field, kind)]  # fmt: skip


def plant(table: str, column: str, value: str) -> bool:
    """Store a value past the portal, in the oldest row of the table; gives whether there was a row."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        cursor.execute(f'SELECT MIN(id) FROM "{table}"')  # noqa: S608 - names of our own models
        first = cursor.fetchone()[0]
        if first is not None:
            cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE id = %s', [value, first])  # noqa: S608 - names of our own models
    return first is not None


def lists() -> Iterator[Route]:
    for route in routes():
        # Whether the worker runs is no matter of what is stored.
        if route.kind in ("page", "form") and not route.object and "GET" in route.methods and route.name != "health":
            yield route


def fallen(world: World) -> list[str]:
    """The lists that do not answer as they should."""
    found = []
    for part in PARTS:
        client: Client = world.visitor(part)
        client.raise_request_exception = False
        for route in lists():
            if expected(route, part, "kind") != "served":
                continue
            status = client.get(reverse(route.name)).status_code
            if status >= 500:
                found.append(f"{part} {route.name} {status}")
    return found


@pytest.mark.parametrize("value", ["٢٠٢٧", "2027-13"])
def test_date_that_cannot_be_read_takes_no_list_down(world, value):
    """In one row of every table, and in every column that holds a date; and the rows are all there."""
    without = {table for table, column in columns(KnownDateField) if not plant(table, column, value)}
    assert without <= {"projects_statechange", "projects_phasechange"}, "the world has no row in these"
    assert fallen(world) == []
    for place in ("/werkplek/projecten/", "/dashboard/"):
        page = world.visitor("coordinator").get(place).content.decode()
        assert all(canary in page for canary in world.canaries.values()), place
