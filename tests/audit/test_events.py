import pytest
from django.db import DatabaseError, transaction

from samenkracht.accounts.actors import System
from samenkracht.audit import services as audit
from samenkracht.audit.models import AuditEvent
from tests.moments import NOW


@pytest.fixture
def event(cast):
    return audit.record(event="test.done", target=cast.leader, by=System("test"), at=NOW, count=3)


def test_an_event_says_who_did_what_to_what(event, cast):
    stored = AuditEvent.objects.get(event="test.done")
    assert (stored.actor_kind, stored.actor_id, stored.target_type, stored.target_id, stored.data) == (
        "system", "test", "accounts.user", str(cast.leader.pk), {"count": 3},
    )  # fmt: skip


def test_the_database_refuses_to_change_an_event(event):
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(event="other")
    assert AuditEvent.objects.filter(event="test.done").exists()


def test_the_database_refuses_to_remove_an_event(event):
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).delete()
    assert AuditEvent.objects.filter(pk=event.pk).exists()


def test_an_event_past_its_seven_years_may_go(cast):
    old = audit.record(event="test.old", target=cast.leader, by=System("test"), at=NOW.replace(year=2015))
    AuditEvent.objects.filter(pk=old.pk).delete()
    assert not AuditEvent.objects.filter(pk=old.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_the_transaction_of_its_cause_is_refused():
    from samenkracht.accounts.models import User

    with pytest.raises(RuntimeError):
        audit.record(event="x", target=User(pk=1), by=System("test"), at=NOW)
