"""The one way in: services.submissions.receive, and how many statements it takes."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from participation.builder.services import forms
from participation.enums import Channel
from participation.intake.services import receipts, submissions
from participation.models import Draft, Submission
from participation.models.form import GRACE
from samenkracht.core.models import OutboxEntry
from tests.factories.participation import CLOSES, ONE_STEP, OPENED, TWO_STEPS, coordinator, make_form, send
from tests.moments import NOW
from tests.participation.fill_in import FIRST, SECOND, Walk, to_overview

ANSWERS = {"hulp1": {"option": "familie"}, "plaats1": "0402"}
KEY = "0123456789abcdef" * 2


def receive(form, *, answers=ANSWERS, key=KEY, at=NOW, channel=Channel.ONLINE):
    return submissions.receive(version=form.published_version, answers=answers, key=key, channel=channel, at=at)


@pytest.mark.django_db
def test_the_same_key_gives_the_same_receipt_and_one_row():
    form = make_form()
    first, second = receive(form), receive(form, at=NOW + timedelta(minutes=3))
    assert (first.code, first.received_at) == (second.code, second.received_at)
    assert (first.again, second.again) == (False, True)
    assert Submission.objects.count() == OutboxEntry.objects.count() == 1


@pytest.mark.django_db
def test_the_same_key_with_other_answers_is_a_conflict_and_overwrites_nothing():
    form = make_form()
    first = receive(form)
    with pytest.raises(submissions.ReceivedOtherwise) as refusal:
        receive(form, answers=ANSWERS | {"beter1": "Toch anders."})
    assert refusal.value.receipt.code == first.code
    assert Submission.objects.get().answers["a"] == ANSWERS


@pytest.mark.django_db
def test_many_submissions_are_one_statement_to_read_for_postgresql():
    form = make_form()
    for number in range(3):
        receive(form, key=f"{number:032x}")
    assert Submission.objects.count() == 3
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%participation_submission%%'"
            )
            assert cursor.fetchone() == (1,)


@pytest.mark.django_db
def test_the_same_key_in_another_form_is_another_submission():
    one, other = make_form(title="Een"), make_form(title="Ander")
    assert receive(one).code != receive(other).code
    assert Submission.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "outcome"),
    [
        (OPENED - timedelta(microseconds=1), "refused"),
        (OPENED, "in time"),
        (CLOSES - timedelta(microseconds=1), "in time"),
        (CLOSES, "late"),
        (CLOSES + GRACE - timedelta(microseconds=1), "late"),
        (CLOSES + GRACE, "refused"),
    ],
)
def test_a_form_takes_answers_from_opening_until_closing_and_a_little_longer(at, outcome):
    form = make_form()
    if outcome == "refused":
        with pytest.raises(submissions.FormNotOpen):
            receive(form, at=at)
        assert not Submission.objects.exists()
        assert not OutboxEntry.objects.exists()
        return
    receive(form, at=at)
    assert Submission.objects.get().late is (outcome == "late")


@pytest.mark.django_db
def test_who_sent_in_time_and_asks_again_after_closing_gets_the_receipt():
    form = make_form()
    first = receive(form)
    assert receive(form, at=CLOSES + timedelta(days=9)).code == first.code
    with pytest.raises(submissions.ReceivedOtherwise):
        receive(form, answers=ANSWERS | {"beter1": "Nog iets."}, at=CLOSES + timedelta(days=9))


@pytest.mark.django_db
def test_paper_is_entered_after_closing_too():
    form = make_form()
    receive(form, at=CLOSES + timedelta(days=20), channel=Channel.PAPER)
    assert Submission.objects.get().late is False


@pytest.mark.django_db
def test_an_older_version_is_accepted_as_long_as_the_form_is_open():
    form = make_form()
    older = form.published_version
    forms.publish(form=form, definition=ONE_STEP, by=coordinator(), at=NOW)
    submissions.receive(version=older, answers=ANSWERS, key=KEY, channel=Channel.ONLINE, at=NOW)
    assert Submission.objects.get().version_id == older.pk


@pytest.mark.django_db
def test_a_submission_keeps_what_is_needed_and_no_more():
    form = make_form()
    receipt = receive(form)
    sent = Submission.objects.get()
    assert (sent.form_id, sent.version_id, sent.municipality) == (form.pk, form.published_version_id, "0402")
    assert (sent.received_at, sent.channel, sent.entered_by_id) == (NOW, "online", None)
    assert sent.receipt_hash == receipts.code_hash(receipt.code)
    assert KEY not in repr([getattr(sent, field.attname) for field in Submission._meta.concrete_fields])


@pytest.mark.django_db
def test_when_the_work_cannot_be_written_down_the_submission_is_not_stored_either(monkeypatch):
    form = make_form()
    monkeypatch.setattr(submissions, "PENDING", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        receive(form)
    assert not Submission.objects.exists()


# --- real commits ---------------------------------------------------------------------------------------------------


def together(count, job):
    """Run a job in ``count`` threads that start at one instant; gives what each returned or raised."""
    gate, results = threading.Barrier(count), [None] * count

    def run(number):
        try:
            gate.wait()
            results[number] = job(number)
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_twenty_identical_posts_at_one_instant_make_one_row_and_one_code(real_commits):
    form = make_form(definition=ONE_STEP, opens_at=None, closes_at=None)
    page = Walk(form.slug).open()

    def post(_number):
        walk = Walk(form.slug, client=_same_browser(page.client), page=page.page)
        walk.press("next", FIRST | SECOND)
        return walk.response.status_code, walk.client.get(walk.response["Location"]).content.decode()

    answers = together(20, post)
    assert {status for status, _page in answers} == {302}, answers
    assert len({_code(text) for _status, text in answers}) == 1
    assert Submission.objects.count() == OutboxEntry.objects.count() == 1


def test_a_draft_sent_from_many_tabs_at_one_instant_makes_one_row(real_commits):
    form = make_form(opens_at=None, closes_at=None)
    overview = to_overview(Walk(form.slug))

    def post(_number):
        walk = Walk(form.slug, client=_same_browser(overview.client), page=overview.page)
        walk.press("send")
        return walk.response.status_code

    assert set(together(12, post)) == {302}
    assert Submission.objects.count() == OutboxEntry.objects.count() == 1
    assert not Draft.objects.exists()


def test_other_answers_under_one_key_at_one_instant_leave_one_row_and_the_rest_is_told(real_commits):
    form = make_form(opens_at=None, closes_at=None)

    def send_one(number):
        return receive(form, answers=ANSWERS | {"beter1": f"Mening {number}"})

    results = together(8, send_one)
    stored = [one for one in results if isinstance(one, submissions.Receipt)]
    assert len(stored) == 1
    assert all(isinstance(one, submissions.ReceivedOtherwise) for one in results if one not in stored)
    assert Submission.objects.count() == 1


def _same_browser(client):
    from django.test import Client

    other = Client(enforce_csrf_checks=True)
    other.cookies = client.cookies.copy()
    return other


def _code(page):
    import re

    return re.search(r'class="code"[^>]*>([^<]+)<', page)[1]


def statements(job):
    """What is sent to the database, BEGIN and COMMIT included."""
    with CaptureQueriesContext(connection) as seen:
        job()
    return [query["sql"].split(maxsplit=1)[0].rstrip(";") for query in seen.captured_queries]


# PostgreSQL changes three tables in one statement; SQLite cannot.
STORED = {"postgresql": ["WITH"], "sqlite": ["BEGIN", "INSERT", "INSERT", "COMMIT"]}
STORED_DRAFT = {"postgresql": ["WITH"], "sqlite": ["BEGIN", "INSERT", "INSERT", "DELETE", "COMMIT"]}


def test_sending_a_form_of_one_step_takes_four_statements_at_most(real_commits):
    form = make_form(definition=ONE_STEP, opens_at=None, closes_at=None)
    Walk(form.slug).open().press("next", FIRST | SECOND)  # a warm process
    walk = Walk(form.slug).open()
    seen = statements(lambda: walk.press("next", FIRST | SECOND))
    assert walk.response.status_code == 302
    assert seen == STORED[connection.vendor]


def test_sending_a_draft_takes_six_statements_at_most(real_commits):
    form = make_form(definition=TWO_STEPS, opens_at=None, closes_at=None)
    to_overview(Walk(form.slug)).press("send")  # a warm process
    walk = to_overview(Walk(form.slug))
    seen = statements(lambda: walk.press("send"))
    assert walk.response.status_code == 302
    assert seen == ["SELECT", *STORED_DRAFT[connection.vendor]]


def test_the_counts_of_statements_do_not_grow_with_what_was_sent_before(real_commits):
    form = make_form(definition=ONE_STEP, opens_at=None, closes_at=None)
    for _number in range(30):
        send(form)
    Walk(form.slug).open().press("next", FIRST | SECOND)
    walk = Walk(form.slug).open()
    assert len(statements(lambda: walk.press("next", FIRST | SECOND))) == len(STORED[connection.vendor])
