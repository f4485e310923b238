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


class ExportGround(TextChoices):
    """Why somebody takes submissions out of the portal. A closed list: what people type could name a resident."""

    ANALYSIS = "analysis", _("Antwoorden lezen en ordenen")
    REPORT = "report", _("Een verslag, voorstel of terugkoppeling schrijven")
    CHECK = "check", _("Cijfers van een rapport nazoeken")
    REQUEST = "request", _("Een verzoek van een inwoner over de eigen antwoorden")
    HANDOVER = "handover", _("Overdracht of archief")


class ExportFormat(TextChoices):
    """As what a table of submissions leaves the portal."""

    XLSX = "xlsx", _("Excel, met codeboek (.xlsx)")
    CSV = "csv", _("CSV, voor een ander programma (.csv)")
