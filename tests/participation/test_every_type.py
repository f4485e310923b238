"""Every type of question on the whole way: filled in, sent, counted, and told in a report."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string

from participation import queries
from participation.formbuilder import tally
from participation.intake.services import drafts
from participation.models import Draft, Form, Submission
from participation.results import services as tallies
from reports.figures.content import plain
from reports.progress.collect.progress import ProgressParameters, progress
from reports.progress.content import ProgressReport
from reports.progress.render.page import page as drawn
from reports.recount.collect import recount
from reports.runs.services import compiling, runs
from samenkracht.core.values.periods import Period
from tests.factories.participation import coordinator, make_form, send_many
from tests.moments import NOW
from tests.participation.fill_in import Walk, hidden
from tests.participation.formbuilder.questionnaire import ANSWERS, EVERY_TYPE

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

ASKED = [question.key for question in EVERY_TYPE.questions() if question.kind != "explanation"]
LATER = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)
ASKING = ProgressParameters(
    period=Period(datetime(2026, 10, 1, tzinfo=UTC).date(), datetime(2027, 1, 1, tzinfo=UTC).date())
)
OVER = {"q-speaks_for": "group", "q-waar": "0402", "q-kort": "Het dorp", "q-kinderen": "2"}
HELP = {
    "q-welke": ["huis", "other"],
    "q-welke-other": "een maatje",
    "q-reis": "other",
    "q-reis-other": "te voet",
    "q-weet": "unknown",
    "q-cijfer": "7",
    "q-uren": "2,5",
}
OPINION = {"q-moeite": "5", "q-goed": "Veel"}


@pytest.fixture
def form():
    return make_form(definition=EVERY_TYPE, opens_at=None, closes_at=None)


def ticked(page):
    return re.findall(r'type="checkbox"[^>]*value="([^"]*)"[^>]* checked', page)


def test_a_resident_answers_every_type_and_what_is_stored_is_what_was_meant(form):
    walk = Walk(form.slug).open().press("next", OVER).press("next", HELP).press("next", OPINION)

    assert walk.title == "Kloppen uw antwoorden?"
    for words in ("Voor een groep of organisatie", "Hulp in huis<br>Andere hulp, namelijk: een maatje", "Weet ik niet"):
        assert words in walk.text
    assert "2,5 uur per week" in walk.text
    assert "Nu over de hulp" not in walk.text
    walk.press("send")
    assert Submission.objects.get().answers == {"schema": 1, "a": ANSWERS | {"waar": "0402"}}


def test_several_choices_survive_an_error_elsewhere_and_the_way_back_and_forth(form):
    wrong = HELP | {"q-uren": "veel"}
    walk = Walk(form.slug).open().press("next", OVER).press("next", wrong)
    assert (walk.response.status_code, ticked(walk.page)) == (422, ["huis", "other"])

    walk.press("back", wrong).press("next", OVER)
    assert ticked(walk.page) == ["huis", "other"]
    assert 'value="veel"' in walk.page


def test_the_overview_carries_answers_of_every_type_past_a_lost_draft(form):
    typed = OPINION | {"q-goed": "Veel.\r\nEn: “&amp;” < 3"}
    walk = Walk(form.slug).open().press("next", OVER).press("next", HELP).press("next", typed)
    before = drafts.find(key=hidden(walk.page)["key"], at=NOW).answers
    Draft.objects.all().delete()

    # A browser sends each new line of a hidden field as two signs.
    walk.press("send", {name: value.replace("\n", "\r\n") for name, value in hidden(walk.page).items()})

    assert walk.response.status_code == 302, walk.title
    assert Submission.objects.get().answers["a"] == before


def test_a_stale_token_gives_every_tick_back(form):
    walk = Walk(form.slug).open().press("next", OVER)
    walk.client.cookies.clear()
    walk.press("next", HELP)
    assert walk.response.status_code == 403
    assert ticked(walk.page) == ["huis", "other"]
    assert walk.press("next", HELP).press("next", OPINION).title == "Kloppen uw antwoorden?"


def test_who_is_too_late_sees_answers_of_every_type_and_what_was_half_done(form):
    walk = Walk(form.slug).open().press("next", OVER)
    Form.objects.filter(pk=form.pk).update(closes_at=datetime(2020, 1, 1, tzinfo=UTC))
    queries.forget_forms()
    walk.press("next", {name: value for name, value in HELP.items() if name != "q-welke-other"} | {"q-uren": "veel"})
    assert walk.response.status_code == 410
    for words in ("Voor een groep of organisatie", "Hulp in huis", "Andere hulp, namelijk", "te voet", "veel"):
        assert words in walk.text
    assert "huis,other" not in walk.text
    assert not Submission.objects.exists()


def test_change_leads_from_the_overview_to_each_question(form):
    walk = Walk(form.slug).open().press("next", OVER).press("next", HELP).press("next", OPINION)
    anchors = re.findall(r'value="change-(\d)" formaction="[^#]*#([^"]+)"', walk.page)

    assert len(anchors) == len(ASKED)
    for step, anchor in anchors:
        back = Walk(form.slug, client=walk.client, page=walk.page).press(f"change-{step}")
        assert f'id="{anchor}"' in back.page


def test_the_overview_carries_the_answers_of_every_type(form):
    walk = Walk(form.slug).open().press("next", OVER).press("next", HELP).press("next", OPINION)

    assert hidden(walk.page)["q-welke"] == "huis,other"
    from participation.models import Draft

    Draft.objects.all().delete()
    walk.press("send")
    assert Submission.objects.get().answers["a"] == ANSWERS | {"waar": "0402"}


def test_made_up_answers_of_every_type_are_taken_and_counted(form):
    send_many(form, 40)
    tallies.aggregate_all(form_id=form.pk)

    (counts,) = queries.live_counts(project=form.project, actor=coordinator(), at=NOW)
    assert list(counts.tallies) == ASKED
    assert {key: counted.total for key, counted in counts.tallies.items()} == dict.fromkeys(ASKED, 40)
    chosen = [
        answers["a"].get("welke", {}).get("options", [])
        for answers in Submission.objects.values_list("answers", flat=True)
    ]
    assert sum(counts.tallies["welke"].cells.values()) == sum(map(len, chosen))


def test_a_report_tells_every_type_on_its_page_and_counts_again_to_the_same(form):
    send_many(form, 60)
    run = runs.request(parameters=ASKING, by=coordinator(), at=LATER)
    report = compiling.compile_claimed(run=runs.claim(run_id=run.pk, at=LATER), clock=lambda: LATER)
    assert report is not None

    content = ProgressReport.from_json(report.content)
    (chapter,) = content.chapters
    assert [figure.parameters["question"] for figure in chapter.questions] == ASKED
    assert {figure.value for figure in chapter.questions} == {60}
    html = "".join(
        render_to_string("reports/papers/_questions.html", {"questions": part["questions"], "level": 3})
        for part in drawn(content, digest=report.digest)["chapters"]
    )
    for question in EVERY_TYPE.questions():
        assert (question.label in html) == (question.kind != "explanation")
    tallies.aggregate_all(form_id=form.pk)
    assert {finding.verdict.value for finding in recount()} == {"equal"}


def test_no_report_shows_few_people_at_a_question_with_several_choices(form):
    send_many(form, 60)
    content = progress(ASKING, as_of=LATER)
    exact = tally.count(EVERY_TYPE, [answers["a"] for answers in Submission.objects.values_list("answers", flat=True)])

    (told,) = [figure for figure in content.chapters[0].questions if figure.parameters["question"] == "welke"]
    for cell in told.cells:
        n = exact["welke"].cells[cell.key]
        assert cell.value == (n if 10 <= n <= 50 else None)
    assert json.dumps(plain(told))
