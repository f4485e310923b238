"""What was shown is remembered, and stays as it was."""

import django.db.models.deletion
from django.db import migrations, models

from samenkracht.core.db.immutable import refuse_changes


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0004_versions_frozen"),
        ("reports", "0006_evaluation_plan_version"),
    ]

    operations = [
        migrations.CreateModel(
            name="ShownBreakdown",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=120)),
                ("asking", models.CharField(max_length=64)),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("as_of", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="projects.project"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "subject", "asking", "digest"), name="breakdown_shown_once"
                    )
                ],
            },
        ),
        *refuse_changes("reports_shownbreakdown", deletes="allowed"),
    ]
