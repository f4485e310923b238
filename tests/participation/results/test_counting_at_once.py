"""Exactness under load: people send, two folds compete, answers are erased, and a checker looks all the time."""

import random
import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from participation import queries
from participation.models import Erasure, Form, Submission
from participation.results import services as tallies
from samenkracht.accounts.actors import System
from samenkracht.core.models import OutboxEntry
from tests.factories.participation import make_form, send_many
from tests.moments import NOW
from tests.participation.results.test_tallies import assert_exact, recounted, stored

WRITERS, EACH = 4, 40
LOOKS = 4  # a machine with much to do lets the checker look seldom; people go on sending until it has looked
AT_MOST = 20  # times EACH: without this an idle checker would hold the test for ever


class Bustle:
    """Everything that happens at once around one form."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.done = threading.Event()
        self.checked = 0
        self.sent: list[int] = []
        self.wrong: list[object] = []
        self.failed: list[str] = []

    def thread(self, job: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                job()
            except Exception as error:
                self.failed.append(repr(error))
            finally:
                connection.close()

        return threading.Thread(target=run)

    def sends(self, seed: int) -> None:
        for turn in range(AT_MOST):
            send_many(self.form, EACH, seed=seed + turn * WRITERS)
            self.sent.append(EACH)
            if self.checked >= LOOKS:
                return

    def folds(self) -> None:
        while not self.done.wait(0.005):
            tallies.aggregate(form_id=self.form.pk)

    def erases(self) -> None:
        chance = random.Random(5)
        while not self.done.wait(0.03):
            present = list(Submission.objects.filter(form=self.form)[:50])
            if present:
                tallies.erase(submission=chance.choice(present), by=System("test"), at=NOW)

    def checks(self) -> None:
        while not self.done.wait(0.01):
            with transaction.atomic():
                if connection.vendor == "postgresql":
                    connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                waiting = OutboxEntry.objects.filter(group_id=self.form.pk).values("subject_id")
                total = stored(self.form) + queries.cells_of(Submission.objects.filter(pk__in=waiting))
                self.checked += 1
                if total != recounted(self.form):
                    self.wrong.append(total)

    def run(self) -> None:
        writers = [self.thread(lambda seed=seed: self.sends(seed)) for seed in range(WRITERS)]
        others = [self.thread(job) for job in (self.folds, self.folds, self.erases, self.checks)]
        for thread in (*writers, *others):
            thread.start()
        for thread in writers:
            thread.join()
        self.done.set()
        for thread in others:
            thread.join()


@pytest.mark.alone
def test_what_is_counted_plus_what_waits_is_exact_at_every_moment(real_commits):
    bustle = Bustle(make_form(opens_at=None, closes_at=None))
    bustle.run()

    assert bustle.failed == []
    assert bustle.wrong == []
    assert bustle.checked >= LOOKS
    tallies.aggregate_all(form_id=bustle.form.pk)
    assert Submission.objects.count() + Erasure.objects.count() == sum(bustle.sent) >= WRITERS * EACH
    assert_exact(bustle.form)
