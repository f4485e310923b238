"""What was frozen stays so, also after its table was made anew, and what a report is about with it."""

from django.db import migrations

from samenkracht.core.db.immutable import refuse_changes

FROZEN = ("content", "digest", "as_of", "title", "year", "slug", "edition", "period_start", "period_until")


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_proposals_and_evaluations")]

    operations = refuse_changes(
        "reports_report", columns=(*FROZEN, "kind", "project_id", "proposal_id"), deletes="allowed"
    )
