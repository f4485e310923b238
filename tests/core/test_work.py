"""Work of the outbox that fails is tried again, later each time; after too often it waits for the administrator."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.urls import reverse

from samenkracht.accounts import stuck_work
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from samenkracht.core.jobs import outbox, work
from samenkracht.core.models import OutboxEntry, StuckWork
from tests.moments import NOW

KIND = "test.letter"
pytestmark = pytest.mark.django_db


class Letters:
    """A handler that fails for some groups, and takes away what it did."""

    def __init__(self):
        self.failing, self.tried = set(), []

    def do(self, group_id):
        self.tried.append(group_id)
        if group_id in self.failing:
            raise ValueError("Dit hoort in geen log.")
        OutboxEntry.objects.filter(kind=KIND, group_id=group_id).delete()


@pytest.fixture
def letters(monkeypatch):
    found = Letters()
    handler = work.OutboxHandler(KIND, "Brieven versturen", do=found.do, about=lambda group_id: f"brief {group_id}")
    monkeypatch.setattr(work, "_handlers", {KIND: handler})
    return found


def enqueue(*groups):
    for group in groups:
        outbox.enqueue(kind=KIND, subject_id=group, group_id=group, at=NOW)


def test_work_is_done_once_and_leaves(letters):
    enqueue(1, 2)
    work.sweep(at=NOW)
    work.sweep(at=NOW)
    assert letters.tried == [1, 2]
    assert not OutboxEntry.objects.exists()
    assert not StuckWork.objects.exists()


def test_what_fails_keeps_no_other_waiting_and_stays(letters, caplog):
    letters.failing = {1}
    enqueue(1, 2)
    work.sweep(at=NOW)
    assert letters.tried == [1, 2]
    assert [entry.group_id for entry in OutboxEntry.objects.all()] == [1]
    assert "outbox.failed kind=test.letter group=1 attempts=1 error=ValueError" in caplog.text
    assert "in geen log" not in caplog.text


def test_it_is_tried_again_twice_as_late_each_time_and_an_hour_at_most(letters):
    letters.failing = {1}
    enqueue(1)
    at, waits = NOW, []
    for _time in range(work.MOST_ATTEMPTS - 1):
        work.sweep(at=at)
        row = StuckWork.objects.get()
        waits.append(row.next_try_at - at)
        work.sweep(at=row.next_try_at - timedelta(seconds=1))  # too early
        work.do_now(kind=KIND, group_id=1, at=row.next_try_at - timedelta(seconds=1))
        at = row.next_try_at
    assert len(letters.tried) == work.MOST_ATTEMPTS - 1
    assert waits[:4] == [timedelta(seconds=20 * 2**n) for n in range(4)]
    assert waits[-1] == timedelta(hours=1)
    assert StuckWork.objects.get().since == NOW


def given_up(letters):
    letters.failing = {1}
    enqueue(1)
    for n in range(work.MOST_ATTEMPTS):
        work.sweep(at=NOW + timedelta(hours=n))
    return StuckWork.objects.get()


def test_after_too_often_nobody_tries_again_before_the_administrator_says_so(letters, cast):
    row = given_up(letters)
    assert row.given_up_at is not None
    tried = len(letters.tried)
    work.sweep(at=NOW + timedelta(days=9))
    work.do_now(kind=KIND, group_id=1, at=NOW + timedelta(days=9))
    assert len(letters.tried) == tried

    letters.failing.clear()
    stuck_work.retry(stuck=row, by=Staff(cast.administrator), at=NOW)
    work.sweep(at=NOW)
    assert not StuckWork.objects.exists()
    assert not OutboxEntry.objects.exists()
    assert AuditEvent.objects.filter(event="stuck_work.retried").count() == 1


def test_the_first_page_of_the_administrator_says_that_work_waits(letters, cast, client):
    words = "te vaak misging"
    client.force_login(cast.administrator)
    assert words not in client.get("/werkplek/").content.decode()
    given_up(letters)
    assert words in client.get("/werkplek/").content.decode()
    client.force_login(cast.coordinator)
    assert words not in client.get("/werkplek/").content.decode()


def test_nobody_else_has_it_tried_again(letters, cast):
    row = given_up(letters)
    for user in (cast.coordinator, cast.leader, cast.director, cast.privacy_officer):
        with pytest.raises((NotPermitted, PermissionDenied)):
            stuck_work.retry(stuck=row, by=Staff(user), at=NOW)


def test_a_deadlock_of_one_group_is_a_failure_of_that_one(letters, monkeypatch):
    enqueue(1, 2)

    def do(group_id):
        letters.tried.append(group_id)
        if group_id == 1:
            raise OperationalError

    monkeypatch.setattr(work, "_handlers", {KIND: work.OutboxHandler(KIND, "", do=do, about=str)})
    work.sweep(at=NOW)
    assert letters.tried == [1, 2]
    assert [row.group_id for row in StuckWork.objects.all()] == [1]


def test_a_database_that_is_away_is_no_attempt(letters, monkeypatch):
    monkeypatch.setattr(work, "is_away", lambda: True)
    enqueue(1)

    def away(_group_id):
        raise OperationalError

    handler = work.OutboxHandler(KIND, "", do=away, about=str)
    monkeypatch.setattr(work, "_handlers", {KIND: handler})
    with pytest.raises(OperationalError):
        work.sweep(at=NOW)
    assert not StuckWork.objects.exists()


def test_work_of_a_kind_that_this_release_does_not_know_is_left_alone(letters):
    outbox.enqueue(kind="of.tomorrow", subject_id=1, group_id=1, at=NOW)
    work.sweep(at=NOW)
    assert OutboxEntry.objects.count() == 1


def test_a_kind_has_one_handler(letters):
    with pytest.raises(ValueError, match=KIND):
        work.handle(work.OutboxHandler(KIND, "", do=print, about=str))


def test_the_administrator_sees_what_failed_and_has_it_tried_again(letters, cast, client):
    client.force_login(cast.administrator)
    assert "Er blijft geen werk liggen." in client.get(reverse("stuck_work_list")).content.decode()
    row = given_up(letters)
    page = client.get(reverse("stuck_work_list")).content.decode()
    assert "Brieven versturen" in page
    assert "brief 1" in page
    assert "10 keer" in page

    letters.failing.clear()
    answer = client.post(reverse("stuck_work_retry", args=[row.pk]), follow=True)
    assert "Het wordt binnen een minuut opnieuw geprobeerd." in answer.content.decode()
    assert "Probeer het opnieuw" not in answer.content.decode()
