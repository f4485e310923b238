from django.db import models


class Sent(models.Model):
    """One answered form."""

    answers = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager["Sent"]()


class Item(models.Model):
    """One line of a list."""

    title = models.CharField(max_length=200)
    summary = models.TextField()
    state = models.CharField(max_length=20, db_index=True)
    topic = models.CharField(max_length=80)

    objects = models.Manager["Item"]()
