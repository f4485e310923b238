"""What a project is paid from, and until when."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from projects.models.project import Project
from samenkracht.core.values.dates import KnownDateField

# Long enough before the end to ask a meeting for more.
ENDING_WITHIN = timedelta(days=183)


class Funding(models.Model):
    """One source of money. ``is_structural`` money comes back every year and has no end that anybody knows."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="fundings")
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    # In whole euros.
    amount = models.PositiveIntegerField(null=True, blank=True)
    is_structural = models.BooleanField(default=False)
    starts = KnownDateField()
    ends = KnownDateField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="funding_has_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="funding_ends_unless_structural", condition=Q(is_structural=True) | ~Q(ends="")
            ),
        ]

    def __str__(self) -> str:
        return self.source

    def is_ending(self, day: date) -> bool:
        """Whether the money is gone, or will be within half a year of this day."""
        last = self.ends.last_day
        return last is not None and last < day + ENDING_WITHIN
