"""Counting: a submission is counted or still waits, never both and never neither."""

import random
from collections import Counter

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from participation import queries, tasks
from participation.builder.services import forms
from participation.enums import Channel
from participation.intake.services import submissions
from participation.models import Erasure, FormTally, Submission, TallyCell
from participation.results import services as tallies
from samenkracht.accounts.actors import Resident, Staff
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from samenkracht.core.models import OutboxEntry
from tests.factories.participation import ONE_STEP, coordinator, make_form, send, send_many
from tests.moments import NOW


def stored(form):
    """The counts as they stand in the tables."""
    rows = TallyCell.objects.filter(form=form, n__gt=0)
    return Counter(
        {tuple(row[:4]): row[4] for row in rows.values_list("question", "option", "municipality", "channel", "n")}
    )


def recounted(form):
    """By hand from the stored rows: shares no line with what the portal counts by."""
    cells = Counter()
    for sent in Submission.objects.filter(form=form).select_related("version"):
        for question in (one for step in sent.version.definition["steps"] for one in step["questions"]):
            given = sent.answers["a"].get(question["key"])
            if question["kind"] == "choice":
                option = given and given["option"]
            else:
                option = given and (given if question["kind"] == "municipality" else "answered")
            cells[question["key"], option or "no_answer", sent.municipality, sent.channel] += 1
    return cells


def assert_exact(form):
    """Everything counted: nothing waits, and the tables equal a count from scratch."""
    assert not OutboxEntry.objects.filter(group_id=form.pk).exists()
    assert stored(form) == recounted(form)
    assert FormTally.objects.get(form=form).n == Submission.objects.filter(form=form).count()


@pytest.mark.django_db
def test_folding_counts_each_answer_with_its_municipality_and_channel():
    form = make_form()
    send(form, choice="familie", municipality="0402")
    send(form, choice="familie", municipality="0402", better="Meer tijd.")
    send(form, choice="niemand", municipality="not_said", channel=Channel.PAPER)
    assert tallies.aggregate(form_id=form.pk) == 3
    assert stored(form) == {
        ("hulp1", "familie", "0402", "online"): 2,
        ("hulp1", "niemand", "not_said", "paper"): 1,
        ("beter1", "answered", "0402", "online"): 1,
        ("beter1", "no_answer", "0402", "online"): 1,
        ("beter1", "no_answer", "not_said", "paper"): 1,
        ("plaats1", "0402", "0402", "online"): 2,
        ("plaats1", "not_said", "not_said", "paper"): 1,
    }
    assert_exact(form)


@pytest.mark.django_db
def test_folding_twice_counts_once():
    form = make_form()
    send_many(form, 25)
    assert (tallies.aggregate(form_id=form.pk), tallies.aggregate(form_id=form.pk)) == (25, 0)
    send_many(form, 10, seed=2)
    assert tallies.aggregate(form_id=form.pk) == 10
    assert_exact(form)


@pytest.mark.django_db
def test_a_fold_takes_a_limited_bite_and_fold_all_takes_everything(monkeypatch):
    monkeypatch.setattr(tallies, "AT_ONCE", 10)
    form = make_form()
    send_many(form, 25)
    assert tallies.aggregate(form_id=form.pk) == 10
    assert FormTally.objects.get(form=form).n == 10
    assert queries.response_totals([form.pk]) == {form.pk: 25}
    assert tallies.aggregate_all(form_id=form.pk) == 15
    assert_exact(form)


@pytest.mark.django_db
def test_a_fold_that_fails_halfway_counts_nothing_and_loses_nothing(monkeypatch):
    form = make_form()
    send_many(form, 5)

    def fails(*_arguments):
        raise IntegrityError("disk full")

    monkeypatch.setattr(tallies, "_add", fails)
    with pytest.raises(IntegrityError), transaction.atomic():
        tallies.aggregate(form_id=form.pk)
    monkeypatch.undo()
    assert OutboxEntry.objects.filter(group_id=form.pk).count() == 5
    tallies.aggregate(form_id=form.pk)
    assert_exact(form)


@pytest.mark.django_db
def test_answers_to_two_versions_are_counted_under_their_stable_keys():
    form = make_form()
    send(form, choice="familie")
    forms.publish(form=form, definition=ONE_STEP, by=coordinator(), at=NOW)
    newer = type(form).objects.select_related("published_version").get(pk=form.pk)
    send(newer, choice="familie")
    tallies.aggregate(form_id=form.pk)
    assert stored(form)["hulp1", "familie", "0402", "online"] == 2
    assert_exact(form)


@pytest.mark.django_db
@pytest.mark.parametrize("counted", [True, False])
def test_erasing_takes_the_answers_out_of_the_counts_and_leaves_a_line_in_the_ledger(counted):
    form = make_form()
    gone = send(form, choice="niemand", better="Dit moet weg.")
    send(form)
    if counted:
        tallies.aggregate(form_id=form.pk)
    tallies.erase(submission=gone, by=Resident(gone.receipt_hash), at=NOW)
    tallies.aggregate(form_id=form.pk)
    assert_exact(form)
    assert not Submission.objects.filter(pk=gone.pk).exists()
    assert Erasure.objects.values_list("form_id", "submission_number", "day").get() == (form.pk, gone.pk, NOW.date())
    assert "weg" not in repr(list(AuditEvent.objects.values()))
    assert gone.receipt_hash not in repr(list(AuditEvent.objects.values()))


