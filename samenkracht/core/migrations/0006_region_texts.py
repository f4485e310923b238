from typing import Any

from django.conf import settings
from django.db import migrations, models

HELP_WORDS = (
    "Voor hulp die geen haast heeft, belt u uw gemeente: 14 en dan uw netnummer.",
    "For help that is not urgent, call your municipality: 14 and then your area code.",
)


def copy_settings(apps: Any, schema_editor: object) -> None:
    """An installation keeps the name, mail address and telephone that its settings gave; from here on they are data."""
    RegionText = apps.get_model("core", "RegionText")
    for key in ("name", "motto", "email", "phone"):
        if settings.REGION[key]:
            RegionText.objects.create(key=key, text=settings.REGION[key])
    RegionText.objects.create(key="help_words", text=HELP_WORDS[0], text_en=HELP_WORDS[1])


class Migration(migrations.Migration):
    dependencies = [("core", "0005_reference_edition")]

    operations = [
        migrations.CreateModel(
            name="RegionText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=20, unique=True)),
                ("text", models.CharField(blank=True, max_length=400)),
                ("text_en", models.CharField(blank=True, max_length=400)),
            ],
        ),
        migrations.RunPython(copy_settings, migrations.RunPython.noop),
    ]
