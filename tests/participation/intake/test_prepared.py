"""Pages that are kept ready: equal to live drawing but for the two holes, and served without a query."""

import gzip
import re
import shutil
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.utils import translation

from participation import queries
from participation.builder.services import forms
from participation.formbuilder.schema import Definition, Option, Question, Step
from participation.formbuilder.types import TYPES
from participation.intake.views import step_pages
from participation.models import PreparedPage
from projects.region.services import write_texts
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.roles import Role
from tests.cast import make_user
from tests.factories.participation import BETTER, ONE_STEP, PLACE, TWO_STEPS, coordinator, make_form
from tests.moments import NOW
from tests.participation.fill_in import FIRST, SECOND, Walk, hidden
from tests.participation.formbuilder.questionnaire import EVERY_TYPE

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def form():
    return make_form(opens_at=None, closes_at=None)


def live(form, index, *, token, key):
    """The same step as it is drawn for somebody with answers, but with none."""
    now = queries.form_now(form.slug)
    step_form = queries.step_form(form.published_version, index, at=NOW)()
    return step_pages.step_html(now, form.published_version, index, step_form, token=token, key=key)


def test_the_questionnaire_of_these_tests_holds_every_type():
    assert {question.kind for question in EVERY_TYPE.questions()} == set(TYPES)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_prepared_page_equals_live_drawing_except_its_two_holes(language):
    form = make_form(definition=EVERY_TYPE, opens_at=None, closes_at=None)
    now, request = queries.form_now(form.slug), RequestFactory().get("/")
    with translation.override(language):
        for index in range(len(EVERY_TYPE.steps)):
            ready = step_pages.prerendered_page(
                request, now, form.published_version, index, key="k" * 32, at=NOW
            ).content.decode()
            token = hidden(ready)["csrfmiddlewaretoken"]
            assert ready == live(form, index, token=token, key="k" * 32)
            assert "k" * 32 in ready


def test_a_warm_process_serves_the_first_step_without_a_query(form, django_assert_num_queries):
    Client().get(f"/formulieren/{form.slug}/invullen/")
    with django_assert_num_queries(0):
        answer = Client().get(f"/formulieren/{form.slug}/invullen/")
    assert answer.status_code == 200
    assert "Wie helpt u nu?" in answer.content.decode()


def test_another_process_reads_the_stored_page_and_draws_nothing(form, monkeypatch):
    first = Client().get(f"/formulieren/{form.slug}/invullen/").content.decode()
    queries.forget_all()
    step_pages.forget_pages()
    monkeypatch.setattr(step_pages, "prepare", None)
    second = Client().get(f"/formulieren/{form.slug}/invullen/").content.decode()
    assert PreparedPage.objects.count() == 1
    for page in (first, second):
        assert hidden(page)["key"] in page
    assert without_holes(first) == without_holes(second)


def without_holes(page):
    return re.sub(r'(name="(?:csrfmiddlewaretoken|key)" value=")[^"]*', r"\1", page)


def test_everybody_gets_a_key_and_a_token_of_the_own(form):
    pages = [hidden(Client().get(f"/formulieren/{form.slug}/invullen/").content.decode()) for _number in range(200)]
    assert len({page["key"] for page in pages}) == 200
    assert len({page["csrfmiddlewaretoken"] for page in pages}) == 200


def test_a_pressed_page_carries_the_cookie_s_secret_and_its_post_is_taken(form):
    walk = Walk(form.slug, Client(enforce_csrf_checks=True, headers={"Accept-Encoding": "gzip"}))

    pages = [hidden(gzip.decompress(walk.client.get(walk.place).content).decode()) for _number in range(2)]

    secret = walk.client.cookies[settings.CSRF_COOKIE_NAME].value
    assert [page["csrfmiddlewaretoken"] for page in pages] == [secret, secret]
    other = secret[::-1]
    forged = walk.client.post(walk.place, pages[1] | FIRST | {"go": "next", "csrfmiddlewaretoken": other})
    taken = walk.client.post(walk.place, pages[1] | FIRST | {"go": "next"})
    assert [forged.status_code, taken.status_code] == [403, 200]


def test_a_page_that_others_may_press_carries_another_token_each_time(form):
    walk = Walk(form.slug)

    tokens = {hidden(walk.open().page)["csrfmiddlewaretoken"] for _number in range(5)}

    assert len(tokens) == 5
    assert walk.client.cookies[settings.CSRF_COOKIE_NAME].value not in tokens


