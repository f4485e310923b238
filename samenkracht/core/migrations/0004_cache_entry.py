from django.db import migrations, models


class Migration(migrations.Migration):
    """Changes no table: it gives the one of 0002 a name in the code."""

    dependencies = [("core", "0003_opening")]

    operations = [
        migrations.CreateModel(
            name="CacheEntry",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "cache_entries", "managed": False},
        ),
    ]
