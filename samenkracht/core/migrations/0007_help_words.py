"""Take the rule for a telephone number out of the words that an installation got.

14 and an area code reaches only a municipality that joined, under its own area code: who lives where another code is in
use would call in vain. What somebody wrote on screen stays.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

BEFORE = {
    "text": "Voor hulp die geen haast heeft, belt u uw gemeente: 14 en dan uw netnummer.",
    "text_en": "For help that is not urgent, call your municipality: 14 and then your area code.",
}
AFTER = {
    "text": "Voor hulp die geen haast heeft, belt u uw gemeente.",
    "text_en": "For help that is not urgent, call your municipality.",
}


def reword(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("core", "RegionText").objects.filter(key="help_words")
    for name, words in BEFORE.items():
        rows.filter(**{name: words}).update(**{name: AFTER[name]})


class Migration(migrations.Migration):
    dependencies = [("core", "0006_region_texts")]

    operations = [migrations.RunPython(reword, migrations.RunPython.noop)]
