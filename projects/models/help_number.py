"""Whom a resident can call now, in the whole region or in one municipality."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from projects.models.municipality import Municipality
from samenkracht.core.web.languages import OwnWords


class HelpNumberQuerySet(models.QuerySet["HelpNumber"]):
    def valid_on(self, day: date) -> Self:
        """Those that can be called on this day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gt=day))


class HelpNumber(models.Model):
    """A number to call from ``valid_from`` until, not including, ``valid_until``; None: without a beginning or an end.

    ``number`` is shown, ``tel`` is dialled. Without a municipality it is for the whole region.
    """

    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="help_numbers"
    )
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    number = models.CharField(max_length=24)
    tel = models.CharField(max_length=17)
    hours = models.CharField(max_length=120, blank=True)
    hours_en = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField()
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    objects = HelpNumberQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="help_number_ends_after_start",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> OwnWords:
        """What it is called, in the language of the page when there is one."""
        return OwnWords(self.name, self.name_en)

    @property
    def open_hours(self) -> OwnWords:
        return OwnWords(self.hours, self.hours_en)
