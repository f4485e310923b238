"""Writing down events of meaning."""

from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.db.models import Model

from samenkracht.audit.models import AuditEvent

Plain = str | int | bool | None | list[str] | list[int]


class Acting(Protocol):
    """Whoever acts; the actors of accounts fit it."""

    @property
    def kind(self) -> str: ...
    @property
    def audit_id(self) -> str: ...
    @property
    def audit_role(self) -> str: ...


def record(
    *, event: str, target: Model, by: Acting, at: datetime, project_id: int | None = None, **data: Plain
) -> AuditEvent:
    """Write an event in the caller's transaction. ``data``: ids, numbers and keys, never answers or names of people.
    A target that is not stored, such as the user that nobody turned out to be, leaves its id empty.

    Raises RuntimeError outside a transaction: an event and its cause are stored together or not at all.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{event} is recorded outside the transaction of its cause")
    return AuditEvent.objects.create(
        at=at,
        event=event,
        actor_kind=by.kind,
        actor_id=by.audit_id,
        actor_role=by.audit_role,
        target_type=target._meta.label_lower,
        target_id="" if target.pk is None else str(target.pk),
        project_id=project_id,
        data=data,
    )
