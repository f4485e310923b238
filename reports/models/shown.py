"""Breakdowns that were shown, in whatever paper or stock: what the next one is held against."""

from django.db import models

from projects.models import Project


class ShownBreakdown(models.Model):
    """One breakdown as people saw it. ``content`` is the figure as reports.figures.content writes it.

    Kept apart from the papers, because what was seen stays known when a paper goes.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    # What its groups are of; breakdowns of one subject can be subtracted from each other.
    subject = models.CharField(max_length=120)
    # What was asked for, apart from the moment: two answers to the same question can stand for each other.
    asking = models.CharField(max_length=64)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    as_of = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "subject", "asking", "digest"], name="breakdown_shown_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.as_of:%Y-%m-%d}"
