"""The portal's clock: the one place of our own code that asks what time it is.

A demo or a test may move it as a whole (``CLOCK_OFFSET``), to see what a day to come will bring; production runs on the
machine's own time. Sessions, signed links and the broker stay on the machine's clock (``of_the_machine``): they measure
how long, not when.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return of_the_machine() + settings.CLOCK_OFFSET


def today() -> date:
    """The present day in the region's time zone."""
    return timezone.localdate(now())


def of_the_machine() -> datetime:
    """The machine's own moment, never moved; to hold beside what a library wrote down by it, such as a login."""
    return timezone.now()
