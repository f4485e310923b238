"""The figures that everybody but the team sees: counted once a day, small groups hidden when written."""

from typing import Self

from django.db import models

from projects.models import Project


class DailyBatch(models.Model):
    """All figures as of one moment. There is one a day."""

    day = models.DateField(unique=True)
    as_of = models.DateTimeField()
    made_at = models.DateTimeField()
    # Over all figures of the batch as they were written, the facts of the register too.
    digest = models.CharField(max_length=64)

    class Meta:
        get_latest_by = "day"

    def __str__(self) -> str:
        return self.day.isoformat()


class DailyFigureQuerySet(models.QuerySet["DailyFigure"]):
    def of_projects(self, ids: frozenset[int]) -> Self:
        return self.filter(project_id__in=ids)


class DailyFigure(models.Model):
    """One figure about one project: definition and version, parameters, what came out, over which rows.

    ``content`` is the figure as reports.figures.content writes it: value, groups, ranges of ids, digest over the rows.
    """

    batch = models.ForeignKey(DailyBatch, on_delete=models.CASCADE, related_name="figures")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    definition = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    # What tells two figures of one definition apart: the question's form and key.
    part = models.CharField(max_length=120, blank=True)
    position = models.PositiveIntegerField(default=0)
    value = models.PositiveIntegerField()
    content = models.JSONField()

    objects = DailyFigureQuerySet.as_manager()

    class Meta:
        ordering = ["project_id", "definition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "project", "definition", "part"], name="daily_figure_once"),
        ]
        indexes = [models.Index(fields=["batch", "definition"], name="daily_by_definition")]

    def __str__(self) -> str:
        return f"{self.definition} {self.project_id} {self.value}"
