"""The closed lists of reports, with the words of staff."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportKind(TextChoices):
    PROGRESS = "progress", _("voortgangsrapportage")
    EVALUATION = "evaluation", _("evaluatierapport")
    PROPOSAL = "proposal", _("voorstel")


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


class Distribution(TextChoices):
    """The field "Verspreiden" of a proposal."""

    PUBLIC = "public", "Openbaar"
    NOT_PUBLIC = "not_public", "Niet openbaar"


class AgendaPurpose(TextChoices):
    """What a meeting is to do with a proposal (context.md 1.6)."""

    INFORM = "inform", "informeren"
    DISCUSS = "discuss", "bespreken"
    OPINION = "opinion", "opiniëren"
    ADVISE = "advise", "adviseren"
    DECIDE = "decide", "besluiten"


class TreatmentOutcome(TextChoices):
    """What a meeting did with a proposal, beside its conclusion in words."""

    AS_ASKED = "as_asked", "conform"
    AMENDED = "amended", "gewijzigd"
    REFUSED = "refused", "niet ingestemd"
    HELD_OVER = "held_over", "aangehouden"
    TAKEN_BACK = "taken_back", "teruggenomen"


class Criterion(TextChoices):
    """The ten criteria of Gennep's assessment frame for participation (context.md 2.6)."""

    PLAN = "plan", "Participatieplan vooraf"
    ORGANISATION = "organisation", "Trekker en organisatie"
    REPRESENTATION = "representation", "Representatie en inclusiviteit"
    PURPOSE = "purpose", "Doel"
    INFLUENCE = "influence", "Invloed"
    CONSTRAINTS = "constraints", "Kaders"
    TRANSPARENCY = "transparency", "Transparantie"
    TIMING = "timing", "Timing"
    INFORMATION = "information", "Toegang tot informatie"
    FEEDBACK = "feedback", "Terugkoppeling"


class Rating(TextChoices):
    GOOD = "good", "goed"
    SUFFICIENT = "sufficient", "voldoende"
    INSUFFICIENT = "insufficient", "onvoldoende"
