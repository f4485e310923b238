"""Events of meaning, without foreign keys: an event outlives what it tells about."""

from django.db import models


class AuditEvent(models.Model):
    """Who did what to what, and when. The database refuses to change it."""

    at = models.DateTimeField(db_index=True)
    event = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_role = models.CharField(max_length=40, blank=True)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=64)
    project_id = models.BigIntegerField(null=True, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["project_id", "at"], name="audit_by_project"),
            models.Index(fields=["target_type", "target_id"], name="audit_by_target"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.target_type} {self.target_id}"
