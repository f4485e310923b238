"""The closed lists of reports, with the words of staff."""

from enum import StrEnum

from django.db.models import TextChoices


class ReportKind(TextChoices):
    PROGRESS = "progress", "voortgangsrapportage"


class RunStatus(TextChoices):
    """Where the making of a report stands."""

    QUEUED = "queued", "wacht op een plek"
    BUSY = "busy", "wordt gemaakt"
    DONE = "done", "klaar"
    FAILED = "failed", "niet gelukt"


class ReportStatus(TextChoices):
    """How far a report is; it only goes forward."""

    DRAFT = "draft", "concept"
    APPROVED = "approved", "goedgekeurd"
    PUBLISHED = "published", "gepubliceerd"


class Verdict(StrEnum):
    """What a recount says of one stored figure."""

    EQUAL = "equal"
    DIFFERS = "differs"
    GONE = "no longer countable"
    REPLACED = "definition since replaced"
