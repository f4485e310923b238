"""The migrations that wrote stored dates in digits of another script in the digits that the portal reads."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from projects.models import Project
from reports.models import Registration
from samenkracht.core.values.dates import KnownDateField
from tests.factories.projects import ProjectFactory
from tests.factories.proposals import RegistrationFactory

pytestmark = pytest.mark.django_db
STORED = {"٢٠٢٧-٠٦": "2027-06", "२०२७": "2027", "2027-13": "2027-13", "2027-06-12": "2027-06-12", "": ""}


def planted(table: str, column: str, pk: int, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE id = %s', [value, pk])  # noqa: S608 - our own names


def stored(table: str, column: str) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT id, "{column}" FROM "{table}"')  # noqa: S608 - our own names
        return dict(cursor.fetchall())


@pytest.mark.parametrize(
    ("migration", "factory", "model", "column"),
    [
        ("projects.migrations.0007_digits_of_dates", ProjectFactory, Project, "planned_end"),
        ("reports.migrations.0008_digits_of_dates", RegistrationFactory, Registration, "registered_on"),
    ],
)
def test_digits_of_other_scripts_are_rewritten_and_nothing_else(migration, factory, model, column):
    """A second run changes nothing more."""
    table = model._meta.db_table
    meant = {}
    for before, after in STORED.items():
        pk = factory.create().pk
        planted(table, column, pk, before)
        meant[pk] = after
    rewrite = import_module(migration).rewrite

    for _time in range(2):
        rewrite(apps, None)
        assert stored(table, column) == meant


@pytest.mark.parametrize(
    "name", ["projects.migrations.0007_digits_of_dates", "reports.migrations.0008_digits_of_dates"]
)
def test_every_column_of_dates_is_rewritten(name):
    """Those of today; a column that comes later has no old digits in it, and is named here then."""
    app = name.partition(".")[0]
    own = {
        model.__name__: {field.name for field in model._meta.local_fields if isinstance(field, KnownDateField)}
        for model in apps.get_app_config(app).get_models()
    }
    covered = {model: set(columns) for model, columns in import_module(name).COLUMNS.items()}
    assert covered == {model: columns for model, columns in own.items() if columns}
