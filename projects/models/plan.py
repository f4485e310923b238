"""The participation plan: which input, from whom, what for, how it is collected and how it is used."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string

from projects.enums import LEVEL_PROMISES, ParticipationLevel, PlanStatus
from projects.models.project import Project
from samenkracht.core.dates import KnownDateField

# Without signs that look alike, since people read keys to each other.
KEY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_line_key() -> str:
    """A key for a plan line, given once and never derived from its words."""
    return get_random_string(8, KEY_ALPHABET)


class ParticipationPlan(models.Model):
    """The one plan of a project."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="plan")
    status = models.CharField(max_length=10, choices=PlanStatus.choices, default=PlanStatus.DRAFT)

    # Set by queries.with_page: the lines that were not taken out, fetched for many projects at once.
    current_lines: "list[PlanLine]"

    class Meta:
        constraints = [models.CheckConstraint(name="plan_status_known", condition=Q(status__in=PlanStatus.values))]

    def __str__(self) -> str:
        return f"participatieplan {self.project_id}"


class PlanLineQuerySet(models.QuerySet["PlanLine"]):
    def current(self) -> Self:
        """Those that were not taken out of the plan."""
        return self.filter(removed_at=None)


class PlanLine(models.Model):
    """One promise in a plan. A line taken out stays as a row, so that what residents gave for it keeps its place."""

    plan = models.ForeignKey(ParticipationPlan, on_delete=models.CASCADE, related_name="lines")
    key = models.CharField(max_length=8, unique=True)
    position = models.PositiveSmallIntegerField()
    input = models.TextField()
    from_whom = models.TextField()
    purpose = models.TextField()
    method = models.TextField()
    use = models.TextField()
    level = models.CharField(max_length=14, choices=ParticipationLevel.choices, blank=True)
    target_number = models.PositiveIntegerField(null=True, blank=True)
    feedback_due = KnownDateField()
    feedback_given = KnownDateField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PlanLineQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="plan_line_level_known", condition=Q(level__in=["", *ParticipationLevel.values])
            ),
            models.CheckConstraint(
                name="plan_line_target_positive", condition=Q(target_number=None) | Q(target_number__gt=0)
            ),
            models.CheckConstraint(name="plan_line_has_input", condition=~Q(input="")),
        ]

    def __str__(self) -> str:
        return self.input

    @property
    def promise(self) -> str:
        """What the region commits to, in words for residents; empty while no step is chosen."""
        return str(LEVEL_PROMISES[ParticipationLevel(self.level)]) if self.level else ""
