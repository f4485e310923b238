"""Write beside each stored report which projects its content names, so that a page can link one that really does."""

from collections.abc import Mapping
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from samenkracht.core.db.immutable import refuse_changes

FROZEN = (
    "content", "digest", "as_of", "title", "year", "slug", "edition", "period_start", "period_until", "kind",
    "project_id", "proposal_id", "project_slugs",
)  # fmt: skip


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("reports", "Report").objects.all()
    for pk, content in rows.values_list("pk", "content").iterator():
        rows.filter(pk=pk).update(project_slugs=sorted(slugs(content)))


def slugs(content: Any) -> set[str]:
    """The projects of a document of any kind and schema so far; what cannot be read names none."""
    if not isinstance(content, Mapping):
        return set()
    chapters = content.get("chapters")
    parts = [content, *chapters] if isinstance(chapters, list) else [content]
    found = {part.get("slug") for part in parts if isinstance(part, Mapping)}
    return {slug for slug in found if isinstance(slug, str) and slug}


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_digits_of_dates")]

    operations = [
        migrations.AddField(
            model_name="report", name="project_slugs", field=models.JSONField(blank=True, default=list)
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *refuse_changes("reports_report", columns=FROZEN, deletes="allowed"),
    ]
