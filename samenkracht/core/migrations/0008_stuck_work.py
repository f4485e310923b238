from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0007_help_words")]
    operations = [
        migrations.CreateModel(
            name="StuckWork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("group_id", models.BigIntegerField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("since", models.DateTimeField()),
                ("next_try_at", models.DateTimeField()),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(max_length=60)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "group_id"), name="stuck_work_once")],
            },
        ),
    ]
