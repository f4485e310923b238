"""The table of the shared cache (limits on logging in live there, so they hold over all processes)."""

from django.core.management import call_command
from django.db import migrations


def make(apps: object, schema_editor: object) -> None:
    call_command("createcachetable", "cache_entries", database="default", verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
