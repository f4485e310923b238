"""The making of a report: the row is the truth, the message is a notification."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from projects.models import Project
from reports.enums import ReportKind, RunStatus
from reports.models.proposal import Proposal

STEPS = ("Wacht op een plek", "Gegevens verzamelen", "Vastzetten", "PDF maken", "Klaarzetten")


class ReportRun(models.Model):
    """One request for a report. ``claim`` counts the workers that took it, so an old one can see that it lost it."""

    kind = models.CharField(max_length=20, choices=ReportKind.choices)
    parameters = models.JSONField()
    # What it is about when that is one project or one proposal: decides who may ask and follow it.
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    # None when the portal itself asked (a command, a schedule).
    requested_by_id = models.BigIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=RunStatus.choices, default=RunStatus.QUEUED)
    created_at = models.DateTimeField()
    # When the run last gave a sign of life: asked, notified, claimed, or at a next step.
    touched_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    claim = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    step = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=len(STEPS) - 1)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["status", "touched_at"], name="run_by_status")]
        constraints = [
            models.CheckConstraint(name="run_status_known", condition=Q(status__in=RunStatus.values)),
            models.CheckConstraint(name="run_kind_known", condition=Q(kind__in=ReportKind.values)),
            models.CheckConstraint(name="run_step_within_steps", condition=Q(step__lte=F("steps"))),
            models.CheckConstraint(
                name="run_failed_says_why",
                condition=(Q(status=RunStatus.FAILED) & ~Q(failure="")) | (~Q(status=RunStatus.FAILED) & Q(failure="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.status}"

    def get_absolute_url(self) -> str:
        return reverse("report_run", kwargs={"run_id": self.pk})

    @property
    def is_over(self) -> bool:
        """Whether nothing will happen any more by itself."""
        return self.status in (RunStatus.DONE, RunStatus.FAILED)

    @property
    def step_in_words(self) -> str:
        return STEPS[min(self.step, len(STEPS) - 1)]

    @property
    def steps_in_words(self) -> list[dict[str, object]]:
        """The steps of the work with whether each is done."""
        over = self.status == RunStatus.DONE
        return [{"words": words, "done": over or number < self.step} for number, words in enumerate(STEPS[1:], 1)]
