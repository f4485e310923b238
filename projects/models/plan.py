"""The participation plan: which input, from whom, what for, how it is collected and how it is used."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string

from projects.enums import (
    DECIDED_PLANS,
    LEVEL_PROMISES,
    OPEN_PLANS,
    ExpertRole,
    ParticipationLevel,
    PlanStatus,
    PolicyPhase,
)
from projects.models.meeting import Meeting
from projects.models.project import Project
from samenkracht.core.values.dates import KnownDateField

# Without signs that look alike, since people read keys to each other.
KEY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_line_key() -> str:
    """A key for a plan line, given once and never derived from its words."""
    return get_random_string(8, KEY_ALPHABET)


# The parts of a plan that are told once, for all lines (context.md 2.5; the other parts stand on the lines).
PLAN_TEXTS = ("motive", "room", "planning", "roles", "communication", "privacy", "feedback", "evaluation", "means")


class ParticipationPlan(models.Model):
    """The one plan of a project: the working copy. What was submitted and decided stands in its versions."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="plan")
    status = models.CharField(max_length=11, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    motive = models.TextField(blank=True)
    # The subject and its constraints (kaders): what is fixed, and where there is room.
    room = models.TextField(blank=True)
    planning = models.TextField(blank=True)
    roles = models.TextField(blank=True)
    communication = models.TextField(blank=True)
    privacy = models.TextField(blank=True)
    feedback = models.TextField(blank=True)
    evaluation = models.TextField(blank=True)
    means = models.TextField(blank=True)
    # "No participation, because ...": a decision of its own, with who accepted it; then the plan has no lines.
    no_participation_reason = models.TextField(blank=True)
    # A function, such as "bestuurlijk opdrachtgever".
    no_participation_accepted_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="plan_status_known", condition=Q(status__in=PlanStatus.values))]

    def __str__(self) -> str:
        return f"participatieplan {self.project_id}"

    @property
    def is_open(self) -> bool:
        """Whether its promises may be changed."""
        return self.status in OPEN_PLANS

    @property
    def is_decided(self) -> bool:
        """Whether it was agreed or established."""
        return self.status in DECIDED_PLANS

    @property
    def is_without_participation(self) -> bool:
        return self.no_participation_reason != ""


class PlanVersion(models.Model):
    """The plan as it was submitted, with what came of it. The database refuses to change what was submitted."""

    plan = models.ForeignKey(ParticipationPlan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    # SUBMITTED until somebody decides; then RETURNED, WITHDRAWN, AGREED, ESTABLISHED.
    outcome = models.CharField(max_length=11, choices=PlanStatus.choices, default=PlanStatus.SUBMITTED)
    submitted_at = models.DateTimeField()
    submitted_by_id = models.BigIntegerField(null=True, blank=True)
    remarks = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_id = models.BigIntegerField(null=True, blank=True)
    # The meeting in which a body established it.
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.CheckConstraint(
                name="plan_version_outcome_known",
                condition=Q(outcome__in=PlanStatus.values) & ~Q(outcome=PlanStatus.DRAFT),
            ),
            models.CheckConstraint(
                name="plan_version_returned_says_why", condition=~Q(outcome=PlanStatus.RETURNED) | ~Q(remarks="")
            ),
            models.CheckConstraint(
                name="plan_version_established_in_meeting",
                condition=~Q(outcome=PlanStatus.ESTABLISHED) | Q(meeting__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} versie {self.number}"


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
    # So that this group can take part: plain words, a helper, travel costs, a place that can be reached.
    measures = models.TextField(blank=True)
    phase = models.CharField(max_length=16, choices=PolicyPhase.choices, blank=True)
    level = models.CharField(max_length=14, choices=ParticipationLevel.choices, blank=True)
    level_reason = models.TextField(blank=True)
    period_start = KnownDateField()
    period_end = KnownDateField()
    # Who sees to it; a function, not the name of a person.
    owner = models.CharField(max_length=120, blank=True)
    experts = models.CharField(max_length=12, choices=ExpertRole.choices, blank=True)
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
            models.CheckConstraint(name="plan_line_phase_known", condition=Q(phase__in=["", *PolicyPhase.values])),
            models.CheckConstraint(name="plan_line_experts_known", condition=Q(experts__in=["", *ExpertRole.values])),
        ]

    def __str__(self) -> str:
        return self.input

    @property
    def promise(self) -> str:
        """What the region commits to, in words for residents; empty while no step is chosen."""
        return str(LEVEL_PROMISES[ParticipationLevel(self.level)]) if self.level else ""
