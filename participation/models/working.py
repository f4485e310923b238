"""The questionnaire as it is being made, beside the versions that were published."""

from django.db import models

from participation.models.form import Form


class WorkingCopy(models.Model):
    """What the next version of a form will ask. Without a row it is what was published last, or nothing yet."""

    form = models.OneToOneField(Form, on_delete=models.PROTECT, related_name="+")
    # The document carries its own schema number.
    definition = models.JSONField()
    # Counts the changes: whoever changes says which edition was on the screen, so nobody overwrites unseen work.
    edition = models.PositiveIntegerField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.form_id} e{self.edition}"
