"""The database itself refuses to change a published version."""

from django.db import migrations

from samenkracht.core.db.immutable import refuse_changes


class Migration(migrations.Migration):
    dependencies = [("participation", "0001_initial")]

    operations = refuse_changes("participation_formversion")
