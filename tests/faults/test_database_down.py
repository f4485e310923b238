"""Without the database nothing can be stored: what somebody filled in comes back to them, and they are told."""

import html

import pytest

from tests.faults.browser import Board, Browser, CutOff
from tests.faults.page import Page
from tests.services import processes

pytestmark = [pytest.mark.processes, pytest.mark.once, pytest.mark.alone]

TEXT = "Een vast gezicht, «elke» week & op tijd."
FIRST = {"q-hulp": "other", "q-hulp-other": "Mijn buurvrouw helpt.", "q-waarom": TEXT}
SECOND = {"q-gemeente": "outside_region", "q-lengte": "lang"}


class Somebody:
    """One resident at the form; ``page`` is what they have in view."""

    def __init__(self, here, name):
        self.here = here
        self.browser = Browser(here.port, Board(here.folder / f"board-{name}", new=True))
        self.answer = self.browser.ask("GET", here.form_path)
        self.page = Page.read(self.answer.body)

    def press(self, go, values=None):
        self.answer = self.browser.ask("POST", self.here.form_path, self.page.hidden | (values or {}) | {"go": go})
        self.page = Page.read(self.answer.body) or self.page
        return self

    def is_answered(self):
        """By a worker that started; a master takes connections before it has one."""
        try:
            return self.browser.ask("GET", "/healthz").status == 503
        except CutOff:
            return False

    @property
    def text(self):
        return html.unescape(self.answer.body)


@pytest.fixture(scope="module")
def here(installation):
    return installation.fresh()


@pytest.fixture
def down(here):
    """``down()`` stops PostgreSQL; ``down.over()`` starts it on the same data."""

    class Down:
        stopped = False

        def __call__(self):
            here.postgresql.stop()
            self.stopped = True

        def over(self):
            if self.stopped:
                here.postgresql.start()
                self.stopped = False

    down = Down()
    yield down
    down.over()


def rows(here, table):
    return here.sql(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608 - names of this file


def assert_told(somebody):
    assert somebody.answer.status == 503
    assert somebody.browser.took < 5
    assert "niet bewaren" in somebody.text
    assert "Er ging iets mis bij ons" not in somebody.text


def test_a_step_comes_back_filled_and_is_taken_when_the_database_is_back(here, down):
    somebody = Somebody(here, "step")
    key = somebody.page.hidden["key"]
    before = rows(here, "participation_draft")

    down()
    for _click in range(2):
        somebody.press("next", FIRST)
        assert_told(somebody)
        assert TEXT in somebody.text
        assert "Mijn buurvrouw helpt." in somebody.text
        assert somebody.page.hidden["key"] == key
    down.over()

    assert rows(here, "participation_draft") == before
    somebody.press("next", FIRST)
    assert (somebody.answer.status, "q-lengte" in somebody.page.fields) == (200, True)


def test_a_send_comes_back_with_all_answers_and_is_one_submission_later(here, down):
    somebody = Somebody(here, "send").press("next", FIRST).press("next", SECOND)
    assert "send" in somebody.page.words
    before = rows(here, "participation_submission")

    down()
    for _click in range(2):
        somebody.press("send")
        assert_told(somebody)
        assert TEXT in somebody.text
        assert somebody.page.words.count("send") == 1
    down.over()

    assert rows(here, "participation_submission") == before
    somebody.press("send")
    assert somebody.answer.status == 302
    assert Page.receipt(somebody.browser.ask("GET", somebody.answer.location).body)
    assert rows(here, "participation_submission") == before + 1


def test_a_portal_that_started_without_its_database_keeps_what_was_typed_too(here, down):
    somebody = Somebody(here, "cold")
    down()
    processes.stop(here.processes.pop("web"))
    here.start("web")
    processes.wait_until(somebody.is_answered, what="the web", seconds=120, log=here.log("web"))

    somebody.press("next", FIRST)
    assert_told(somebody)
    assert TEXT in somebody.text
    down.over()

    # The page carries every field; its one button sends them again.
    somebody.press("next")
    assert (somebody.answer.status, "q-lengte" in somebody.page.fields) == (200, True)
    assert TEXT not in here.log("web").read_text()
