"""The municipalities of the region through the years, and where a postcode may lie."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from projects.enums import Membership


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def valid_on(self, day: date) -> Self:
        """Those that belong to the region on this day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gt=day))


class Municipality(models.Model):
    """A member of the region from ``valid_from`` (None: as long as we know) until, not including, ``valid_until``."""

    code = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=60)
    province = models.CharField(max_length=30)
    membership = models.CharField(max_length=10, choices=Membership.choices, default=Membership.FULL)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="municipality_membership_known", condition=Q(membership__in=Membership.values)),
            models.CheckConstraint(
                name="municipality_ends_after_start",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="municipality_successor_needs_end", condition=Q(successor=None) | Q(valid_until__isnull=False)
            ),
            models.CheckConstraint(
                name="municipality_not_own_successor", condition=Q(successor=None) | ~Q(successor=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )

    def standing_on(self, day: date) -> str:
        """``in_force``, ``coming`` or ``past``."""
        if self.is_valid_on(day):
            return "in_force"
        return "coming" if self.valid_from is not None and day < self.valid_from else "past"

    def overlaps(self, other: "Municipality") -> bool:
        """Whether there is a day on which both take part."""
        return (self.valid_from is None or other.valid_until is None or self.valid_from < other.valid_until) and (
            other.valid_from is None or self.valid_until is None or other.valid_from < self.valid_until
        )


def follows_itself(pk: int, after: Mapping[int, int | None]) -> bool:
    """Whether who goes from successor to successor (``after``, by number) comes back at ``pk``."""
    seen: set[int] = set()
    here = after.get(pk)
    while here is not None and here not in seen:
        if here == pk:
            return True
        seen.add(here)
        here = after.get(here)
    return False


class PostcodeArea(models.Model):
    """The four digits of a postcode lie, wholly or partly, in this municipality; several rows when it may be any."""

    pc4 = models.CharField(max_length=4, db_index=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="postcode_areas")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pc4", "municipality"], name="postcode_area_once"),
            models.CheckConstraint(name="postcode_area_four_digits", condition=Q(pc4__gte="1000", pc4__lte="9999")),
        ]

    def __str__(self) -> str:
        return f"{self.pc4} {self.municipality_id}"


class PostcodeUpload(models.Model):
    """A table of postcodes that was read and waits for a decision; ``against`` tells which one it was held beside."""

    areas = models.JSONField()
    against = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"postcodes of {self.created_at.isoformat()}"
