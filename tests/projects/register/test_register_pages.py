"""Pages of the register as a browser asks for them: goals, course, level, publications, money, reference data."""

import re

import pytest
from django.urls import reverse

from projects.models import CooperationAgenda, Funding, Goal, Municipality, Project, Publication
from samenkracht.core.values.dates import KnownDate
from tests.factories.projects import (
    AgendaFactory,
    FundingFactory,
    GoalFactory,
    GoalValueFactory,
    PriorityFactory,
    ProgrammeFactory,
    ProjectFactory,
    PublicationFactory,
)
from tests.projects.test_pages import TEXTS

# Pages are drawn alike on every database; journeys meet them on the other one.
pytestmark = pytest.mark.postgresql


@pytest.fixture
def as_leader(client, cast):
    client.force_login(cast.leader)
    return client


@pytest.fixture
def as_coordinator(client, cast):
    client.force_login(cast.coordinator)
    return client


@pytest.fixture
def as_administrator(client, cast):
    client.force_login(cast.administrator)
    return client


def of(name, *arguments):
    return reverse(name, args=arguments)


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# --- goals


def test_leader_adds_measures_moves_and_takes_out_goals(as_leader, project):
    slug = project.slug
    goal = {"text": "Op tijd", "target": "1.250,5", "unit": "ritten", "by_when": "2027"}
    as_leader.post(of("goal_add", slug), goal)
    as_leader.post(of("goal_add", slug), {"text": "Dichtbij"})
    first, second = Goal.objects.order_by("pk")
    as_leader.post(of("part_add", slug, first.pk), {"text": "Ook in de avond"})
    as_leader.post(of("value_add", slug, first.pk), {"value": "80", "measured_on": "juni 2026", "source": "Monitor"})
    moved = as_leader.post(of("goal_up", slug, second.pk))
    assert moved.headers["Location"] == f"{of('goal_list', slug)}#doel-{second.pk}"

    page = words(as_leader.get(of("goal_list", slug)))
    assert "1. Dichtbij" in page
    assert "2. Op tijd" in page
    assert "Streefgetal 1.250,5 ritten" in page
    assert "2.1 Ook in de avond" in page
    assert "80 ritten, juni 2026" in page

    asked = words(as_leader.get(of("goal_remove", slug, first.pk)))
    assert "onderdelen 1, gemeten waarden 1" in asked
    assert Goal.objects.count() == 3
    as_leader.post(of("goal_remove", slug, first.pk))
    assert [goal.text for goal in Goal.objects.all()] == ["Dichtbij"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"target": "veel"}, "target"),
        ({"target": "80", "unit": ""}, "unit"),
        ({"target": "1,234"}, "target"),
        ({"by_when": "gauw"}, "by_when"),
    ],
)
def test_a_wrong_goal_comes_back_with_what_was_typed(as_leader, project, wrong, field):
    typed = {"text": "Blijft staan", "target": "80", "unit": "procent", "by_when": "2027"} | wrong

    response = as_leader.post(of("goal_add", project.slug), typed)

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert f'href="#id_{field}"' in response.content.decode()
    assert all(value in response.content.decode() for value in typed.values())
    assert not Goal.objects.exists()


def test_what_the_verb_refuses_stands_at_its_field(as_leader, project):
    goal = GoalFactory(project=project, unit="procent")
    GoalValueFactory(goal=goal, measured_on=KnownDate("2025"))

    response = as_leader.post(of("value_add", project.slug, goal.pk), {"value": "7", "measured_on": "2025"})

    assert response.status_code == 422
    assert response.context["form"].errors["measured_on"] == ["Voor deze datum staat er al een waarde. Wijzig die."]


def test_a_goal_that_would_be_lost_is_named_at_the_quick_list(as_leader, project):
    GoalFactory(project=project, text="Op tijd", unit="procent", target=80)

    response = as_leader.post(of("project_change", project.slug), TEXTS | {"goals": "", "title": "Blijft staan"})

    assert response.status_code == 422
    assert "Op tijd" in str(response.context["form"].errors["goals"])
    assert "Blijft staan" in response.content.decode()


def test_a_row_is_not_reached_through_another_project(as_coordinator, project, other_project):
    goal, publication = GoalFactory(project=other_project), PublicationFactory(project=other_project)
    funding, value = FundingFactory(project=other_project), GoalValueFactory()
    for place in (
        of("goal_change", project.slug, goal.pk),
        of("publication_change", project.slug, publication.pk),
        of("funding_change", project.slug, funding.pk),
        of("value_change", other_project.slug, goal.pk, value.pk),
    ):
        assert as_coordinator.get(place).status_code == 404


# --- where it stands


