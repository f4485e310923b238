"""The municipalities, postcode areas and programmes of the region, from the files in projects/data/."""

import json
from datetime import date
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DATA = Path(__file__).resolve().parent.parent / "data"


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def load_municipalities(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Municipality = apps.get_model("projects", "Municipality")
    PostcodeArea = apps.get_model("projects", "PostcodeArea")
    data = json.loads((DATA / "municipalities.json").read_text(encoding="utf-8"))
    by_code = {}
    for row in data["municipalities"]:
        by_code[row["code"]] = Municipality.objects.create(**row | {"valid_from": day(row["valid_from"])})
    PostcodeArea.objects.bulk_create(
        PostcodeArea(pc4=pc4, municipality=by_code[code]) for code, areas in data["postcodes"].items() for pc4 in areas
    )


def load_programmes(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Programme = apps.get_model("projects", "Programme")
    rows = json.loads((DATA / "programmes.json").read_text(encoding="utf-8"))["programmes"]
    Programme.objects.bulk_create(Programme(position=position, **row) for position, row in enumerate(rows, 1))


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_projects")]

    operations = [
        migrations.RunPython(load_municipalities, migrations.RunPython.noop),
        migrations.RunPython(load_programmes, migrations.RunPython.noop),
    ]
