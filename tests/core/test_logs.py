"""What somebody typed stands in no line of a log, no message to a worker, no address and no row of the audit."""

import io
import json
import logging

import pytest
from celery.signals import before_task_publish
from django.db import IntegrityError, transaction
from django.test import Client

from participation.intake.services import submissions
from participation.models import Submission
from projects.tasks import publish_due
from samenkracht.accounts.models import User
from samenkracht.audit.models import AuditEvent
from tests.factories.participation import make_form
from tests.participation.fill_in import FIRST, SECOND, Walk

CANARY = "Kanarie9Gezegd"
# As PostgreSQL words it.
REFUSED = (
    'null value in column "form_id" of relation "participation_submission" violates not-null constraint\n'
    f'DETAIL:  Failing row contains (1, null, {{"a": {{"beter1": "{CANARY}"}}}}).'
)


@pytest.fixture
def log(monkeypatch):
    """Everything that the portal's own handlers write, as verbose as in production."""
    written = io.StringIO()
    console = next(one for one in logging.getLogger().handlers if one.name == "console")
    monkeypatch.setattr(console, "stream", written)
    before = {one: one.level for one in (logging.getLogger(), logging.getLogger("celery"))}
    for one in before:
        one.setLevel(logging.INFO)
    yield written
    for one, level in before.items():
        one.setLevel(level)


@pytest.fixture
def messages():
    """The bodies and headers of all messages to workers."""
    sent = []

    def keep(body=None, headers=None, **_rest):
        sent.append(json.dumps([body, headers], default=str))

    before_task_publish.connect(keep, weak=False)
    yield sent
    before_task_publish.disconnect(keep)


def refuses(*_args, **_named):
    raise IntegrityError(REFUSED)


def telling(walk: Walk) -> Walk:
    return walk.open().press("next", FIRST | {"q-beter1": CANARY}).press("next", SECOND)


@pytest.mark.django_db
def test_what_a_resident_writes_is_stored_and_told_to_nobody_else(log, messages, django_capture_on_commit_callbacks):
    walk = telling(Walk(make_form().slug))
    with django_capture_on_commit_callbacks(execute=True):
        walk.press("send")

    assert CANARY in json.dumps(Submission.objects.get().answers)
    assert any("form_id" in message for message in messages)
    assert CANARY not in "".join(messages) + walk.response["Location"] + log.getvalue()
    assert CANARY not in repr(list(AuditEvent.objects.values()))


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_not_quoted(log, monkeypatch):
    walk = telling(Walk(make_form().slug, Client(raise_request_exception=False)))
    monkeypatch.setattr(submissions, "_write", refuses)
    walk.press("send")

    assert walk.response.status_code == 500
    assert CANARY not in walk.page
    assert "Internal Server Error: /formulieren/" in log.getvalue()
    assert "IntegrityError" in log.getvalue()
    assert "in refuses" in log.getvalue()
    assert CANARY not in log.getvalue()


@pytest.mark.django_db
def test_a_job_that_fails_on_a_row_does_not_quote_it(log, monkeypatch):
    monkeypatch.setattr("projects.tasks.levels.publish_due", refuses)
    publish_due.apply(kwargs={"later": CANARY}, throw=False)

    assert "projects.publish_due" in log.getvalue()
    assert "raised unexpected: IntegrityError" in log.getvalue()
    assert CANARY not in log.getvalue()


@pytest.mark.django_db
def test_the_database_of_this_run_refuses_a_real_row_and_it_is_not_quoted(log, cast):
    taken = User(email=cast.leader.email, display_name=CANARY, role="", created_at=cast.leader.created_at)
    try:
        with transaction.atomic():
            User.objects.bulk_create([taken])
    except IntegrityError:
        logging.getLogger("samenkracht.core").exception("could not add %s", 1)

    assert "could not add 1" in log.getvalue()
    assert cast.leader.email not in log.getvalue()


@pytest.mark.django_db
def test_whom_the_administrator_invites_is_named_in_no_log(log, messages, cast):
    client = Client()
    client.force_login(cast.administrator)
    typed = {"email": f"{CANARY}@test.example", "display_name": CANARY, "role": "director"}
    answers = [client.post("/werkplek/gebruikers/", typed), client.post("/werkplek/gebruikers/", typed | {"role": "?"})]

    assert [answer.status_code for answer in answers] == [302, 422]
    assert "/uitnodiging/" in client.get("/werkplek/gebruikers/").content.decode()
    found = log.getvalue() + "".join(messages) + repr(list(AuditEvent.objects.values()))
    assert CANARY.lower() not in found.lower()


def test_an_error_that_stands_in_the_message_itself_is_not_quoted(log):
    error = ValueError(CANARY)
    logging.getLogger("elsewhere").error("went wrong: %s", error)
    try:
        raise error
    except ValueError:
        logging.getLogger("elsewhere").exception("went wrong: %s" % error)  # noqa: G002, UP031  # as others write

    assert log.getvalue().count("went wrong: ValueError") == 2
    assert CANARY not in log.getvalue()
