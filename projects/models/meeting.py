"""Bodies of the region, their meetings, and who sits in them."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from projects.enums import BodyKind
from samenkracht.accounts.roles import SEATED_ROLES

if TYPE_CHECKING:
    from samenkracht.accounts.models import User


class BodyQuerySet(models.QuerySet["Body"]):
    def valid_on(self, day: date) -> Self:
        """Those that exist on this day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gt=day))


class Body(models.Model):
    """A standing body (gremium). ``subject`` is short, such as "J&O"; a body about everything has none."""

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=BodyKind.choices)
    subject = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=120)
    # Whether its meetings may be attended by everybody unless a meeting is closed.
    is_public = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(name="body_kind_known", condition=Q(kind__in=BodyKind.values)),
            models.CheckConstraint(name="body_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="body_ends_after_start",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(name="body_not_own_successor", condition=Q(successor=None) | ~Q(successor=F("id"))),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject}".strip()


class BodyMember(models.Model):
    """A user who sits in a body, for as long as the row is there."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "user"], name="body_member_once")]

    def __str__(self) -> str:
        return f"{self.body_id} {self.user_id}"


def seat_ids(user: "User") -> frozenset[int]:
    """The bodies in which ``user`` sits. Looked up once per user object, so once per request."""
    known: frozenset[int] | None = user.__dict__.get("_seat_ids")
    if known is None:
        sits = user.has_role(*SEATED_ROLES)
        ids = BodyMember.objects.filter(user_id=user.pk).values_list("body_id", flat=True) if sits else []
        known = user.__dict__["_seat_ids"] = frozenset(ids)
    return known


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def coming(self, today: date) -> Self:
        """Today and later, the nearest first."""
        return self.filter(held_on__gte=today).order_by("held_on", "starts_at", "pk")

    def past(self, today: date) -> Self:
        """Before today, the latest first."""
        return self.filter(held_on__lt=today).order_by("-held_on", "-starts_at", "-pk")

    def with_words(self) -> Self:
        """With what ``Meeting.words`` reads."""
        return self.prefetch_related("bodies")


class Meeting(models.Model):
    """One session of one body, or of several together. ``part`` says so when they share only a part of it."""

    bodies = models.ManyToManyField(Body, related_name="meetings")
    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    part = models.CharField(max_length=60, blank=True)
    is_closed = models.BooleanField(default=False)
    # The last day on which papers can be handed in (uiterste aanleverdatum).
    papers_due = models.DateField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="meeting_papers_due_before", condition=Q(papers_due=None) | Q(papers_due__lte=F("held_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.held_on.isoformat()}"

    def is_past(self, today: date) -> bool:
        """Whether it was to be before this day."""
        return self.held_on < today

    def papers_are_late(self, today: date) -> bool:
        """Whether papers can no longer be handed in for a meeting that is still to come."""
        return self.papers_due is not None and self.papers_due < today <= self.held_on

    @property
    def words(self) -> str:
        """Such as "PFHO J&O en G&O (overlappend gedeelte)"; reads the bodies, so prefetch them for a list."""
        return words_of(self.bodies.all(), self.part)


def words_of(bodies: Iterable[Body], part: str = "") -> str:
    """What a meeting of these bodies is called: bodies of one kind share its name."""
    by_kind: dict[str, list[str]] = {}
    for body in sorted(bodies, key=lambda body: (body.position, body.name)):
        by_kind.setdefault(str(body.get_kind_display()), []).append(body.subject)
    names = [f"{kind} {' en '.join(filter(None, subjects))}".strip() for kind, subjects in by_kind.items()]
    return " en ".join(names) + (f" ({part})" if part else "")
