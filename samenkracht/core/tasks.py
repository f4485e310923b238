"""Jobs without domain words."""

import socket
from typing import Any

from celery import shared_task
from django.utils import timezone

from samenkracht.core import health, housekeeping


@shared_task(name="core.probe", ignore_result=True)
def probe(**_later: Any) -> None:
    """Show that a task goes through."""
    health.note_probe(worker=socket.gethostname(), at=timezone.now())


@shared_task(name="core.housekeeping", ignore_result=True)
def sweep(**_later: Any) -> None:
    """Remove what is past its term."""
    housekeeping.sweep(at=timezone.now())
