"""The database itself refuses to change or remove an event within its seven years."""

from django.db import migrations

from samenkracht.core.db.immutable import refuse_changes


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = refuse_changes("audit_auditevent", deletes="after 7 years of at")
