import secrets
from typing import Any

from django.db import migrations, models


def first_edition(apps: Any, schema_editor: object) -> None:
    apps.get_model("core", "ReferenceEdition").objects.create(pk=1, edition=secrets.token_hex(8))


class Migration(migrations.Migration):
    dependencies = [("core", "0004_cache_entry")]

    operations = [
        migrations.CreateModel(
            name="ReferenceEdition",
            fields=[
                ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("edition", models.CharField(max_length=16)),
            ],
        ),
        migrations.RunPython(first_edition, migrations.RunPython.noop),
    ]
