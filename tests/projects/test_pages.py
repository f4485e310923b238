"""Pages of staff about projects, plans and teams, as a browser asks for them."""

import pytest
from django.urls import reverse

from projects.enums import ProjectState, TeamPart
from projects.models import PlanLine, Programme, Project, TeamMember
from samenkracht.core.values.dates import KnownDate
from tests.factories.projects import PlanLineFactory, ProjectFactory, TeamMemberFactory

# Pages are drawn alike on every database; journeys meet them on the other one.
pytestmark = pytest.mark.postgresql

TEXTS = {
    "title": "Hulp bij het huishouden",
    "summary": "Nieuwe afspraken.",
    "programme": "",
    "priorities": "Sociaal domein",
    "goals": "Een vast gezicht\n\n  Weten wie u belt  \n",
    "planned_start": "maart 2026",
    "planned_end": "doorlopend",
    "state": "running",
    "phase": "development",
    "results": "",
    "planning": "Besluit in mei 2027",
    "contact_function": "projectleider",
    "contact_email": "hulp@regio.example",
    "contact_phone": "",
}
PROMISE = {
    "input": "Wat mensen nodig hebben",
    "from_whom": "Mensen die hulp krijgen",
    "purpose": "Betere afspraken",
    "method": "Groepsgesprekken",
    "use": "In het bestek",
    "level": "advise",
    "target_number": "60",
    "feedback_due": "februari 2027",
    "feedback_given": "",
}


@pytest.fixture
def as_leader(client, cast):
    client.force_login(cast.leader)
    return client


@pytest.fixture
def as_coordinator(client, cast):
    client.force_login(cast.coordinator)
    return client


def listed(response):
    return [row[0].title for row in response.context["rows"]]


def of(name, *arguments):
    return reverse(name, args=arguments)


# --- the list


def test_list_shows_the_own_projects_and_not_those_of_another_team(as_leader, project, other_project):
    assert listed(as_leader.get(of("project_list"))) == ["Hulp bij het huishouden"]


@pytest.mark.parametrize("part", ["coordinator", "director", "privacy_officer"])
def test_list_shows_all_projects_to_who_reads_all(client, cast, project, other_project, part):
    client.force_login(cast.users[part])

    assert listed(client.get(of("project_list"))) == ["Hulp bij het huishouden", "Wachttijden jeugdhulp"]


def test_the_administrator_who_reads_no_project_has_no_list(client, cast, project):
    client.force_login(cast.administrator)

    assert client.get(of("project_list")).status_code == 403


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("HUISHOUDEN", ["Hulp bij het huishouden"]),
        ("clienten", ["Cliënten spreken mee"]),
        ("mee cliënt", ["Cliënten spreken mee"]),
        ("100%", []),
        ("_", []),
    ],
)
def test_search_finds_every_word_whatever_accents_and_capitals(as_coordinator, project, words, found):
    ProjectFactory(title="Cliënten spreken mee")

    assert listed(as_coordinator.get(of("project_list"), {"q": words})) == found


def test_filters_narrow_the_list_together(as_coordinator, cast):
    jeugd = Programme.objects.get(slug="jeugd-en-onderwijs")
    ProjectFactory(title="Goed", programme=jeugd, state="running", phase="evaluation")
    ProjectFactory(title="Andere fase", programme=jeugd, state="running")
    ProjectFactory(title="Ander programma", state="running", phase="evaluation")

    response = as_coordinator.get(
        of("project_list"), {"programma": "jeugd-en-onderwijs", "status": "running", "fase": "evaluation"}
    )

    assert listed(response) == ["Goed"]


def test_list_in_order_of_end_puts_dates_as_known_in_the_order_of_time(as_coordinator):
    ends = ["", "2026", "ongoing", "2026-12-31", "2026-11", "2025-01-15", "2027-01"]
    for iso in ends:
        ProjectFactory(title=f"eind {iso}", planned_end=KnownDate(iso))

    response = as_coordinator.get(of("project_list"), {"volgorde": "eind"})

    assert [title.removeprefix("eind").strip() for title in listed(response)] == [
        "2025-01-15",
        "2026-11",
        "2026-12-31",
        "2026",
        "2027-01",
        "ongoing",
        "",
    ]


