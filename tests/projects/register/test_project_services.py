"""Adding, changing and publishing a project."""

import pytest
from django.db import IntegrityError, transaction

from projects.agendas import services as agendas
from projects.enums import PolicyPhase, ProgressKind, ProjectState
from projects.models import ParticipationPlan, Programme, Project
from projects.register.services import projects
from samenkracht.accounts.actors import Anonymous, Staff, System
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from samenkracht.core.values.dates import KnownDate
from tests.factories.projects import ProjectFactory
from tests.moments import NOW


def events(project):
    return list(AuditEvent.objects.filter(project_id=project.pk).order_by("pk").values_list("event", flat=True))


def test_a_new_project_gets_a_number_an_address_an_empty_plan_and_its_lists(coordinator):
    project = projects.add(
        by=coordinator,
        at=NOW,
        title="  Hulp bij het huishouden ",
        summary="Nieuwe afspraken.",
        programme=Programme.objects.get(slug="gezondheid-en-ondersteuning"),
        planned_start=KnownDate.parse("maart 2026"),
        planned_end=KnownDate.parse("doorlopend"),
        state=ProjectState.RUNNING,
        phase=PolicyPhase.DEVELOPMENT,
        goals=["Een vast gezicht", " ", "Weten wie u belt"],
        results=["Zes gesprekken"],
        planning=["Besluit in mei", "Start in juni"],
    )

    project.refresh_from_db()
    assert (project.number, project.slug, project.title) == (1, "hulp-bij-het-huishouden", "Hulp bij het huishouden")
    assert (str(project.planned_start), str(project.planned_end)) == ("maart 2026", "doorlopend")
    assert ParticipationPlan.objects.get(project=project).status == "draft"
    assert [goal.text for goal in project.goals.all()] == ["Een vast gezicht", "Weten wie u belt"]
    planning = project.progress_items.filter(kind=ProgressKind.PLANNING)
    assert [(item.position, item.text) for item in planning] == [(1, "Besluit in mei"), (2, "Start in juni")]
    assert not project.is_public
    assert events(project) == ["project.added"]


@pytest.mark.parametrize("part", ["leader", "commissioner", "director", "privacy_officer", "administrator", "nobody"])
def test_only_the_coordinator_adds_projects(cast, part):
    with pytest.raises(NotPermitted):
        projects.add(by=cast.actors[part], at=NOW, title="Nieuw")

    assert not Project.objects.exists()


@pytest.mark.parametrize("actor", [Anonymous(), System("demo")])
def test_a_visitor_and_a_job_add_no_projects(db, actor):
    with pytest.raises(NotPermitted):
        projects.add(by=actor, at=NOW, title="Nieuw")


def test_two_projects_with_one_title_get_two_addresses(coordinator):
    slugs = [projects.add(by=coordinator, at=NOW, title="Wonen!").slug for _ in range(3)]

    assert slugs == ["wonen", "wonen-2", "wonen-3"]


@pytest.mark.parametrize(("title", "slug"), [("Nieuw", "nieuw-2"), ("!!!", "project"), ("’s-Graveland", "s-graveland")])
def test_an_address_is_never_a_word_of_the_portal_and_never_empty(coordinator, title, slug):
    assert projects.add(by=coordinator, at=NOW, title=title).slug == slug


def test_a_project_without_title_is_refused(coordinator):
    with pytest.raises(projects.ProjectTitleMissing):
        projects.add(by=coordinator, at=NOW, title="   ")


def test_the_team_changes_its_own_project_and_the_address_stays(cast, project):
    for part in ("leader", "deputy", "editor"):
        projects.change(project=project, by=cast.actors[part], at=NOW, title=f"Titel van {part}")

    project.refresh_from_db()
    assert (project.title, project.slug) == ("Titel van editor", "hulp")
    assert events(project) == ["project.changed"] * 3