def test_state_and_phase_change_on_pages_of_their_own_and_leave_a_history(as_leader, project):
    as_leader.post(of("state_set", project.slug), {"state": "running", "since": "maart 2025"})
    stopped = {"state": "stopped", "since": "mei 2026", "reason": "Geen geld", "decision": "PFHO"}
    assert as_leader.post(of("state_set", project.slug), stopped).status_code == 302
    as_leader.post(of("phase_set", project.slug), {"phase": "evaluation", "since": ""})

    page = words(as_leader.get(of("standing_page", project.slug)))

    assert "Gestopt mei 2026 Geen geld PFHO" in page
    assert page.index("Gestopt mei 2026") < page.index("Loopt maart 2025")
    assert "blijven staan en leesbaar" in page
    project.refresh_from_db()
    assert (project.state, project.phase) == ("stopped", "evaluation")


def test_a_stop_without_reason_comes_back(as_leader, project):
    response = as_leader.post(of("state_set", project.slug), {"state": "stopped", "decision": "Blijft staan"})

    assert response.status_code == 422
    assert "reason" in response.context["form"].errors
    assert "Blijft staan" in response.content.decode()


def test_the_form_of_facts_leaves_state_and_phase_alone(as_leader, project):
    as_leader.post(of("project_change", project.slug), TEXTS | {"state": "stopped", "phase": "evaluation"})

    project.refresh_from_db()
    assert (project.state, project.phase) == ("planned", "agenda_setting")


def test_a_level_is_set_with_its_reason_and_the_page_says_so(as_leader, project):
    Project.objects.update(is_public=True, summary="Kort.", contact_email="a@regio.example")
    assert as_leader.post(of("level_set", project.slug), {"level": "internal"}).status_code == 422

    as_leader.post(of("level_set", project.slug), {"level": "internal", "reason": "Eerst de raden"})

    page = words(as_leader.get(of("project_change", project.slug)))
    assert "Intern. Eerst de raden" in page
    assert "Maak de pagina openbaar" not in page
    refused = as_leader.post(of("project_publish", project.slug), follow=True)
    assert "Wijzig die eerst" in words(refused)


def test_a_page_that_opens_by_itself_says_on_which_day_and_what_it_needs(as_leader, project):
    as_leader.post(of("level_set", project.slug), {"level": "public_from", "public_from": "1-7-2099"})

    page = words(as_leader.get(of("project_change", project.slug)))

    assert "Vanaf 1 juli 2099 gaat de pagina vanzelf open, zodra ‘In het kort’" in page
    assert "Maak de pagina openbaar" not in page
    refused = as_leader.post(of("project_publish", project.slug), follow=True)
    assert "moet nog komen" in words(refused)


# --- facts


def test_a_programme_of_another_agenda_is_refused_at_its_field(as_leader, project):
    here, elsewhere = AgendaFactory(title="RSA hier"), AgendaFactory(title="RSA elders")
    programme = ProgrammeFactory(agenda=elsewhere, title="Sociaal")
    priority = PriorityFactory(agenda=elsewhere, title="Dichtbij")
    typed = TEXTS | {"agenda": here.pk, "programme": programme.pk, "cited_priorities": [priority.pk]}

    response = as_leader.post(of("project_change", project.slug), typed)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"programme", "cited_priorities"}
    assert "“Sociaal” hoort bij RSA elders" in response.content.decode()
    assert as_leader.post(of("project_change", project.slug), typed | {"agenda": elsewhere.pk}).status_code == 302
    project.refresh_from_db()
    assert (project.programme, list(project.cited_priorities.all())) == (programme, [priority])


def test_plain_layer_and_municipalities_are_kept(as_leader, project):
    huizen = Municipality.objects.get(name="Huizen")
    typed = TEXTS | {"meaning": "U merkt dit.", "act_now": "Bel ons.", "municipalities": [huizen.pk]}

    as_leader.post(of("project_change", project.slug), typed)

    project.refresh_from_db()
    assert (project.meaning, project.act_now, list(project.municipalities.all())) == (
        "U merkt dit.",
        "Bel ons.",
        [huizen],
    )
    assert "Bel ons." in as_leader.get(of("project_change", project.slug)).content.decode()


# --- publications and money