def test_list_says_which_active_projects_are_past_their_end(as_coordinator):
    ProjectFactory(title="Te laat", state=ProjectState.RUNNING, planned_end=KnownDate("2020"))
    ProjectFactory(title="Klaar", state=ProjectState.COMPLETED, planned_end=KnownDate("2020"))
    ProjectFactory(title="Doorlopend", state=ProjectState.RUNNING, planned_end=KnownDate("ongoing"))

    rows = as_coordinator.get(of("project_list")).context["rows"]

    assert {project.title: late for project, _active, late in rows} == {
        "Te laat": True,
        "Klaar": False,
        "Doorlopend": False,
    }


def test_list_has_pages_of_twenty_that_keep_the_question(as_coordinator):
    for number in range(41):
        ProjectFactory(title=f"Wonen {number:02d}")
    ProjectFactory(title="Iets anders")

    second = as_coordinator.get(of("project_list"), {"q": "wonen", "pagina": "2"})
    beyond = as_coordinator.get(of("project_list"), {"q": "wonen", "pagina": "99"})

    assert listed(second) == [f"Wonen {number}" for number in range(20, 40)]
    assert "?q=wonen&amp;pagina=3" in second.content.decode()
    assert listed(beyond) == ["Wonen 40"]


@pytest.mark.parametrize(
    "question", ["status=bijna", "fase=leader", "programma=geheim", "volgorde=-title", "pagina=0", "pagina=een"]
)
def test_list_answers_400_to_a_question_it_does_not_know(as_coordinator, question):
    assert as_coordinator.get(f"{of('project_list')}?{question}").status_code == 400


@pytest.mark.parametrize("count", [1, 20])
def test_list_costs_at_most_six_queries_however_long(client, cast, django_assert_max_num_queries, count):
    for _ in range(count):
        TeamMemberFactory(project=ProjectFactory(programme=Programme.objects.first()), user=cast.leader)
    client.force_login(cast.leader)

    with django_assert_max_num_queries(6):
        response = client.get(of("project_list"))

    assert len(listed(response)) == count


def test_list_is_not_for_who_has_no_role_or_no_account(client, cast):
    assert client.get(of("project_list")).headers["Location"].startswith("/inloggen/")
    client.force_login(cast.nobody)
    assert client.get(of("project_list")).status_code == 403


# --- texts


def test_coordinator_makes_a_project_with_lists_typed_as_lines(as_coordinator):
    response = as_coordinator.post(of("project_add"), TEXTS)

    project = Project.objects.get()
    assert response.headers["Location"] == of("team_compose", project.slug)
    assert [goal.text for goal in project.goals.all()] == ["Een vast gezicht", "Weten wie u belt"]
    assert [(item.kind, item.text) for item in project.progress_items.all()] == [("planning", "Besluit in mei 2027")]
    assert (str(project.planned_start), str(project.planned_end)) == ("maart 2026", "doorlopend")


def test_a_wrong_project_form_comes_back_with_all_that_was_typed(as_coordinator):
    wrong = TEXTS | {"title": "", "planned_end": "gauw", "contact_email": "geen adres", "summary": "Blijft staan"}

    response = as_coordinator.post(of("project_add"), wrong)

    page = response.content.decode()
    assert response.status_code == 422
    assert not Project.objects.exists()
    for typed in ("Blijft staan", 'value="gauw"', 'value="geen adres"', "Weten wie u belt"):
        assert typed in page
    for target in ("#id_title", "#id_planned_end", "#id_contact_email"):
        assert f'href="{target}"' in page
    assert "<title>Fout:" in page


def test_an_empty_post_is_refused_too(as_coordinator):
    assert as_coordinator.post(of("project_add"), {}).status_code == 422


def test_an_end_before_the_start_is_refused(as_coordinator):
    response = as_coordinator.post(of("project_add"), TEXTS | {"planned_start": "2027", "planned_end": "12-06-2026"})

    assert response.status_code == 422
    assert "De einddatum ligt voor de startdatum." in response.content.decode()


