import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import samenkracht.core.values.dates


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ParticipationPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("status", models.CharField(choices=[("draft", "concept")], default="draft", max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=80)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "title"],
            },
        ),
        migrations.CreateModel(
            name="Municipality",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=4, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("province", models.CharField(max_length=30)),
                (
                    "membership",
                    models.CharField(
                        choices=[("full", "volledig"), ("partial", "gedeeltelijk")], default="full", max_length=10
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="projects.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=8, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("input", models.TextField()),
                ("from_whom", models.TextField()),
                ("purpose", models.TextField()),
                ("method", models.TextField()),
                ("use", models.TextField()),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("inform", "Informeren"),
                            ("consult", "Raadplegen"),
                            ("advise", "Adviseren"),
                            ("coproduce", "Coproduceren"),
                            ("codecide", "Meebeslissen"),
                            ("self_organise", "Zelforganisatie"),
                        ],
                        max_length=14,
                    ),
                ),
                ("target_number", models.PositiveIntegerField(blank=True, null=True)),
                ("feedback_due", samenkracht.core.values.dates.KnownDateField(blank=True, default="")),
                ("feedback_given", samenkracht.core.values.dates.KnownDateField(blank=True, default="")),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="projects.participationplan",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PostcodeArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pc4", models.CharField(db_index=True, max_length=4)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postcode_areas",
                        to="projects.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("summary", models.TextField(blank=True)),
                ("priorities", models.TextField(blank=True)),
                ("planned_start", samenkracht.core.values.dates.KnownDateField(blank=True, default="")),
                ("planned_end", samenkracht.core.values.dates.KnownDateField(blank=True, default="")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "voorgenomen"),
                            ("running", "loopt"),
                            ("paused", "ligt stil"),
                            ("completed", "afgerond"),
                            ("stopped", "gestopt"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("agenda_setting", "agendering"),
                            ("development", "ontwikkeling"),
                            ("implementation", "uitvoering"),
                            ("evaluation", "evaluatie"),
                        ],
                        default="agenda_setting",
                        max_length=16,
                    ),
                ),
                ("contact_function", models.CharField(blank=True, max_length=120)),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
                ("contact_phone", models.CharField(blank=True, max_length=30)),
                ("is_public", models.BooleanField(default=False)),
                ("search_text", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="projects.programme",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProgressItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("result", "Resultaten tot nu toe"), ("planning", "Voortgang en planning")],
                        max_length=10,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="progress_items",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="participationplan",
            name="project",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="plan", to="projects.project"
            ),
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="goals", to="projects.project"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[("leader", "projectleider"), ("deputy", "vervanger"), ("editor", "redacteur")],
                        max_length=10,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="projects.project"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.CheckConstraint(
                condition=models.Q(("membership__in", ["full", "partial"])), name="municipality_membership_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None),
                    ("valid_until", None),
                    ("valid_until__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="municipality_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.CheckConstraint(
                condition=models.Q(("successor", None), ("valid_until__isnull", False), _connector="OR"),
                name="municipality_successor_needs_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("successor", None), models.Q(("successor", models.F("id")), _negated=True), _connector="OR"
                ),
                name="municipality_not_own_successor",
            ),
        ),
        migrations.AddConstraint(
            model_name="planline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("level__in", ["", "inform", "consult", "advise", "coproduce", "codecide", "self_organise"])
                ),
                name="plan_line_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="planline",
            constraint=models.CheckConstraint(
                condition=models.Q(("target_number", None), ("target_number__gt", 0), _connector="OR"),
                name="plan_line_target_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="planline",
            constraint=models.CheckConstraint(
                condition=models.Q(("input", ""), _negated=True), name="plan_line_has_input"
            ),
        ),
        migrations.AddConstraint(
            model_name="postcodearea",
            constraint=models.UniqueConstraint(fields=("pc4", "municipality"), name="postcode_area_once"),
        ),
        migrations.AddConstraint(
            model_name="postcodearea",
            constraint=models.CheckConstraint(
                condition=models.Q(("pc4__gte", "1000"), ("pc4__lte", "9999")), name="postcode_area_four_digits"
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["is_public", "state"], name="project_public_state"),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["planned", "running", "paused", "completed", "stopped"])),
                name="project_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(("phase__in", ["agenda_setting", "development", "implementation", "evaluation"])),
                name="project_phase_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="project_has_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_public", False),
                    models.Q(models.Q(("summary", ""), _negated=True), models.Q(("contact_email", ""), _negated=True)),
                    _connector="OR",
                ),
                name="project_public_has_summary_and_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["result", "planning"])), name="progress_item_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="progressitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="progress_item_has_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="participationplan",
            constraint=models.CheckConstraint(condition=models.Q(("status__in", ["draft"])), name="plan_status_known"),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="goal_has_text"),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(fields=("project", "user"), name="team_member_once"),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("part", "leader")), fields=("project",), name="team_one_leader"
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("part", "deputy")), fields=("project",), name="team_one_deputy"
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["leader", "deputy", "editor"])), name="team_part_known"
            ),
        ),
    ]
