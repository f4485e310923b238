"""The portal's clock, moved to a moment of the test's choice; it runs on from there."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from samenkracht.core.periods import midnight


def offset_to(moment: date | datetime) -> timedelta:
    """What has to be added to the machine's clock; of a day its noon in Amsterdam is meant."""
    at = moment if isinstance(moment, datetime) else midnight(moment) + timedelta(hours=12)
    return at - timezone.now()


def clock_at(settings: Any, moment: date | datetime) -> None:
    """Let the portal of this process think that it is this moment."""
    settings.CLOCK_OFFSET = offset_to(moment)
