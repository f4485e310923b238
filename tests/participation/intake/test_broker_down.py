"""A broker that is not there costs a resident nothing (trust 45). tests/faults does the same with processes."""

import time

import pytest
from celery import current_app

from participation import tasks
from participation.models import FormTally, Submission
from samenkracht.core.jobs import outbox
from samenkracht.core.models import OutboxEntry
from tests.factories.participation import ONE_STEP, make_form
from tests.participation.fill_in import FIRST, SECOND, Walk, to_receipt
from tests.services import processes


@pytest.fixture
def dead_broker(monkeypatch):
    """Celery points to a port where nobody listens, with the settings of an installation with Redis."""
    port = processes.free_port()
    conf = current_app.conf
    before = conf.broker_url, conf.broker_transport_options
    conf.broker_url = f"redis://127.0.0.1:{port}/0"
    conf.broker_transport_options = {"socket_connect_timeout": 0.4, "max_retries": 0}
    monkeypatch.setattr(outbox, "_rest_until", 0.0)
    yield port
    conf.broker_url, conf.broker_transport_options = before


@pytest.mark.alone
def test_without_a_broker_the_receipt_comes_at_once_and_the_work_stays(real_commits, dead_broker, caplog):
    form = make_form(definition=ONE_STEP, opens_at=None, closes_at=None)
    took = []
    for _resident in range(3):  # the fastest tells; a machine that is busy with something else is slow by itself
        outbox.forget_notifications()
        outbox._rest_until = 0.0
        walk = Walk(form.slug).open()
        began = time.monotonic()
        walk.press("next", FIRST | SECOND)
        took.append(time.monotonic() - began)
        assert walk.response.status_code == 302
        assert 'class="code"' in walk.client.get(walk.response["Location"]).content.decode()
    assert min(took) < 1, took
    sent = list(Submission.objects.all())
    work = OutboxEntry.objects.values_list("kind", "subject_id")
    assert set(work) == {("submission.count", submission.pk) for submission in sent}
    assert caplog.text.count("outbox.notification_missed task=participation.fold_form") == len(sent) == 3
    assert str(sent[0].answers["a"]["beter1"]) not in caplog.text


def test_after_one_failure_the_broker_is_left_alone_for_a_moment(real_commits, dead_broker, caplog):
    form = make_form(definition=ONE_STEP, opens_at=None, closes_at=None)
    for _resident in range(3):
        walk = Walk(form.slug).open().press("next", FIRST | SECOND)
        assert walk.response.status_code == 302
    assert caplog.text.count("outbox.notification_missed") == 1
    assert OutboxEntry.objects.count() == 3


def test_what_the_notification_missed_is_counted_by_the_sweep(real_commits, dead_broker):
    form = make_form(opens_at=None, closes_at=None)
    to_receipt(Walk(form.slug))
    assert FormTally.objects.get(form=form).n == 0
    tasks.sweep()
    assert FormTally.objects.get(form=form).n == 1
    assert not OutboxEntry.objects.exists()
