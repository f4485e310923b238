"""What the example region is made of: a past in order, residents who could really have answered, and a full log."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Count

from participation import queries as participation
from participation.enums import Channel
from participation.formbuilder import answers as answer_sheet
from participation.formbuilder.build import clean_fast, step_form_class
from participation.formbuilder.schema import Step
from participation.formbuilder.types import type_of
from participation.models import Form, FormVersion, Submission
from projects.models import ImprovementProposal, Meeting, PlanVersion, Project
from reports.models import Evaluation, Proposal, Report, ReportRun, Treatment
from samenkracht.accounts.models import User
from samenkracht.audit.models import AuditEvent
from samenkracht.demo import cast, questionnaires, region, residents
from samenkracht.demo.asking import Questionnaire
from samenkracht.demo.history import History, OutOfTimeError

# The demo has a database of SQLite.
pytestmark = pytest.mark.once
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
ASKED = [one for one in vars(questionnaires).values() if isinstance(one, Questionnaire)]
WAYS = {Channel.ONLINE: 3, Channel.PAPER: 1}


def days(*numbers: int, told: list[int]):
    """A tale that tells which day it has come to."""
    for number in numbers:
        yield NOW - timedelta(days=number)
        told.append(number)


def test_tales_are_played_in_the_order_of_time():
    history, told = History(now=NOW), []

    for tale in (days(30, 10, told=told), days(40, 20, 0, told=told)):
        history.add(tale)
    history.play()

    assert told == [40, 30, 20, 10, 0]


@pytest.mark.parametrize("wrong", [(10, 20), (10, -1)])
def test_tale_that_goes_back_or_past_now_is_refused(wrong):
    history = History(now=NOW)
    history.add(days(*wrong, told=[]))

    with pytest.raises(OutOfTimeError):
        history.play()


def test_residents_write_four_hundred_different_things_and_nothing_to_be_found_by():
    texts = [one.text for what in ASKED for one in residents.said(what.said)]

    assert len(texts) == len(set(texts)) >= 400
    assert [text for text in texts if re.search(r"@|\d{6}|\b06[- ]?\d|\b\d{4} ?[A-Z]{2}\b", text)] == []
    assert min(map(len, texts)) < 15
    assert max(map(len, texts)) > 140


@pytest.mark.django_db
def test_all_that_made_up_residents_send_could_be_sent_on_the_page():
    context = participation.lookup_context(NOW)
    for what in ASKED:
        steps = [
            step_form_class(what.definition, number, context=context) for number in range(len(what.definition.steps))
        ]
        for person in residents.crowd(what, people=80, ways=WAYS, opens_at=NOW - timedelta(days=30), until=NOW):
            sent: dict[str, Any] = {}
            for form_class in steps:
                cleaned = clean_fast(form_class, typed_in(form_class.step, person.answers))
                assert not cleaned.errors, (what.title, person.answers, cleaned.errors)
                sent = answer_sheet.merge(sent, form_class.step, cleaned.answers)
            assert sent == person.answers


def typed_in(step: Step, answers: Mapping[str, Any]) -> dict[str, str]:
    """What a browser would post of these answers."""
    fields: dict[str, str] = {}
    for question in step.questions:
        if question.key in answers:
            fields |= type_of(question).to_fields(question, answers[question.key])
    return fields


@pytest.mark.django_db
def test_every_demo_has_the_same_residents():
    what, span = questionnaires.TRANSPORT, {"opens_at": NOW - timedelta(days=30), "until": NOW}

    first, again = (list(residents.crowd(what, people=90, ways=WAYS, **span)) for _time in range(2))

    assert first == again
    assert all(span["opens_at"] <= person.at < NOW for person in first)
    assert {person.channel for person in first} >= set(WAYS)


def test_names_of_people_say_something_else_than_their_role():
    assert [name for _key, role, name in cast.PEOPLE if role.label.lower() in name.lower()] == []


@pytest.mark.django_db
def test_small_region_is_told_in_order_and_its_log_is_full():
    region.seed(size=0.05)

    assert User.objects.count() == len(cast.PEOPLE)
    moments = list(AuditEvent.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    events = dict(AuditEvent.objects.order_by().values_list("event").annotate(n=Count("pk")))
    rows = {
        "user.added": User.objects.count(),
        "project.added": Project.objects.count(),
        "plan.submitted": PlanVersion.objects.count(),
        "form.made": Form.objects.count(),
        "form.published": FormVersion.objects.count(),
        "report.compiled": Report.objects.count(),
        "report.requested": ReportRun.objects.count(),
        "evaluation.begun": Evaluation.objects.count(),
        "proposal.added": Proposal.objects.count(),
        "proposal.planned": Treatment.objects.count(),
        "improvement.proposed": ImprovementProposal.objects.count(),
        "meeting.added": Meeting.objects.count(),
    }
    assert {name: events.get(name, 0) for name in rows} == rows
    assert all(rows.values())
    offline = Submission.objects.exclude(channel=Channel.ONLINE)
    assert offline.exists()
    assert not offline.filter(entered_by_id=None).exists()

    region.seed()

    assert AuditEvent.objects.count() == len(moments)
