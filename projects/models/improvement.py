"""What an evaluation asks to do better, with who does it and by when."""

from datetime import date

from django.db import models
from django.db.models import Q

from projects.enums import OPEN_IMPROVEMENTS, ImprovementState
from projects.models.project import Project
from samenkracht.core.values.dates import KnownDateField


class ImprovementProposal(models.Model):
    """A verbetervoorstel of a project. ``owner`` is a function, not the name of a person."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="improvements")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    owner = models.CharField(max_length=120)
    due = KnownDateField()
    state = models.CharField(max_length=10, choices=ImprovementState.choices, default=ImprovementState.PROPOSED)
    # What came of it, or why not.
    outcome = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="improvement_state_known", condition=Q(state__in=ImprovementState.values)),
            models.CheckConstraint(name="improvement_has_text_and_owner", condition=~Q(text="") & ~Q(owner="")),
            models.CheckConstraint(
                name="improvement_dropped_says_why",
                condition=~Q(state=ImprovementState.DROPPED) | ~Q(outcome=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it, or to decide about it."""
        return self.state in OPEN_IMPROVEMENTS

    def is_late(self, day: date) -> bool:
        """Whether it should have been done before this day and is not."""
        late: bool = self.is_open and self.due.is_late(day)
        return late