@pytest.mark.parametrize(("start", "end"), [("2026", "maart 2026"), ("juni 2026", "2026"), ("2026", "")])
def test_an_end_that_may_lie_after_the_start_is_accepted(as_coordinator, start, end):
    assert (
        as_coordinator.post(of("project_add"), TEXTS | {"planned_start": start, "planned_end": end}).status_code == 302
    )


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("contact_email", "a" * 60 + "@" + ".".join(["b" * 60] * 4) + ".example"),
        ("title", "x" * 121),
        ("contact_phone", "0" * 31),
        ("contact_phone", "1.000"),
        ("contact_phone", "vraag naar het team"),
        ("summary", "x" * 601),
        ("state", "bijna"),
        ("programme", "999999999999999999999"),
        ("title", "nul\x00nul"),
        ("goals", "nul\x00nul"),
        ("planned_start", "nul\x00nul"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(as_coordinator, field, typed):
    response = as_coordinator.post(of("project_add"), TEXTS | {field: typed})

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Project.objects.exists()


@pytest.mark.parametrize("field", ["goals", "results", "planning"])
def test_a_list_that_is_too_long_is_refused(as_coordinator, field):
    for typed in ("punt\n" * 41, "x" * 501):
        response = as_coordinator.post(of("project_add"), TEXTS | {field: typed})
        assert response.status_code == 422


def test_form_shows_what_is_stored_and_saving_it_again_changes_nothing(as_coordinator):
    as_coordinator.post(of("project_add"), TEXTS)
    project = Project.objects.get()
    page = as_coordinator.get(of("project_change", project.slug)).content.decode()

    assert "Een vast gezicht\nWeten wie u belt" in page
    assert 'value="maart 2026"' in page

    as_coordinator.post(of("project_change", project.slug), TEXTS)
    again = Project.objects.get()
    assert [goal.pk for goal in again.goals.all()] == [goal.pk for goal in project.goals.all()]


def test_leader_changes_the_own_project_and_not_another(as_leader, project, other_project):
    assert as_leader.post(of("project_change", project.slug), TEXTS | {"title": "Anders"}).status_code == 302
    assert as_leader.post(of("project_change", other_project.slug), TEXTS).status_code == 404

    project.refresh_from_db()
    other_project.refresh_from_db()
    assert (project.title, other_project.title) == ("Anders", "Wachttijden jeugdhulp")


def test_what_was_typed_is_shown_as_text_and_never_as_markup(as_coordinator, project):
    sharp = "<script>alert(1)</script>"
    as_coordinator.post(of("project_change", project.slug), TEXTS | {"title": sharp, "goals": sharp})

    for place in (of("project_list"), of("project_change", project.slug), project.get_absolute_url()):
        page = as_coordinator.get(place).content.decode()
        assert sharp not in page
        assert "&lt;script&gt;" in page


def test_a_page_becomes_public_only_when_it_says_enough(as_leader, project):
    refused = as_leader.post(of("project_publish", project.slug), follow=True)
    assert "Vul eerst" in refused.content.decode()
    as_leader.post(of("project_change", project.slug), TEXTS)

    as_leader.post(of("project_publish", project.slug))
    project.refresh_from_db()
    assert project.is_public

    as_leader.post(of("project_unpublish", project.slug))
    project.refresh_from_db()
    assert not project.is_public


def test_taking_the_summary_from_a_public_page_is_refused_and_kept_on_screen(as_coordinator):
    project = ProjectFactory(is_public=True)

    response = as_coordinator.post(of("project_change", project.slug), TEXTS | {"summary": "", "title": "Nieuwe titel"})

    assert response.status_code == 422
    assert "Nieuwe titel" in response.content.decode()


@pytest.mark.parametrize("name", ["project_publish", "project_unpublish"])
def test_publishing_is_not_done_by_opening_a_link(as_leader, project, name):
    assert as_leader.get(of(name, project.slug)).status_code == 405


# --- the team


def test_coordinator_composes_the_team_on_its_page(as_coordinator, cast, project):
    team = {"leader": cast.other_leader.pk, "deputy": cast.leader.pk, "editors": [cast.editor.pk]}

    assert as_coordinator.post(of("team_compose", project.slug), team).status_code == 302

    parts = dict(TeamMember.objects.filter(project=project).values_list("user", "part"))
    assert parts == {
        cast.other_leader.pk: TeamPart.LEADER,
        cast.leader.pk: TeamPart.DEPUTY,
        cast.editor.pk: TeamPart.EDITOR,
    }


def test_one_person_cannot_be_picked_twice(as_coordinator, cast, project):
    same = {"leader": cast.leader.pk, "deputy": cast.leader.pk, "editors": [cast.leader.pk]}

    response = as_coordinator.post(of("team_compose", project.slug), same)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"deputy", "editors"}
    assert TeamMember.objects.filter(project=project).count() == 3


