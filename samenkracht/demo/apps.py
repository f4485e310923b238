"""The demo: a region that looks alive, with web, worker and beat in one command."""

from typing import Any

from celery import signals
from django.apps import AppConfig
from django.conf import settings

from samenkracht.demo.parent_watchdog import end_with_parent


class DemoConfig(AppConfig):
    """Does nothing outside the demo, but for one command that refuses to run there."""

    name = "samenkracht.demo"
    label = "demo"

    def ready(self) -> None:
        if settings.DEMO:
            signals.beat_embedded_init.connect(beat_ends_with_its_worker)


def beat_ends_with_its_worker(**_sender: Any) -> None:
    """Celery's embedded beat is a process of its own; without this it outlives a worker that was killed."""
    end_with_parent()
