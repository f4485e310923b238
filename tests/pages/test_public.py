"""What residents see: the first page, the list of projects, the page of a project."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from projects.enums import PlanStatus, ProgressKind, ProjectState
from projects.models import Municipality, Programme, Project
from projects.models.search import title_order
from samenkracht.core.values.dates import KnownDate
from tests.factories.participation import make_form
from tests.factories.projects import (
    GoalFactory,
    GoalValueFactory,
    PlanLineFactory,
    PlanVersionFactory,
    PriorityFactory,
    ProgrammeFactory,
    ProgressItemFactory,
    ProjectFactory,
    PublicationFactory,
    make_team,
)
from tests.factories.reports import stored_report
from tests.moments import NOW
from tests.permissions.harness import body

# Pages are drawn alike on every database; journeys meet them on the other one.
pytestmark = pytest.mark.postgresql

HEADINGS = [
    "RSA Speerpunten",
    "Wat willen we bereiken?",
    "Beoogde start-/einddatum",
    "Resultaten tot nu toe",
    "Voortgang en planning",
    "Contact",
]
LATER = datetime(2099, 12, 19, 23, 0, tzinfo=UTC)


@pytest.fixture
def public_project(db):
    return ProjectFactory(title="Hulp bij het huishouden", slug="hulp", is_public=True, state=ProjectState.RUNNING)


def page(client, *arguments):
    name = "public_project" if arguments else "public_project_list"
    return client.get(reverse(name, args=arguments)).content.decode()


def headings(html):
    return re.findall(r"<h2[^>]*>(.*?)</h2>", html[: html.index("<footer")])


def listed(client, question=""):
    response = client.get(reverse("public_project_list") + question)
    assert response.status_code == 200
    return [row.project.title for row in response.context["list"].rows]


# --- the first page


def test_first_page_leads_to_what_is_open_now(client, public_project):
    form = make_form(project=public_project, title="Uw ervaring")
    make_form(project=public_project, title="Nog niet gepubliceerd", definition=None)
    make_form(project=ProjectFactory(), title="Van een concept")

    html = client.get("/").content.decode()

    assert f'href="{form.get_absolute_url()}"' in html
    assert "Open tot en met 18 december" in html
    assert "Nog niet gepubliceerd" not in html
    assert "Van een concept" not in html


def test_first_page_says_so_when_nothing_is_open(client, db):
    response = client.get("/")

    assert response.status_code == 200
    assert "Er staat nu geen vragenlijst open" in response.content.decode()


def test_forms_stand_in_the_order_in_which_they_close(client, public_project):
    make_form(project=public_project, title="zonder einde", closes_at=None)
    make_form(project=public_project, title="later", closes_at=LATER)
    make_form(project=public_project, title="eerder")

    cards = client.get("/").context["home"].cards

    assert [form.title for form in cards] == ["eerder", "later", "zonder einde"]


@pytest.mark.parametrize("count", [1, 9])
def test_first_page_costs_two_queries(client, known_reference, django_assert_num_queries, count):
    for _ in range(count):
        make_form()

    with django_assert_num_queries(2):
        html = client.get("/").content.decode()

    assert html.count('class="card"') == min(count, 6)


# --- the list


def test_list_shows_published_projects_only_open_ones_first(client, public_project):
    ProjectFactory(title="Geheim")
    ProjectFactory(title="Aardig", is_public=True)
    make_form(project=public_project)

    assert listed(client) == ["Hulp bij het huishouden", "Aardig"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("?zoek=clienten", ["Cliënten"]),
        ("?waar=meedenken", ["Hulp bij het huishouden"]),
        ("?waar=klaar", ["Cliënten"]),
        ("?waar=klaar&waar=bezig", ["Hulp bij het huishouden", "Cliënten"]),
        ("?onderwerp=jeugd-en-onderwijs", ["Cliënten"]),
        ("?onderwerp=jeugd-en-onderwijs&waar=bezig", []),
        ("?overkoepelend=ja", ["Hulp bij het huishouden"]),
        ("?overkoepelend=ja&onderwerp=jeugd-en-onderwijs", ["Hulp bij het huishouden", "Cliënten"]),
        ("?zoek=&pagina=1", ["Hulp bij het huishouden", "Cliënten"]),
    ],
)
def test_list_is_searched_and_narrowed(client, public_project, question, found):
    make_form(project=public_project)
    jeugd = Programme.objects.get(slug="jeugd-en-onderwijs")
    ProjectFactory(title="Cliënten", is_public=True, state=ProjectState.COMPLETED, programme=jeugd)

    assert listed(client, question) == found


@pytest.mark.parametrize(
    "question",
    [
        "?waar=overal",
        "?onderwerp=geheim",
        "?overkoepelend=nee",
        "?pagina=-1",
    ],
)
def test_list_answers_400_to_a_question_it_does_not_know(client, db, question):
    assert client.get(reverse("public_project_list") + question).status_code == 400


@pytest.mark.parametrize("place", ["/", "/projecten/", "/projecten/hulp/", "/rapporten/", "/en/projecten/"])
def test_what_links_from_elsewhere_carry_along_changes_nothing(client, public_project, place):
    carried = "fbclid=IwAR0-abc_1&utm_source=nieuwsbrief&utm_campaign=%22%3E&gclid=1&is_public=0&contact_email=a"

    assert body(client.get(f"{place}?{carried}")) == body(client.get(place))


def test_of_a_long_search_the_beginning_is_searched_for(client, public_project):
    answer = client.get("/projecten/", {"zoek": "hulp " + "x" * 500})

    assert answer.status_code == 200
    assert answer.context["filter"].cleaned_data["zoek"] == ("hulp " + "x" * 95)
    assert 'value="hulp ' + "x" * 95 + '"' in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("/Projecten/Hulp/", "/projecten/hulp/"),
        ("/PROJECTEN/?zoek=Hulp", "/projecten/?zoek=Hulp"),
        ("/EN/Projecten/Hulp/", "/en/projecten/hulp/"),
        ("/Rapporten/", "/rapporten/"),
    ],
)
def test_an_address_with_capitals_leads_on(client, public_project, typed, place):
    answer = client.get(typed)

    assert (answer.status_code, answer.headers.get("Location")) == (301, place)
    assert client.get(place).status_code == 200


@pytest.mark.parametrize(
    "typed", ["/Werkplek/", "/uitnodiging/AbCdEf/", "/Bestaat-niet/", "//Elders.example/", "/\\Elders.example/"]
)
def test_capitals_lead_nowhere_else(client, public_project, typed):
    """A key in an address is another one in small letters, and no address leads to another website."""
    answer = client.get("/", PATH_INFO=typed)

    assert answer.status_code in (404, 410)
    assert "Location" not in answer


def test_boxes_count_published_projects_and_chips_take_a_choice_away(client, public_project):
    ProjectFactory(title="Geheim", state=ProjectState.RUNNING)
    ProjectFactory(is_public=True, state=ProjectState.RUNNING, programme=ProgrammeFactory(title="Gezondheid"))

    found = client.get(reverse("public_project_list") + "?waar=bezig&zoek=hulp").context["list"]

    assert [(choice.words, choice.count, choice.on) for choice in found.standings] == [("Wij zijn bezig", 2, True)]
    assert [(choice.words, choice.count) for choice in found.programmes] == [
        ("Gezondheid", 1),
        ("Over meer onderwerpen", 1),
    ]
    assert found.chosen[0].without == "?zoek=hulp"
    assert (found.found, found.total) == (1, 2)


@pytest.mark.parametrize("count", [1, 20])
def test_list_costs_the_same_however_long(client, known_reference, django_assert_num_queries, count):
    for number in range(count):
        project = ProjectFactory(title=f"Wonen {number}", is_public=True, programme=Programme.objects.first())
        make_form(project=project)

    with django_assert_num_queries(4):
        html = client.get(reverse("public_project_list") + "?zoek=wonen").content.decode()

    assert html.count("Open tot en met") == count


def test_titles_stand_as_people_look_for_them_and_a_longer_title_after_its_beginning(client, db):
    ProjectFactory(title="Wonen en zorg", summary="Aan het begin.", is_public=True)
    ProjectFactory(title="Wonen", summary="Zorgen over later.", is_public=True)
    ProjectFactory(title="“Éénzaam” in Ede", is_public=True)
    ProjectFactory(title="aardig", is_public=True)
    ProjectFactory(title="’t Gooi fietst", is_public=True)

    titles = listed(client)

    assert titles == ["aardig", "“Éénzaam” in Ede", "’t Gooi fietst", "Wonen", "Wonen en zorg"]
    assert titles == sorted(titles, key=title_order)


def test_the_second_page_goes_on_where_the_first_ended(client, db):
    for number in range(23):
        ProjectFactory(title=f"Project {number:02d}", is_public=True, state=ProjectState.RUNNING)

    found = client.get(reverse("public_project_list") + "?waar=bezig&pagina=2").context["list"]

    assert [row.project.title for row in found.rows] == ["Project 20", "Project 21", "Project 22"]
    assert (found.found, found.total, found.page.paginator.num_pages) == (23, 23, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("projects", [1, 2])
@pytest.mark.parametrize("asked", ["", "?zoek=xyz"])
def test_the_list_counts_one_project_as_one_in_both_languages(client, projects, asked):
    for number in range(projects):
        ProjectFactory(title=f"Project {number}", is_public=True)

    for language, one, many in (("", "project", "projecten"), ("/en", "project", "projects")):
        html = client.get(f"{language}{reverse('public_project_list')}{asked}").content.decode()
        counted = re.findall(r"\b(\d+) (project\w*)", html)
        assert counted
        assert {(n, word) for n, word in counted if word != (one if n == "1" else many)} == set()


# --- the page of a project


def test_page_has_the_regions_own_headings_in_their_order(client, public_project):
    found = headings(page(client, "hulp"))

    assert [heading for heading in found if heading in HEADINGS] == HEADINGS
    assert "Hoe u meedoet" in found


def test_page_tells_what_is_known_and_says_what_is_not(client, public_project):
    public_project.planned_start = KnownDate.parse("januari 2017")
    public_project.planned_end = KnownDate.parse("december 2018")
    public_project.save()
    GoalFactory(project=public_project, text="Een vast gezicht")
    ProgressItemFactory(project=public_project, kind=ProgressKind.RESULT, text="Zes gesprekken")

    html = page(client, "hulp")

    assert "Januari 2017 – december 2018" in html
    assert "<li>Een vast gezicht</li>" in html
    assert "<li>Zes gesprekken</li>" in html
    # Speerpunten and planning.
    assert html.count("Hierover is nog niets bekend.") == 2


def test_plan_is_told_as_questions_with_what_the_step_promises(client, public_project):
    PlanLineFactory(project=public_project, level="advise", feedback_due=KnownDate("2099-02"))
    PlanLineFactory(project=public_project, input="Uit het plan", removed_at=LATER)

    html = page(client, "hulp")

    questions = re.findall(r"<dt>(.*?)</dt>", html)
    assert questions == [
        "Wat vragen wij?",
        "Aan wie?",
        "Waarom?",
        "Hoe?",
        "Wat doen wij ermee?",
        "Wanneer hoort u iets?",
    ]
    assert "Wijken wij af van uw advies? Dan leggen wij uit waarom." in html
    assert "februari 2099" in html
    assert "Uit het plan" not in html


def test_what_the_region_does_with_an_answer_and_what_it_promises_are_sentences_of_their_own(client, public_project):
    PlanLineFactory(project=public_project, use="De volgorde van de buurten", level="advise")

    html = page(client, "hulp")

    assert '<p>De volgorde van de buurten</p><p class="mt-4">U adviseert ons.' in html


@pytest.mark.parametrize(
    ("decided", "opened", "period", "said"),
    [
        (datetime(2026, 5, 3, 9, tzinfo=UTC), datetime(2026, 5, 4, 9, tzinfo=UTC), "mei 2026", True),
        (datetime(2026, 5, 3, 9, tzinfo=UTC), datetime(2099, 5, 4, 9, tzinfo=UTC), "", True),
        (datetime(2026, 5, 4, 7, tzinfo=UTC), datetime(2026, 5, 4, 9, tzinfo=UTC), "", False),
        (datetime(2026, 5, 5, 7, tzinfo=UTC), datetime(2026, 5, 4, 9, tzinfo=UTC), "", False),
        (datetime(2026, 5, 3, 9, tzinfo=UTC), None, "april 2026", False),
    ],
)
def test_a_plan_is_called_agreed_beforehand_only_when_its_dates_say_so(
    client, public_project, decided, opened, period, said
):
    PlanLineFactory(project=public_project, period_start=KnownDate.parse(period))
    PlanVersionFactory(plan=public_project.plan, outcome=PlanStatus.AGREED, decided_at=decided)
    if opened:
        make_form(project=public_project, opens_at=opened)

    html = page(client, "hulp")

    assert ("Dit hebben wij vooraf afgesproken." in html) == said
    assert ("Dit hebben wij afgesproken." in html) != said
    assert f"Akkoord op {decided.day} mei 2026" in html


def test_the_months_of_a_plan_are_in_the_language_of_the_page(client, public_project):
    PlanLineFactory(project=public_project, period_start=KnownDate("2026-05"), period_end=KnownDate("2026-07"))
    PlanLineFactory(project=public_project, period_end=KnownDate("2026-10"))

    def shown(place):
        return " ".join(re.sub(r"<[^>]+>", " ", client.get(place).content.decode()).split())

    dutch, english = shown("/projecten/hulp/"), shown("/en/projecten/hulp/")

    assert "mei 2026 – juli 2026" in dutch
    assert "tot en met oktober 2026" in dutch
    assert "May 2026 – July 2026" in english
    assert "until October 2026" in english
    assert re.findall(r"\b(mei|juli|oktober)\b", english) == []


INVITING = (
    "Hoe u meedoet", "Waarom vragen wij", "Wat vragen wij", "Hoe kan iedereen", "Wanneer vragen", "Wat doen wij",
    "Wanneer hoort", "van plan. Het is nog", "kan nog veranderen", "hoe u kunt meedoen",
)  # fmt: skip


@pytest.mark.parametrize("state", [ProjectState.STOPPED, ProjectState.COMPLETED])
@pytest.mark.parametrize("told", ["lines", "nothing", "no participation"])
def test_a_project_that_is_over_tells_of_taking_part_in_the_past(client, public_project, state, told):
    public_project.state = state
    public_project.save()
    if told == "lines":
        PlanLineFactory(project=public_project, measures="Wij komen langs.", period_start=KnownDate("2026-05"))
    if told == "no participation":
        public_project.plan.no_participation_reason = "De wet laat geen ruimte."
        public_project.plan.save()

    html = page(client, "hulp")

    assert [words for words in INVITING if words in html] == []
    assert ("Waarom vroegen wij u hier niets?" if told == "no participation" else "Hoe u kon meedoen") in html


def test_what_was_asked_is_told_in_the_past_while_the_project_goes_on(client, public_project):
    line = PlanLineFactory(
        project=public_project,
        measures="Wij komen langs.",
        period_start=KnownDate("2025-12"),
        period_end=KnownDate("2026-02"),
    )
    html = page(client, "hulp")
    asking = ("Hoe u meedoet", "Wat vragen wij", "Hoe kan iedereen", "Wanneer vragen", "van plan. Het is nog")
    assert [words for words in (*asking, "kan nog veranderen") if words in html] == []
    for words in ("Hoe u kon meedoen", "Wat vroegen wij?", "Wanneer vroegen wij dit?", "Wanneer hoort u iets?"):
        assert words in html, words

    PlanLineFactory(project=public_project, period_start=KnownDate("2026-12"), period_end=KnownDate("2027-02"))
    html = page(client, "hulp")
    assert "Hoe u meedoet" in html
    assert (html.count("Wanneer vroegen wij dit?"), html.count("Wanneer vragen wij dit?")) == (1, 1)

    make_form(project=public_project, plan_line=line)
    assert "Wanneer vroegen wij dit?" not in page(client, "hulp"), "its form is open"


def test_a_question_without_a_period_was_asked_once_its_form_closed(client, public_project):
    line = PlanLineFactory(project=public_project)
    assert "Wat vragen wij?" in page(client, "hulp")
    make_form(project=public_project, plan_line=line, closes_at=NOW)
    html = page(client, "hulp")
    assert "Wat vroegen wij?" in html
    assert "Hoe u kon meedoen" in html


def test_a_project_that_is_over_says_of_nothing_that_it_is_not_known_yet(client, public_project):
    assert "Voortgang en planning" in page(client, "hulp")
    Project.objects.update(state=ProjectState.COMPLETED)
    html = page(client, "hulp")
    assert "Voortgang en planning" not in html
    assert "Hierover is nog niets bekend." not in html


def test_a_project_that_is_paused_does_not_tell_how_one_takes_part(client, public_project):
    PlanLineFactory(project=public_project)
    assert "Hoe u meedoet" in page(client, "hulp")

    Project.objects.update(state=ProjectState.PAUSED)

    html = page(client, "hulp")
    assert "Het ligt stil" in html
    assert "Hoe u meedoet" not in html


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (PlanStatus.AGREED, "Dit hebben wij vooraf afgesproken."),
        (PlanStatus.RETURNED, "Dit zijn wij van plan. Het is nog niet besloten."),
        (None, "Dit zijn wij van plan. Het is nog niet besloten."),
    ],
)
def test_a_plan_is_called_agreed_once_somebody_decided(client, public_project, outcome, said):
    PlanLineFactory(project=public_project)
    if outcome:
        PlanVersionFactory(plan=public_project.plan, outcome=outcome, decided_at=LATER, remarks="Anders")

    html = page(client, "hulp")

    assert said in html
    assert ("vooraf afgesproken" in html) == (outcome == PlanStatus.AGREED)


def report_box(client, project):
    project.refresh_from_db()
    html = page(client, project.slug)
    return html.partition("<h2>Verslag</h2>")[2].partition("</div>")[0]


def test_page_leads_to_the_newest_published_report_that_tells_of_the_project(client, public_project):
    public_project.programme = ProgrammeFactory(slug="gezondheid", title="Gezondheid")
    public_project.save()
    slug = public_project.slug
    stored_report("Van een ander project", project_slugs=["elders"])
    stored_report("Van zijn programma, zonder dit project", programme="gezondheid", project_slugs=["elders", "nog-een"])
    stored_report("Nog niet openbaar", status="approved", published_at=None, project_slugs=[slug])
    assert report_box(client, public_project) == ""

    for changes, words in (
        ({}, "Hier leest u hoe het gaat met dit project en met andere projecten."),
        ({"programme": "gezondheid"}, "Hier leest u hoe het gaat met dit project en met andere projecten."),
        ({"project": public_project}, "Hier leest u hoe het gaat met dit project."),
    ):
        told = stored_report(f"Verslag {words}", project_slugs=["elders", slug], **changes)
        box = report_box(client, public_project)
        assert words in box
        assert f'href="{told.get_public_url()}">{told.title}</a>' in box


def test_page_is_honest_about_a_promise_that_was_not_kept(client, public_project):
    line = PlanLineFactory(project=public_project, feedback_due=KnownDate("2020-02"))
    intended = page(client, "hulp")
    PlanVersionFactory(plan=line.plan, outcome=PlanStatus.AGREED, decided_at=LATER)
    promised = page(client, "hulp")

    assert "Wij wilden dit vertellen, uiterlijk" in intended, "nobody decided, so it is no promise yet"
    assert "Wij beloofden:" not in intended
    assert "Wij beloofden:" in promised
    for html in (intended, promised):
        assert "Dat is nog niet gelukt." in html


def test_page_has_its_open_forms_above_the_fixed_headings(client, public_project):
    form = make_form(project=public_project)
    make_form(title="Van een ander project")

    html = page(client, "hulp")

    assert html.index(f'href="{form.get_absolute_url()}"') < html.index("RSA Speerpunten")
    assert "Van een ander project" not in html


def test_a_draft_is_hidden_from_everybody_but_who_may_read_it(client, cast):
    make_team(ProjectFactory(slug="concept", title="Nog geheim"), cast)
    hidden, missing = client.get("/projecten/concept/"), client.get("/projecten/bestaat-niet/")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content == missing.content

    client.force_login(cast.other_leader)
    assert client.get("/projecten/concept/").status_code == 404

    client.force_login(cast.leader)
    preview = client.get("/projecten/concept/")
    assert preview.status_code == 200
    assert "Deze pagina is niet openbaar." in preview.content.decode()


@pytest.mark.parametrize("count", [1, 15])
def test_page_costs_the_same_however_much_it_tells(
    client, public_project, known_reference, django_assert_num_queries, count
):
    for _ in range(count):
        PlanLineFactory(project=public_project)
        GoalFactory(project=public_project)
        ProgressItemFactory(project=public_project, kind=ProgressKind.PLANNING)
    make_form(project=public_project)

    with django_assert_num_queries(13):
        client.get("/projecten/hulp/")


@pytest.mark.parametrize("place", ["/", "/projecten/", "/projecten/hulp/"])
def test_public_pages_take_no_other_method(client, public_project, place):
    assert client.post(place).status_code == 405


# --- what the register adds to the page


def test_plain_layer_stands_above_the_regions_own_headings(client, public_project):
    Project.objects.update(summary="Kort gezegd.", meaning="U merkt er dit van.", act_now="Bel ons.")

    found = headings(page(client, "hulp"))

    assert found[:4] == ["In het kort", "Wat betekent dit voor u?", "Wat kunt u nu doen?", "RSA Speerpunten"]
    assert [heading for heading in found if heading in HEADINGS] == HEADINGS


def test_page_tells_speerpunten_of_the_list_and_in_a_sentence(client, public_project):
    Project.objects.update(priorities="Overkoepelend: samen met inwoners.")
    public_project.cited_priorities.add(PriorityFactory(title="Thuis in de wijk"))
    PriorityFactory(title="Niet van dit project")

    html = page(client, "hulp")

    assert html.index("Thuis in de wijk") < html.index("Overkoepelend: samen met inwoners.")
    assert "Niet van dit project" not in html


def test_page_tells_goals_in_two_levels_with_target_and_latest_value(client, public_project):
    goal = GoalFactory(
        project=public_project, text="Op tijd", unit="procent", target="80", by_when=KnownDate.parse("2027")
    )
    GoalFactory(project=public_project, parent=goal, text="Ook in de avond")
    for iso, value in (("2026-06", "72.5"), ("2025", "64"), ("2026", "60")):
        GoalValueFactory(goal=goal, measured_on=KnownDate(iso), value=value, source="Monitor")

    text = " ".join(re.sub(r"<[^>]+>", " ", page(client, "hulp")).split())

    assert "Op tijd Doel: 80 procent , uiterlijk 2027 . Nu: 60 procent ( 2026 , Monitor ). Ook in de avond" in text


def test_page_says_for_which_municipalities_it_is(client, public_project):
    assert "Voor de hele regio" in page(client, "hulp")

    public_project.municipalities.set(Municipality.objects.filter(name__in=["Huizen", "Blaricum", "Laren"]))

    assert "Voor inwoners van Blaricum, Huizen en Laren" in " ".join(page(client, "hulp").split())


def test_page_links_to_publications_before_contact(client, public_project):
    PublicationFactory(project=public_project, title="Plan 2027", url="https://regio.example/plan?a=1&b=2")
    PublicationFactory(title="Van een ander project")

    html = page(client, "hulp")

    assert 'href="https://regio.example/plan?a=1&amp;b=2"' in html
    assert html.index("Plan 2027") < html.index("<h2>Contact</h2>")
    assert "Van een ander project" not in html


@pytest.mark.parametrize(
    ("state", "since", "said"),
    [
        (ProjectState.STOPPED, "2026-06-03", "Gestopt in juni 2026: De proef werkte niet."),
        (ProjectState.COMPLETED, "2025", "Klaar in 2025: De proef werkte niet."),
        (ProjectState.STOPPED, None, "Gestopt."),
    ],
)
def test_a_project_that_is_over_says_since_when_and_why_and_that_what_residents_told_is_kept(
    client, public_project, state, since, said
):
    assert "blijft bewaard" not in page(client, "hulp")

    Project.objects.update(state=state)
    if since:
        for known, reason, day in (("2024", "Van vroeger.", 1), (since, "De proef werkte niet.", 2)):
            public_project.state_changes.create(
                state=state, since=KnownDate(known), reason=reason, recorded_at=datetime(2026, 11, day, tzinfo=UTC)
            )
    text = " ".join(re.sub(r"<[^>]+>", "", page(client, "hulp")).split())

    assert f"{said}Wat inwoners ons vertelden, blijft bewaard." in text
    assert "Van vroeger" not in text


def test_contact_stands_once_and_help_with_filling_in_only_where_there_is_something_to_fill_in(client, public_project):
    html = page(client, "hulp")
    main = html[html.index("<main") : html.index("</main>")]
    numbers = main.count('href="tel:') - main.count('href="tel:112"')
    assert (main.count("mailto:"), numbers, "met invullen" in main) == (1, 1, False)

    make_form(project=public_project)

    assert "Wij helpen u ook met invullen." in page(client, "hulp")


def test_why_residents_are_asked_nothing_stands_before_what_is_not_known_yet(client, public_project):
    public_project.plan.no_participation_reason = "De wet laat geen ruimte."
    public_project.plan.save()

    html = page(client, "hulp")

    assert html.count("Waarom vragen wij u hier niets?") == 1
    assert html.index("De wet laat geen ruimte.") < html.index("Hierover is nog niets bekend.")
