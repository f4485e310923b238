"""A resident who calls: the coordinator erases by the code, and the code stays nowhere."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participation.intake.services import receipts
from participation.models import Erasure, FormTally, Submission
from participation.results import services as tallies
from reports.dashboard import services as daily_batch
from reports.models import DailyFigure
from samenkracht.audit.models import AuditEvent
from tests.cast import STAFF
from tests.core.test_logs import log
from tests.factories.participation import make_form, send
from tests.moments import NOW
from tests.participation.fill_in import Walk, to_receipt
from tests.permissions.harness import login_as

__all__ = ["log"]
pytestmark = pytest.mark.django_db
PLACE = "/werkplek/antwoorden-wissen/"
UNKNOWN = "Bij deze code horen geen antwoorden. Misschien zijn ze al gewist."
SURE = {"go": "erase", "wanted": "on"}


@pytest.fixture
def form():
    return make_form(title="Uw ervaring")


@pytest.fixture
def coordinator(cast):
    return login_as(cast, "coordinator")


def code_of(row):
    return receipts.code_for(row.key, version=row.receipt_version)


def asked(client, code, **more):
    answer = client.post(PLACE, {"code": code} | more)
    return answer.status_code, answer.content.decode()


def counted(form):
    tallies.aggregate(form_id=form.pk)
    return FormTally.objects.get(form=form).n


def daily(day):
    daily_batch.create(at=NOW + timedelta(days=day))
    return DailyFigure.objects.filter(definition="response").order_by("-batch__day").first().value


def test_answers_of_who_calls_are_erased_and_out_of_the_counts(form, coordinator, cast, log):
    send(form)
    code = to_receipt(Walk(form.slug))
    row = Submission.objects.latest("pk")
    assert (counted(form), daily(1)) == (2, 2)

    # Read out on the phone, written down in haste.
    status, found = asked(coordinator, f" {code.lower().replace('-', ' ')} ")
    assert status == 200
    assert all(word in found for word in ("Uw ervaring", form.project.title, f'value="{code}"'))
    assert "Een vast gezicht." not in found
    assert Submission.objects.filter(pk=row.pk).exists(), "looking erases nothing"

    done = coordinator.post(PLACE, {"code": code} | SURE, follow=True)

    assert done.redirect_chain == [(f"{PLACE}gewist/", 302)]
    assert "De antwoorden op “Uw ervaring” zijn gewist." in done.content.decode()
    assert not Submission.objects.filter(pk=row.pk).exists()
    assert Erasure.objects.get().submission_number == row.pk
    event = AuditEvent.objects.get(event="submission.erased")
    assert (event.target_id, event.actor_id) == (str(form.pk), str(cast.coordinator.pk))
    assert (counted(form), daily(2)) == (1, 1)

    sessions = [
        Session(session_data=one).get_decoded() for one in Session.objects.values_list("session_data", flat=True)
    ]
    cookies = [one.value for one in coordinator.cookies.values()]
    kept = repr([*AuditEvent.objects.values(), *Erasure.objects.values(), sessions, cookies]) + log.getvalue()
    bare = receipts.read(code)
    for secret in (code, bare, receipts.code_hash(bare)):
        assert secret.lower() not in kept.lower()


def test_a_code_that_was_erased_before_looks_like_one_that_never_was(form, coordinator):
    gone, kept = send(form), send(form)
    code = code_of(gone)
    assert asked(coordinator, code, **SURE)[0] == 302
    for more in ({}, SURE):
        before, never = (
            asked(coordinator, code, **more),
            asked(coordinator, "2" * 19 + receipts._check_sign("2" * 19), **more),
        )
        assert before[0] == never[0] == 422
        assert UNKNOWN in before[1]
        assert UNKNOWN in never[1]
    assert Submission.objects.get() == kept


def test_a_code_that_was_misheard_is_not_looked_up(form, coordinator):
    code = code_of(send(form))
    wrong = ("3" if code[0] != "3" else "4") + code[1:]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        status, page = asked(coordinator, wrong, **SURE)
    assert (status, "Kijk nog eens" in page, f'value="{wrong}"' in page) == (422, True, True)
    assert not any("participation_submission" in one["sql"] for one in queries)
    assert Submission.objects.exists()


def test_nothing_is_erased_before_the_resident_was_asked(form, coordinator):
    code = code_of(send(form))
    status, page = asked(coordinator, code, go="erase")
    assert (status, "Zet een vinkje bij" in page, "Wilt u deze antwoorden wissen?" in page) == (422, True, True)
    assert Submission.objects.exists()


def test_nobody_but_the_coordinator_gets_in_or_erases(form, cast):
    """So there is no brake on guessing: who may type a code here may read and erase everything without one."""
    code = code_of(send(form))
    for part in ("resident", *STAFF):
        client = login_as(cast, part)
        if part != "coordinator":
            answers = client.get(PLACE), client.post(PLACE, {"code": code} | SURE), client.get(f"{PLACE}gewist/")
            assert {one.status_code for one in answers} == {302 if part == "resident" else 403}, part
            assert PLACE not in client.get("/werkplek/", follow=True).content.decode(), part
    assert Submission.objects.exists()


def test_the_page_is_one_link_away_from_everywhere_and_from_the_forms_of_a_project(form, coordinator, cast):
    assert f'href="{PLACE}"' in coordinator.get("/werkplek/").content.decode()
    forms = reverse("form_list", kwargs={"slug": form.project.slug})
    assert coordinator.get(forms).content.decode().count(f'href="{PLACE}"') == 2
