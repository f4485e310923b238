from typing import Any

from django.db import migrations, models


def open_up(apps: Any, schema_editor: object) -> None:
    """A database that migrations made or brought on is no restored one."""
    apps.get_model("core", "Opening").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("core", "0002_cache_table")]

    operations = [
        migrations.CreateModel(
            name="Opening",
            fields=[("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False))],
        ),
        migrations.RunPython(open_up, migrations.RunPython.noop),
    ]
