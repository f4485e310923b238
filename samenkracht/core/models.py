"""Rows without domain words."""

from django.db import models


class OutboxEntry(models.Model):
    """Work to do, written in the transaction of its cause. The row is the truth; a message is only a notification."""

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    group_id = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "group_id", "subject_id"], name="outbox_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class StuckWork(models.Model):
    """Work of the outbox that failed: of which group, how often, and when it is tried again.

    ``given_up_at``: tried too often; nobody tries again before the administrator says so. What went wrong is told by
    the name of the error alone, whose words may carry values of a row.
    """

    kind = models.CharField(max_length=40)
    group_id = models.BigIntegerField()
    attempts = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField()
    next_try_at = models.DateTimeField()
    given_up_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "group_id"], name="stuck_work_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.group_id}"


class ProbeResult(models.Model):
    """When the last probe task was finished, one row per worker: alive means that a task went through."""

    worker = models.CharField(max_length=120, unique=True)
    finished_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker


class Opening(models.Model):
    """The one row that lets a database be served. No backup holds it, so what was restored stays closed at first."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True)

    def __str__(self) -> str:
        return "open"


class ReferenceEdition(models.Model):
    """The one row that says which edition of the reference data is in force (``samenkracht.core.web.reference``)."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True)
    edition = models.CharField(max_length=16)

    def __str__(self) -> str:
        return self.edition


class RegionText(models.Model):
    """What the region says of itself under one key of ``core.web.region``, in Dutch and perhaps in English."""

    key = models.CharField(max_length=20, unique=True)
    text = models.CharField(max_length=400, blank=True)
    text_en = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return self.key


class CacheEntry(models.Model):
    """What limits logging in, such as tries per address. Django's cache reads and writes it and has its own table."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        managed = False
        db_table = "cache_entries"

    def __str__(self) -> str:
        return self.cache_key
