"""What residents sent, and its counts."""

from typing import Self

from django.db import models
from django.db.models import Q

from participation.enums import Channel
from participation.models.form import Form, FormVersion
from projects.models import team_ids
from samenkracht.accounts.actors import Actor, Resident, Staff, is_coordinator

# The kind of waiting work that a submission brings: being counted.
PENDING = "submission.count"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, actor: Actor) -> Self:
        """The team its own, the coordinator all, a resident the one of the receipt; agrees with SUBMISSION_READ."""
        if isinstance(actor, Resident):
            return self.filter(receipt_hash=actor.receipt_hash)
        if is_coordinator(actor):
            return self.all()
        if not isinstance(actor, Staff) or not actor.user.is_active:
            return self.none()
        return self.filter(form__project_id__in=team_ids(actor.user))


class Submission(models.Model):
    """One filled-in form: one row, one receipt. ``key`` makes sending twice the same as sending once.
    Answers to sensitive questions stand encrypted in ``answers``, and ``answers_hash`` says nothing of them.
    """

    # Found by ``submission_by_form``; each index more is work for everybody who sends.
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    answers = models.JSONField()
    answers_hash = models.CharField(max_length=64)
    # A code of a member municipality or the key of a way out; "" when not asked.
    municipality = models.CharField(max_length=20, blank=True)
    receipt_hash = models.CharField(max_length=64)
    receipt_version = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    entered_by_id = models.BigIntegerField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["form", "received_at"], name="submission_by_form"),
            models.Index(fields=["receipt_hash"], name="submission_by_receipt"),
        ]
        constraints = [
            models.CheckConstraint(name="submission_channel_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="submission_entered_by_staff_or_online",
                condition=Q(channel=Channel.ONLINE, entered_by_id=None) | ~Q(channel=Channel.ONLINE),
            ),
        ]

    def __str__(self) -> str:
        return f"inzending {self.pk}"


class FormTally(models.Model):
    """How many submissions of a form are counted; its row is the lock under which counts change."""

    form = models.OneToOneField(Form, on_delete=models.CASCADE, related_name="+")
    n = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.form_id}: {self.n}"


class TallyCell(models.Model):
    """How many counted submissions gave this answer, from this municipality, by this channel."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=60)
    option = models.CharField(max_length=60)
    municipality = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=8)
    n = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "question", "option", "municipality", "channel"], name="tally_cell_once"
            ),
            models.CheckConstraint(name="tally_cell_not_negative", condition=Q(n__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.question}={self.option}: {self.n}"


class Erasure(models.Model):
    """The erasure ledger: that, of which form and on which day something was erased; never what.

    ``mark`` knows the row again when a backup brings it back: a hash of its key, which no other row ever has. Numbers
    are given out anew after a restore.
    """

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="+")
    submission_number = models.BigIntegerField(unique=True)
    mark = models.CharField(max_length=64, blank=True)
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.form_id} {self.day}"
