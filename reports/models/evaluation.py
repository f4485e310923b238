"""The evaluation of a project by who organised it: promise beside reality, and a judgement with reasons."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from projects.enums import ParticipationLevel, PolicyPhase
from projects.models import PlanLine, PlanVersion, Project
from reports.enums import Criterion, Rating


class Evaluation(models.Model):
    """One evaluation of a project; there may be one for each phase that was closed. Numbered per project."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    # The phase that it looks back on; empty: the whole project.
    phase = models.CharField(max_length=16, choices=PolicyPhase.choices, blank=True)
    results = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    created_at = models.DateTimeField()
    # The plan that it looks back on, once it is closed; None when nothing was decided then.
    plan_version = models.ForeignKey(PlanVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # From then on it stays as it is.
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="evaluation_once"),
            models.CheckConstraint(name="evaluation_phase_known", condition=Q(phase__in=["", *PolicyPhase.values])),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} evaluatie {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation", kwargs={"slug": self.project.slug, "number": self.number})


class CriterionRating(models.Model):
    """The judgement on one criterion, with its reason."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.CharField(max_length=20, choices=Criterion.choices)
    rating = models.CharField(max_length=12, choices=Rating.choices)
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "criterion"], name="criterion_rated_once"),
            models.CheckConstraint(name="criterion_known", condition=Q(criterion__in=Criterion.values)),
            models.CheckConstraint(name="criterion_rating_known", condition=Q(rating__in=Rating.values)),
            models.CheckConstraint(name="criterion_rating_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.criterion} {self.rating}"


class LineReality(models.Model):
    """What became of the promise of one plan line: the level that was reached, and why if it differs."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="realities")
    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=14, choices=ParticipationLevel.choices, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "line"], name="line_reality_once"),
            models.CheckConstraint(
                name="line_reality_level_known", condition=Q(level__in=["", *ParticipationLevel.values])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.line_id}"
