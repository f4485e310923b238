"""The portal's clock: the one place of our own code that asks what time it is.

A demo or a test may move it as a whole (``CLOCK_OFFSET``), to see what a day to come will bring; production runs on the
machine's own time. Sessions, signed links and the broker stay on the machine's clock: they measure how long, not when.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now() + settings.CLOCK_OFFSET


def today() -> date:
    """The present day in the region's time zone."""
    return timezone.localdate(now())
