"""Closed lists of this floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a contribution came in (product F3)."""

    ONLINE = "online", _("Online")
    PAPER = "paper", _("Op papier")
    PHONE = "phone", _("Telefoon")
    MEETING = "meeting", _("Bijeenkomst")
    IMPORT = "import", _("Ingelezen")


class FormState(TextChoices):
    """Where a form stands at one moment; it follows from its rows and the clock."""

    DRAFT = "draft", _("In voorbereiding")
    PLANNED = "planned", _("Nog niet open")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Gesloten")
