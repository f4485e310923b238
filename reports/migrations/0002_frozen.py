"""The database itself refuses to change what was frozen: the content of a report, its files, and daily figures."""

from django.db import migrations

from samenkracht.core.db.immutable import refuse_changes


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_reports")]

    operations = [
        *refuse_changes(
            "reports_report",
            columns=("content", "digest", "as_of", "title", "year", "slug", "edition", "period_start", "period_until"),
            deletes="allowed",
        ),
        *refuse_changes("reports_reportfile", deletes="allowed"),
        *refuse_changes("reports_dailyfigure", deletes="allowed"),
        *refuse_changes("reports_dailybatch", deletes="allowed"),
    ]