@pytest.mark.parametrize(
    "part", ["other_leader", "commissioner", "director", "secretary", "privacy_officer", "administrator"]
)
def test_others_change_nothing(cast, project, part):
    with pytest.raises(NotPermitted):
        projects.change(project=project, by=cast.actors[part], at=NOW, title="Anders")

    project.refresh_from_db()
    assert project.title == "Hulp bij het huishouden"


def test_a_change_leaves_what_is_not_given_and_names_what_changed(coordinator, project):
    projects.change(project=project, by=coordinator, at=NOW, summary="Kort.", goals=["Een", "Twee"])
    projects.change(project=project, by=coordinator, at=NOW, priorities="Sociaal domein", summary="Kort.")

    project.refresh_from_db()
    assert (project.summary, project.priorities) == ("Kort.", "Sociaal domein")
    assert [goal.text for goal in project.goals.all()] == ["Een", "Twee"]
    last = AuditEvent.objects.filter(project_id=project.pk).latest("pk")
    assert last.data == {"changed": ["priorities"]}


def test_a_change_that_changes_nothing_leaves_no_event(coordinator, project):
    projects.change(project=project, by=coordinator, at=NOW, title=project.title, goals=[])

    assert events(project) == []


def test_a_goal_whose_words_stay_keeps_its_row(coordinator, project):
    projects.change(project=project, by=coordinator, at=NOW, goals=["Een", "Twee", "Twee"])
    first = {goal.text: goal.pk for goal in project.goals.all() if goal.text == "Een"}

    projects.change(project=project, by=coordinator, at=NOW, goals=["Nul", "Twee", "Een"])

    assert [goal.text for goal in project.goals.all()] == ["Nul", "Twee", "Een"]
    assert project.goals.get(text="Een").pk == first["Een"]


def test_a_page_goes_public_when_it_says_enough(cast, project):
    leader = cast.actors["leader"]
    with pytest.raises(projects.ProjectNotReady):
        projects.publish(project=project, by=leader, at=NOW)
    projects.change(project=project, by=leader, at=NOW, summary="Kort.", contact_email="hulp@regio.example")

    projects.publish(project=project, by=leader, at=NOW)
    projects.publish(project=project, by=leader, at=NOW)

    assert list(Project.objects.public()) == [project]
    assert events(project) == ["project.changed", "project.published"]


def test_a_public_page_keeps_its_summary(coordinator):
    project = ProjectFactory(is_public=True)

    with pytest.raises(projects.ProjectNotReady):
        projects.change(project=project, by=coordinator, at=NOW, summary="")

    project.refresh_from_db()
    assert project.summary == "In het kort."


def test_a_page_is_taken_away_by_its_team_and_not_by_another(cast, project, other_project):
    Project.objects.update(is_public=True, summary="Kort.", contact_email="a@regio.example")
    with pytest.raises(NotPermitted):
        projects.unpublish(project=other_project, by=cast.actors["leader"], at=NOW)

    projects.unpublish(project=project, by=cast.actors["leader"], at=NOW)

    assert list(Project.objects.public()) == [other_project]


def test_the_database_refuses_a_public_page_without_summary(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectFactory(is_public=True, summary="")


def test_the_database_refuses_a_state_that_does_not_exist(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectFactory(state="bijna")


def test_the_second_of_two_who_draw_the_same_number_draws_again(coordinator, monkeypatch):
    taken = ProjectFactory(number=1, slug="eerste")
    answers = iter([1])
    real = agendas.next_number
    monkeypatch.setattr(agendas, "next_number", lambda agenda: next(answers, real(agenda)))

    project = projects.add(by=coordinator, at=NOW, title="Tweede")

    assert project.number == taken.number + 1


def test_changing_as_staff_whose_account_was_closed_is_refused(cast, project):
    cast.coordinator.is_active = False

    with pytest.raises(NotPermitted):
        projects.change(project=project, by=Staff(cast.coordinator), at=NOW, title="Anders")
