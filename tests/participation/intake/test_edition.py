"""A change of reference data is seen by every process within two seconds, and by nobody before it is committed."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import OperationalError, connections, transaction
from django.test import Client

from participation import queries
from participation.intake.views import step_pages
from participation.models import Draft, PreparedPage, Submission
from projects.models import Municipality
from samenkracht.core.db.snapshot import snapshot
from samenkracht.core.web import page_cache, reference
from samenkracht.core.web.reference import bump_edition
from tests.factories.participation import ONE_STEP, make_form
from tests.participation.fill_in import FIRST, SECOND, Walk

BEFORE = datetime(2026, 12, 30, 12, tzinfo=UTC)


def merge() -> None:
    """Wijdemeren is a part of Hilversum."""
    with transaction.atomic():
        heir = Municipality.objects.get(name="Hilversum")
        Municipality.objects.filter(name="Wijdemeren").update(valid_until=date(2020, 1, 1), successor=heir)
        bump_edition()


def rename(to: str) -> None:
    """Laren has another name."""
    with transaction.atomic():
        Municipality.objects.filter(name="Laren").update(name=to)
        bump_edition()


def names() -> list[str]:
    return [name for _code, name in queries.lookup_context(BEFORE).municipalities]


def first_step(form) -> str:
    return Client().get(f"/formulieren/{form.slug}/invullen/").text


@pytest.fixture
def form(real_commits):
    return make_form(definition=ONE_STEP, opens_at=None, closes_at=None)


def test_a_changed_name_is_on_the_page_after_a_second_and_not_only_after_a_restart(form, fresh_process):
    assert "Laren" in first_step(form)

    rename("Laren en omstreken")
    fresh_process.now += 1.0

    assert "Laren en omstreken" in first_step(form)
    assert PreparedPage.objects.filter(step=0).count() == 2


def test_within_the_second_a_warm_process_asks_nothing_and_after_it_one_thing(
    form, fresh_process, django_assert_num_queries
):
    first_step(form)
    with django_assert_num_queries(0):
        first_step(form)
    fresh_process.now += 1.0
    with django_assert_num_queries(1):
        first_step(form)


def test_public_pages_are_drawn_anew_as_soon_as_another_edition_is_seen(form, settings):
    settings.PAGE_SECONDS = 1.0
    Client().get("/")
    assert len(page_cache.pages) == 1
    with transaction.atomic():
        bump_edition()

    reference.edition()

    assert len(page_cache.pages) == 0


def test_what_is_rolled_back_is_seen_by_nobody_and_its_edition_never_comes_again(form):
    before = reference.edition()
    with transaction.atomic():
        Municipality.objects.filter(name="Laren").update(name="Nergens")
        bump_edition()
        inside = queries.form_now(form.slug).edition
        assert "Nergens" in names()
        transaction.set_rollback(True)

    assert inside != before
    assert (reference.edition(), queries.form_now(form.slug).edition) == (before, before)
    assert "Nergens" not in names()
    assert "Nergens" not in first_step(form)
    rename("Laren en omstreken")
    assert reference.edition() not in (before, inside)
    assert "Laren en omstreken" in names()


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
def test_what_a_snapshot_reads_never_stands_under_a_newer_edition(form):
    def elsewhere() -> None:
        rename("Laren en omstreken")
        connections.close_all()

    older = reference.edition()
    with snapshot():
        Municipality.objects.count()
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        assert reference.edition() == older
        assert "Laren" in names()

    assert reference.edition() != older
    assert "Laren en omstreken" in names()


def test_an_edition_is_given_out_inside_a_transaction_only(real_commits):
    with pytest.raises(RuntimeError):
        bump_edition()


def test_without_a_database_the_last_edition_counts(form, fresh_process, monkeypatch):
    known = reference.edition()
    fresh_process.now += 5.0

    def away() -> str:
        raise OperationalError

    monkeypatch.setattr(reference, "_asked", away)
    assert reference.edition() == known
    reference.forget()
    with pytest.raises(OperationalError):
        reference.edition()


def test_the_stamp_of_a_prepared_page_holds_the_edition(form, fresh_process):
    before = step_pages.page_stamp(queries.form_now(form.slug), BEFORE)
    with transaction.atomic():
        bump_edition()
    fresh_process.now += 1.0

    assert step_pages.page_stamp(queries.form_now(form.slug), BEFORE) != before


# --- posts that were begun with the list of before ------------------------------------------------------------------


GONE = (
    "Wat u koos, staat niet meer in de lijst. Wijdemeren hoort nu bij Hilversum. "
    "Kies bij “In welke gemeente woont u?” opnieuw."
)


def test_a_choice_that_is_gone_is_said_at_its_field_and_nothing_else_is_lost(form, fresh_process):
    walk = Walk(form.slug).open()
    merge()
    fresh_process.now += 1.0

    walk.press("next", FIRST | {"q-plaats1": "1696"})

    assert walk.response.status_code == 422
    assert GONE in walk.text
    assert "Een vast gezicht." in walk.text
    assert 'value="1696"' not in walk.page
    assert not Submission.objects.exists()
    assert walk.press("next", FIRST | SECOND).response.status_code == 302


def test_a_choice_that_went_while_the_overview_was_read_is_asked_again_before_sending(real_commits, fresh_process):
    form = make_form(opens_at=None, closes_at=None)
    walk = Walk(form.slug).open().press("next", FIRST).press("next", {"q-plaats1": "1696"})
    assert "Wijdemeren" in walk.text
    merge()
    fresh_process.now += 1.0

    walk.press("send")

    assert walk.response.status_code == 422
    assert GONE in walk.text
    assert not Submission.objects.exists()
    assert "Een vast gezicht." in Draft.objects.get().answers
    walk.press("next", SECOND)
    assert "Een vast gezicht." in walk.text
    assert walk.press("send").response.status_code == 302
    assert Submission.objects.get().municipality == "0402"