def test_only_people_of_projects_can_be_picked(as_coordinator, cast, project):
    response = as_coordinator.post(of("team_compose", project.slug), {"leader": cast.director.pk})

    assert response.status_code == 422


def test_the_team_page_is_not_for_the_leader(as_leader, project):
    assert as_leader.get(of("team_compose", project.slug)).status_code == 404


# --- the plan


def test_leader_adds_changes_moves_and_removes_lines(as_leader, project):
    for word in ("eerste", "tweede"):
        as_leader.post(of("line_add", project.slug), PROMISE | {"input": word})
    first, second = PlanLine.objects.all()

    as_leader.post(of("line_change", project.slug, second.key), PROMISE | {"input": "tweede, beter"})
    moved = as_leader.post(of("line_up", project.slug, second.key))
    assert moved.headers["Location"].endswith(f"#regel-{second.key}")
    assert [line.input for line in as_leader.get(of("plan_page", project.slug)).context["lines"]] == [
        "tweede, beter",
        "eerste",
    ]

    as_leader.post(of("line_down", project.slug, second.key))
    asked = as_leader.get(of("line_remove", project.slug, first.key)).content.decode()
    assert "blijven bewaard" in asked
    assert PlanLine.objects.current().count() == 2
    as_leader.post(of("line_remove", project.slug, first.key))
    assert [line.input for line in PlanLine.objects.current()] == ["tweede, beter"]


def test_a_wrong_line_comes_back_with_all_that_was_typed(as_leader, project):
    wrong = PROMISE | {"purpose": "", "target_number": "veel", "feedback_due": "32-01-2027"}

    response = as_leader.post(of("line_add", project.slug), wrong)

    page = response.content.decode()
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"purpose", "target_number", "feedback_due"}
    for typed in ("Groepsgesprekken", 'value="veel"', 'value="32-01-2027"'):
        assert typed in page
    assert not PlanLine.objects.exists()


@pytest.mark.parametrize("name", ["line_change", "line_remove", "line_up", "line_down"])
def test_a_line_is_not_reached_through_another_project(as_leader, project, other_project, name):
    line = PlanLineFactory(project=other_project)

    for slug in (project.slug, other_project.slug):
        assert as_leader.post(of(name, slug, line.key), PROMISE).status_code == 404


@pytest.mark.parametrize("name", ["line_change", "line_remove", "line_up", "line_down"])
def test_not_even_the_coordinator_reaches_a_line_through_another_project(as_coordinator, project, other_project, name):
    line = PlanLineFactory(project=other_project)

    assert as_coordinator.post(of(name, project.slug, line.key), PROMISE).status_code == 404


def test_a_removed_line_is_gone_from_its_address(as_leader, project):
    line = PlanLineFactory(project=project)
    as_leader.post(of("line_remove", project.slug, line.key))

    assert as_leader.get(of("line_change", project.slug, line.key)).status_code == 404


def test_reader_sees_the_plan_without_buttons(client, cast, project):
    PlanLineFactory(project=project)
    client.force_login(cast.director)

    page = client.get(of("plan_page", project.slug)).content.decode()

    assert "Wat mensen nodig hebben" in page
    assert "Nieuwe planregel" not in page
    assert client.post(of("line_add", project.slug), PROMISE).status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_plan_page_costs_the_same_however_long_the_plan(client, cast, project, django_assert_max_num_queries, count):
    for _ in range(count):
        PlanLineFactory(project=project)
    client.force_login(cast.leader)

    with django_assert_max_num_queries(6):
        client.get(of("plan_page", project.slug))