def test_publications_are_added_changed_moved_and_taken_out(as_leader, project):
    for title in ("Eerste", "Tweede"):
        typed = {"title": title, "url": "https://regio.example/a", "published_on": "2026"}
        as_leader.post(of("publication_add", project.slug), typed)
    first, second = Publication.objects.order_by("pk")
    as_leader.post(of("publication_up", project.slug, second.pk))
    as_leader.post(
        of("publication_change", project.slug, first.pk), {"title": "Eerste, beter", "url": "https://regio.example/b"}
    )
    assert [one.title for one in project.publications.all()] == ["Tweede", "Eerste, beter"]

    assert "blijft waar het staat" in words(as_leader.get(of("publication_remove", project.slug, second.pk)))
    as_leader.post(of("publication_remove", project.slug, second.pk))
    assert [one.url for one in project.publications.all()] == ["https://regio.example/b"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://regio.example/a", "geen adres", "data:text/html,x"])
def test_only_addresses_of_the_web_are_links(as_leader, project, url):
    response = as_leader.post(of("publication_add", project.slug), {"title": "Blijft staan", "url": url})

    assert response.status_code == 422
    assert "url" in response.context["form"].errors
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("typed", "stored"), [("25000", 25_000), ("€ 25.000", 25_000), ("25.000,-", 25_000), ("", None)]
)
def test_an_amount_is_read_as_people_write_it(as_leader, project, typed, stored):
    as_leader.post(of("funding_add", project.slug), {"source": "Gemeenten", "amount": typed, "is_structural": "on"})

    assert Funding.objects.get().amount == stored


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"source": ""}, "source"),
        ({"amount": "25.50"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "99999999999"}, "amount"),
        ({"ends": ""}, "ends"),
        ({"ends": "2025", "starts": "2026"}, "ends"),
        ({"is_structural": "on"}, "ends"),
    ],
)
def test_money_that_makes_no_sense_is_refused_at_its_field(as_leader, project, wrong, field):
    typed = {"source": "Gemeenten", "amount": "5.000", "ends": "2027", "note": "Blijft staan"} | wrong

    response = as_leader.post(of("funding_add", project.slug), typed)

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "Blijft staan" in response.content.decode()
    assert not Funding.objects.exists()


def test_money_that_is_over_is_told_above_the_list(as_leader, project):
    FundingFactory(project=project, is_structural=False, ends=KnownDate("2020"), amount=12_000)

    assert "Het geld is op. Het laatste geld was er tot en met 31 december 2020." in words(
        as_leader.get(of("funding_list", project.slug))
    )


# --- reference data


def test_administrator_makes_an_agenda_with_its_lists(as_administrator):
    typed = {"title": "RSA 2027", "valid_from": "1-1-2027", "valid_until": "31-12-2030"}
    as_administrator.post(of("agenda_add"), typed)
    agenda = CooperationAgenda.objects.get()
    as_administrator.post(of("programme_add", agenda.slug), {"title": "Sociaal", "agenda": agenda.pk})
    as_administrator.post(of("priority_add", agenda.slug), {"title": "Dichtbij"})
    next_one = AgendaFactory(title="RSA 2031")
    as_administrator.post(of("agenda_end", agenda.slug), {"valid_until": "31-12-2029", "successor": next_one.pk})

    page = words(as_administrator.get(of("agenda_page", agenda.slug)))

    assert "1 januari 2027 – 31 december 2029" in page
    assert "opgevolgd door RSA 2031" in page
    assert "Sociaal 0 projecten" in page
    assert "Dichtbij 0 projecten" in page
    agenda.refresh_from_db()
    assert agenda.valid_until.isoformat() == "2030-01-01"


def test_the_form_shows_the_last_day_that_it_stored(as_administrator):
    as_administrator.post(of("agenda_add"), {"title": "RSA", "valid_from": "1-1-2027", "valid_until": "31-12-2030"})

    page = as_administrator.get(of("agenda_change", "rsa")).content.decode()

    assert 'value="31-12-2030"' in page
    wrong = as_administrator.post(
        of("agenda_change", "rsa"), {"title": "", "valid_from": "x", "valid_until": "31-12-2031"}
    )
    assert 'value="31-12-2031"' in wrong.content.decode()


def test_the_coordinator_reads_reference_data_and_finds_no_buttons(as_coordinator):
    agenda = AgendaFactory()
    ProgrammeFactory(agenda=agenda)

    page = as_coordinator.get(of("agenda_page", agenda.slug))

    assert page.status_code == 200
    assert "<form" not in page.content.decode().split("<main")[1]
    assert as_coordinator.get(of("agenda_change", agenda.slug)).status_code == 404
    assert as_coordinator.get(of("agenda_add")).status_code == 403


# --- the price of a page


@pytest.mark.parametrize("count", [1, 12])
@pytest.mark.parametrize(
    ("name", "queries"), [("goal_list", 5), ("publication_list", 4), ("funding_list", 4), ("standing_page", 5)]
)
def test_a_list_of_the_register_costs_the_same_however_long(
    client, cast, project, django_assert_max_num_queries, name, queries, count
):
    for _ in range(count):
        goal = GoalFactory(project=project, unit="procent")
        GoalValueFactory(goal=goal)
        GoalFactory(project=project, parent=goal)
        PublicationFactory(project=project)
        FundingFactory(project=project)
    client.force_login(cast.director)

    with django_assert_max_num_queries(queries):
        assert client.get(of(name, project.slug)).status_code == 200


@pytest.mark.parametrize("count", [1, 12])
def test_an_agenda_costs_the_same_however_long(client, cast, django_assert_max_num_queries, count):
    agenda = AgendaFactory()
    for _ in range(count):
        ProjectFactory(agenda=agenda, programme=ProgrammeFactory(agenda=agenda)).cited_priorities.add(
            PriorityFactory(agenda=agenda)
        )
    client.force_login(cast.director)

    with django_assert_max_num_queries(6):
        client.get(of("agenda_page", agenda.slug))
    with django_assert_max_num_queries(4):
        client.get(of("agenda_list"))
