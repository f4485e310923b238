"""A half-filled form."""

from django.db import models

from participation.enums import Channel
from participation.models.form import FormVersion
from samenkracht.core.security.encryption import EncryptedTextField


class Draft(models.Model):
    """Made at the first POST, gone when sent or expired. Its key is not stored; what was filled in is encrypted."""

    key_hash = models.CharField(max_length=64, unique=True)
    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="+")
    answers = EncryptedTextField()
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.ONLINE)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"concept {self.pk}"
