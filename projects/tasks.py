"""Jobs of this floor."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from projects.services import levels


@shared_task(name="projects.publish_due", ignore_result=True)
def publish_due(**_later: Any) -> None:
    """Publish the pages whose day has come."""
    levels.publish_due(at=timezone.now())
