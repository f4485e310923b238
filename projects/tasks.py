"""Jobs of this floor."""

from typing import Any

from celery import shared_task

from projects.status import services as levels
from samenkracht.core import clock


@shared_task(name="projects.publish_due", ignore_result=True)
def publish_due(**_later: Any) -> None:
    """Publish the pages whose day has come."""
    levels.publish_due(at=clock.now())
