"""A closed form stops inviting: since when, how often, what becomes of the answers, where to read it."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest

from participation import queries
from projects.enums import PlanStatus, ProjectState
from projects.models import Project
from samenkracht.core.values.dates import KnownDate
from tests.factories.participation import make_form, send
from tests.factories.projects import PlanLineFactory, PlanVersionFactory, ProjectFactory
from tests.factories.reports import stored_report
from tests.moments import NOW
from tests.pages.dutch_words import untranslated

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
# Long past and far away, so that no test depends on the day on which it runs.
CLOSED = datetime(2026, 11, 10, 23, 0, tzinfo=UTC)
OPENS = datetime(2098, 6, 1, 7, 0, tzinfo=UTC)
INVITES = ("Begin met de vragenlijst", "Voor u begint", "samen met u in", "Ongeveer 5", "U kunt nu mee")


@pytest.fixture
def line():
    project = ProjectFactory(title="Hulp", slug="hulp", is_public=True, state=ProjectState.RUNNING)
    line = PlanLineFactory(project=project)
    PlanVersionFactory(plan=line.plan, outcome=PlanStatus.AGREED, decided_at=NOW)
    return line


def closed(line, **promised):
    for name, value in promised.items():
        setattr(line, name, value)
    line.save()
    form = make_form(project=line.plan.project, plan_line=line, closes_at=CLOSED)
    for n in range(3):
        send(form, key=f"{n:032x}", at=CLOSED - timedelta(days=2))
    return form


def words(client, place, status=200):
    response = client.get(place)
    assert response.status_code == status, place
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.mark.parametrize("page", ["", "invullen/"])
def test_a_closed_form_says_since_when_and_how_often_and_no_longer_invites(client, line, page):
    form = closed(line, feedback_due=KnownDate("2098-05-01"))
    told = words(client, f"/formulieren/{form.slug}/{page}", 410 if page else 200)
    assert "Hij was open tot en met 10 november 2026." in told
    assert "Hoe vaak is hij ingevuld? 3 keer" in told
    assert "Wij beloofden te vertellen wat wij ermee doen. Uiterlijk 1 mei 2098 ." in told
    assert "Op de pagina van het project Hulp" in told
    assert told.startswith("Gesloten: Uw ervaring")
    assert [one for one in INVITES if one in told] == []


@pytest.mark.parametrize(
    ("promised", "state", "said"),
    [
        (
            {"feedback_due": KnownDate("2026-11-12")},
            ProjectState.RUNNING,
            "uiterlijk 12 november 2026 . Dat is nog niet",
        ),
        ({"feedback_given": KnownDate("2026-11-20")}, ProjectState.RUNNING, "Wij vertelden wat wij ermee doen: 20 nov"),
        ({"feedback_due": KnownDate()}, ProjectState.RUNNING, "Wij beloofden geen datum"),
        ({"feedback_due": KnownDate.parse("doorlopend")}, ProjectState.RUNNING, "steeds als er nieuws is"),
        ({}, ProjectState.STOPPED, "Het project is gestopt. De antwoorden blijven bewaard."),
        ({}, ProjectState.PAUSED, "Het project ligt stil. De antwoorden blijven bewaard."),
    ],
)
def test_it_says_what_becomes_of_the_answers(client, line, promised, state, said):
    form = closed(line, **promised)
    Project.objects.update(state=state)
    queries.forget_forms()
    assert said in words(client, f"/formulieren/{form.slug}/")


def test_it_leads_to_the_public_report_that_tells_of_the_project(client, line):
    form = closed(line)
    report = stored_report("Voortgang van de regio", project_slugs=["elders", line.plan.project.slug])
    silent = stored_report("Voortgang van de regio, zonder dit project", project_slugs=["elders"])
    html = client.get(f"/formulieren/{form.slug}/").content.decode()
    assert report.get_public_url() in html
    assert silent.get_public_url() not in html


def test_a_form_that_opens_later_says_from_when_and_does_not_invite(client, line):
    form = make_form(project=line.plan.project, plan_line=line, opens_at=OPENS)
    told = words(client, f"/formulieren/{form.slug}/")
    assert "Open vanaf 1 juni 2098, 09.00 uur" in told
    assert told.startswith("Nog niet open: Uw ervaring")
    assert [one for one in ("Begin met de vragenlijst", "samen met u in", "U kunt nu mee") if one in told] == []
    assert "vanaf 1 juni 2098, 09.00 uur" in words(client, "/projecten/hulp/")


def test_the_page_of_the_project_tells_of_closed_forms_and_not_to_fill_them_in(client, line):
    closed(line)
    told = words(client, "/projecten/hulp/")
    assert "Gesloten vragenlijsten Uw ervaring Gesloten na 10 november 2026. Hij is 3 keer ingevuld." in told
    assert "Vul de vragenlijst in" not in told


def test_the_page_of_the_code_says_how_often_it_was_filled_in(client, line):
    form = closed(line)
    assert "Hij is 3 keer ingevuld." in words(client, f"/formulieren/{form.slug}/ontvangen/")


def test_the_same_in_english(client, line):
    form = closed(line, feedback_due=KnownDate("2026-11-12"))
    for place, status in ((f"/formulieren/{form.slug}/", 200), (f"/formulieren/{form.slug}/invullen/", 410)):
        dutch, english = client.get(place), client.get("/en" + place)
        assert (dutch.status_code, english.status_code) == (status, status)
        assert untranslated(dutch.content.decode(), english.content.decode()) == set()


def test_a_form_that_closes_within_the_kept_second_is_told_closed_at_its_moment(line):
    at = NOW
    form = make_form(project=line.plan.project, plan_line=line, closes_at=at + timedelta(seconds=0.4))
    now = queries.form_now(form.slug)
    assert queries.after_closing(now, at=at) is None
    told = queries.after_closing(queries.form_now(form.slug), at=at + timedelta(seconds=0.5))
    assert (told and told.total) == 0


def test_an_open_form_costs_no_query_more_for_what_a_closed_one_tells(line, django_assert_num_queries):
    form = make_form(project=line.plan.project, plan_line=line)
    now = queries.form_now(form.slug)
    with django_assert_num_queries(0):
        assert queries.after_closing(now, at=CLOSED) is None


# --- what staff typed


def typed(text, *, while_open):
    Project.objects.update(act_now=text, act_now_while_open=while_open)


@pytest.mark.parametrize(("while_open", "shown"), [(True, False), (False, True)])
def test_a_typed_call_that_belongs_to_a_form_is_gone_when_the_form_is_closed(client, line, while_open, shown):
    form = closed(line)
    typed("Vul de vragenlijst in.", while_open=while_open)
    assert ("Vul de vragenlijst in." in words(client, "/projecten/hulp/")) == shown
    form.closes_at = None
    form.save()
    assert "Vul de vragenlijst in." in words(client, "/projecten/hulp/")


@pytest.mark.parametrize(
    ("text", "while_open", "asks"),
    [
        ("Vul de vragenlijst in.", False, True),
        ("Vul de vragenlijst in.", True, False),
        ("Kijk op https://portaal.example/formulieren/{slug}/", False, True),
        ("Bel ons.", False, False),
    ],
)
def test_staff_are_told_when_a_typed_text_invites_to_a_closed_form(client, cast, line, text, while_open, asks):
    form = closed(line)
    typed(text.format(slug=form.slug), while_open=while_open)
    client.force_login(cast.coordinator)
    assert ("nodigt uit voor een gesloten vragenlijst" in words(client, "/werkplek/projecten/hulp/")) == asks


def test_a_date_in_a_plan_on_which_nobody_decided_is_no_promise(client, db):
    form = closed(PlanLineFactory(project=ProjectFactory(is_public=True)), feedback_due=KnownDate("2098-05-01"))
    told = words(client, f"/formulieren/{form.slug}/")
    assert "Wij beloofden te" not in told
    assert "Wij beloofden geen datum" in told
    assert queries.form_now(form.slug).promised is None
    assert queries.as_shown(form).promised is None