def test_a_label_cannot_imitate_a_hole():
    sly = Question(
        "sly", "choice", 'name="key" value="x" {{ token }} %KEY%', options=(Option("a", "</form>"), Option("b", "B"))
    )
    form = make_form(definition=Definition(steps=(Step("s", "{{ key }}", (sly,)),)), opens_at=None, closes_at=None)
    page = Walk(form.slug).open()
    assert page.page.count(hidden(page.page)["csrfmiddlewaretoken"]) == 1
    assert page.page.count(hidden(page.page)["key"]) == 1
    assert "{{ token }}" in page.text


def test_somebody_with_an_account_sees_the_same_page_as_everybody(form, cast):
    client = Client()
    client.force_login(cast.leader)
    ours = client.get(f"/formulieren/{form.slug}/invullen/").content.decode()
    assert without_holes(ours) == without_holes(Walk(form.slug).open().page)


def test_a_newly_published_version_is_seen_within_a_second_and_at_once_by_the_process_that_published(
    form, django_capture_on_commit_callbacks
):
    assert "Wat kan er beter?" in Walk(form.slug).open().text
    newer = Definition(steps=(Step("s", "Kort", (PLACE,)),))
    with django_capture_on_commit_callbacks(execute=True):
        forms.publish(form=form, definition=newer, by=coordinator(), at=NOW)
    assert Walk(form.slug).open().title == "Kort"
    assert queries.FORM_SECONDS <= 1.0


def test_closing_by_hand_is_seen_at_once_by_the_process_that_closed(form, django_capture_on_commit_callbacks):
    Walk(form.slug).open()
    with django_capture_on_commit_callbacks(execute=True):
        forms.close(form=form, by=coordinator(), at=NOW)
    assert Walk(form.slug).open().title == "Deze vragenlijst is gesloten"


def test_opening_and_closing_moments_need_no_query_and_no_second(form):
    now = queries.form_now(make_form(title="Kort open").slug)
    assert [now.is_open_at(at) for at in (now.opens_at - timedelta(microseconds=1), now.opens_at)] == [False, True]
    assert [now.is_open_at(at) for at in (now.closes_at - timedelta(microseconds=1), now.closes_at)] == [True, False]


def test_the_page_is_another_one_when_release_region_or_what_it_shows_changes(form, fresh_process, monkeypatch):
    before, at = queries.form_now(form.slug), NOW
    stamps = {step_pages.page_stamp(before, at)}
    administrator = Staff(make_user("administrator", Role.ADMINISTRATOR))
    administrator.user.save()
    write_texts(texts={"phone": ("(035) 000 00 00", "")}, by=administrator, at=at)
    fresh_process.now += 1.0
    now = queries.form_now(form.slug)
    stamps.add(step_pages.page_stamp(now, at))
    monkeypatch.setattr(step_pages, "build", lambda: "another release")
    stamps.add(step_pages.page_stamp(now, at))
    monkeypatch.setattr(step_pages, "static", lambda name: f"/static/hash-{name}")
    stamps.add(step_pages.page_stamp(now, at))
    other = make_form(title="Andere titel")
    stamps.add(step_pages.page_stamp(queries.form_now(other.slug), at))
    assert len(stamps) == 5


@pytest.mark.parametrize(
    "changed", ["templates/participation/intake/step.html", "participation/formbuilder/types/text.py"]
)
def test_a_stored_page_does_not_outlive_what_drew_it(form, settings, tmp_path, changed):
    for name in step_pages.SOURCES:
        if (settings.BASE_DIR / name).exists():
            shutil.copytree(settings.BASE_DIR / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    before = step_pages.build()
    settings.BASE_DIR = tmp_path
    step_pages.build.cache_clear()
    assert step_pages.build() == before, "the same sources give the same pages, wherever they stand"
    with (tmp_path / changed).open("a") as file:
        file.write("\n")
    step_pages.build.cache_clear()
    assert step_pages.build() != before
    step_pages.build.cache_clear()


def test_a_step_without_answers_yet_comes_from_the_prepared_page_with_the_key_of_the_person(form):
    walk = Walk(form.slug).open()
    key = hidden(walk.page)["key"]
    walk.press("next", FIRST)
    assert hidden(walk.page)["key"] == key
    assert PreparedPage.objects.count() == 2


@pytest.mark.parametrize("definition", [ONE_STEP, TWO_STEPS])
def test_every_page_of_the_flow_says_that_nobody_may_keep_it(definition):
    walk = Walk(make_form(definition=definition, opens_at=None, closes_at=None).slug).open()
    pages = [walk.response, walk.press("next", {}).response]
    if definition is TWO_STEPS:
        pages += [walk.press("next", FIRST).response, walk.press("next", SECOND).response]
    pages.append(walk.press("send").response)
    assert {page["Cache-Control"] for page in pages} == {"private, no-store"}
    assert BETTER.label in pages[0].content.decode()
