"""What the councils agreed on for a term, the programmes that carry it out, and its priorities."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q


class CooperationAgendaQuerySet(models.QuerySet["CooperationAgenda"]):
    def valid_on(self, day: date) -> Self:
        """Those that are in force on this day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)


class CooperationAgenda(models.Model):
    """A regionale samenwerkingsagenda (RSA), in force from ``valid_from`` until, not including, ``valid_until``."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    objects = CooperationAgendaQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "title"]
        constraints = [
            models.CheckConstraint(
                name="agenda_ends_after_start", condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from"))
            ),
            models.CheckConstraint(name="agenda_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="agenda_not_own_successor", condition=Q(successor=None) | ~Q(successor=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Programme(models.Model):
    """A part of the Uitvoeringsprogramma of an agenda."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=80)
    agenda = models.ForeignKey(
        CooperationAgenda, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class Priority(models.Model):
    """A speerpunt: one point of an agenda that projects cite."""

    agenda = models.ForeignKey(CooperationAgenda, on_delete=models.PROTECT, related_name="priorities")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agenda", "title"], name="priority_once_per_agenda"),
            models.CheckConstraint(name="priority_has_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title
