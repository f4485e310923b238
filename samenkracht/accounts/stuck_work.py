"""The verb about work that failed. It stands here because who may and what is audited begin on this floor."""

from datetime import datetime

from django.db import transaction

from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.jobs import work
from samenkracht.core.models import StuckWork


@transaction.atomic
def retry(*, stuck: StuckWork, by: Actor, at: datetime) -> None:
    """Have the work tried again within seconds, as often as new work. Raises NotPermitted."""
    require(by, Permission.STUCK_WORK_RETRY, stuck)
    work.try_again(stuck=stuck, at=at)
    audit.record(event="stuck_work.retried", target=stuck, by=by, at=at, kind=stuck.kind, group=stuck.group_id)
