"""What was submitted of a plan does not change any more; what came of it is written beside it."""

from django.db import migrations

from samenkracht.core.db.immutable import refuse_changes


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_register_widened")]

    operations = refuse_changes(
        "projects_planversion", columns=("plan_id", "number", "document", "digest", "submitted_at"), deletes="refused"
    )