@pytest.mark.django_db
def test_erasing_twice_is_erasing_once():
    form = make_form()
    gone = send(form)
    tallies.aggregate(form_id=form.pk)
    for _time in range(2):
        tallies.erase(submission=gone, by=coordinator(), at=NOW)
    assert Erasure.objects.count() == 1
    assert_exact(form)


@pytest.mark.django_db
def test_nobody_erases_the_answers_of_somebody_else(cast):
    form = make_form()
    kept, other = send(form), send(form)
    for actor in (Resident(other.receipt_hash), Staff(cast.leader), Staff(cast.director), Staff(cast.administrator)):
        with pytest.raises(NotPermitted):
            tallies.erase(submission=kept, by=actor, at=NOW)
    assert Submission.objects.count() == 2


@pytest.mark.django_db
def test_the_database_refuses_a_count_below_nothing():
    form = make_form()
    with pytest.raises(IntegrityError), transaction.atomic():
        TallyCell.objects.create(form=form, question="q", option="o", channel="online", n=-1)


@pytest.mark.django_db
def test_live_counts_are_exact_while_part_is_counted_and_part_waits(monkeypatch):
    form = make_form()
    monkeypatch.setattr(tallies, "AT_ONCE", 7)
    send_many(form, 18)
    tallies.aggregate(form_id=form.pk)
    (live,) = queries.live_counts(project=form.project, actor=coordinator(), at=NOW)
    assert live.total == 18
    by_answer = Counter()
    for (question, option, *_rest), n in recounted(form).items():
        by_answer[question, option] += n
    found = {(key, option): n for key, one in live.tallies.items() for option, n in one.cells.items() if n}
    assert found == by_answer


@pytest.mark.django_db
def test_live_counts_take_the_same_queries_for_few_and_for_many(django_assert_num_queries):
    form = make_form()
    seen = []
    for count in (2, 60):
        send_many(form, count, seed=count)
        queries.live_counts(project=form.project, actor=coordinator(), at=NOW)
        with CaptureQueriesContext(connection) as context:
            queries.live_counts(project=form.project, actor=coordinator(), at=NOW)
        seen.append(len(context))
    assert seen[0] == seen[1] <= 8, seen


@pytest.mark.django_db
def test_live_counts_are_for_the_team_and_the_coordinator_only(cast):
    from tests.factories.projects import make_team

    form = make_form()
    make_team(form.project, cast)
    for user in (cast.leader, cast.deputy, cast.editor, cast.coordinator):
        assert queries.live_counts(project=form.project, actor=Staff(user), at=NOW)
    for user in (
        cast.other_leader,
        cast.director,
        cast.secretary,
        cast.privacy_officer,
        cast.administrator,
        cast.nobody,
    ):
        with pytest.raises(NotPermitted):
            queries.live_counts(project=form.project, actor=Staff(user), at=NOW)


@pytest.mark.django_db
def test_the_sweep_counts_what_every_notification_missed_and_the_task_survives_coming_twice():
    first, second, quiet = make_form(title="Een"), make_form(title="Twee"), make_form(title="Drie")
    send_many(first, 4)
    send_many(second, 6)
    tasks.fold_form(form_id=first.pk, something_from_a_later_release=1)
    tasks.fold_form(form_id=first.pk)
    tasks.sweep()
    tasks.sweep()
    for form in (first, second, quiet):
        assert_exact(form)


@pytest.mark.django_db
def test_a_form_that_cannot_be_counted_does_not_keep_the_others_waiting(monkeypatch, caplog):
    bad, good = make_form(title="Een"), make_form(title="Twee")
    for form in (bad, good):
        send(form, better="Dit hoort in geen log.")
    really = tallies.aggregate_all

    def aggregate_all(*, form_id):
        if form_id == bad.pk:
            raise ValueError("Dit hoort in geen log.")
        return really(form_id=form_id)

    monkeypatch.setattr(tallies, "aggregate_all", aggregate_all)
    tasks.sweep()
    assert list(OutboxEntry.objects.values_list("group_id", flat=True)) == [bad.pk]
    assert f"outbox.failed kind=submission.count group={bad.pk} attempts=1 error=ValueError" in caplog.text
    assert "in geen log" not in caplog.text


@pytest.mark.django_db
def test_a_fold_of_five_thousand_takes_a_handful_of_statements():
    form = make_form()
    answers = {"hulp1": {"option": "familie"}, "plaats1": "0402"}
    one = submissions.receive(
        version=form.published_version, answers=answers, key="a" * 32, channel=Channel.ONLINE, at=NOW
    )
    model = Submission.objects.get(key=one.key)
    copy = {field.attname: getattr(model, field.attname) for field in Submission._meta.concrete_fields}
    del copy["id"]
    chance = random.Random(1)
    rows = [Submission(**copy | {"key": f"{chance.getrandbits(128):032x}"}) for _number in range(4999)]
    Submission.objects.bulk_create(rows)
    pks = Submission.objects.exclude(pk=model.pk).values_list("pk", flat=True)
    OutboxEntry.objects.bulk_create(
        OutboxEntry(kind="submission.count", subject_id=pk, group_id=form.pk, created_at=NOW) for pk in pks
    )
    with CaptureQueriesContext(connection) as seen:
        assert tallies.aggregate(form_id=form.pk) == 5000
    assert len(seen) <= 12, [query["sql"][:60] for query in seen]
    assert_exact(form)
