import re
from typing import Any

from django.db import migrations, models

INVITES = re.compile(r"\bvul\b.*\bvragenlijst|/formulieren/", re.IGNORECASE | re.DOTALL)


def tick(apps: Any, schema_editor: Any) -> None:
    """Texts that invite to fill in a form follow its state from now on."""
    for project in apps.get_model("projects", "Project").objects.exclude(act_now="").only("act_now"):
        if INVITES.search(project.act_now):
            project.act_now_while_open = True
            project.save(update_fields=["act_now_while_open"])


class Migration(migrations.Migration):
    dependencies = [("projects", "0007_digits_of_dates")]

    operations = [
        migrations.AddField("project", "act_now_while_open", models.BooleanField(default=False)),
        migrations.RunPython(tick, migrations.RunPython.noop),
    ]
