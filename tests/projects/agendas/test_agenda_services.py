"""Agendas, programmes and speerpunten, and the projects that hang on them."""

from datetime import date

import pytest

from projects.agendas import services as agendas
from projects.agendas.queries import agendas_on, choices_of
from projects.models import CooperationAgenda, Priority, Programme
from projects.register.services import projects
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.permissions import NotPermitted
from tests.factories.projects import AgendaFactory, PriorityFactory, ProgrammeFactory, ProjectFactory
from tests.moments import NOW

TODAY = date(2026, 11, 20)


@pytest.fixture
def administrator(cast):
    return Staff(cast.administrator)


def test_the_administrator_makes_an_agenda_with_programmes_and_speerpunten(administrator):
    by = {"by": administrator, "at": NOW}
    agenda = agendas.add(title=" RSA 2027-2030 ", valid_from=date(2027, 1, 1), **by)
    social = agendas.add_programme(title="Sociaal", agenda=agenda, **by)
    agendas.add_programme(title="Fysiek", agenda=agenda, **by)
    near = agendas.add_priority(agenda=agenda, title="Dichtbij", **by)
    agendas.add_priority(agenda=agenda, title="Op tijd", **by)
    agendas.move_programme(programme=social, up=False, **by)
    agendas.move_priority(priority=near, up=False, **by)

    assert (agenda.slug, agenda.title) == ("rsa-2027-2030", "RSA 2027-2030")
    assert [programme.title for programme in agenda.programmes.all()] == ["Fysiek", "Sociaal"]
    assert [priority.title for priority in agenda.priorities.all()] == ["Op tijd", "Dichtbij"]
    with pytest.raises(agendas.TitleThere):
        agendas.add_priority(agenda=agenda, title="Dichtbij", **by)
    with pytest.raises(agendas.TitleThere):
        agendas.add_programme(title="Sociaal", agenda=agenda, **by)


@pytest.mark.parametrize("title", ["Nieuw", "Programmas", "Speerpunten", "Gemeenten"])
def test_an_agenda_never_takes_an_address_of_the_portal(administrator, title):
    agenda = agendas.add(title=title, valid_from=TODAY, by=administrator, at=NOW)

    assert agenda.slug == f"{title.lower()}-2"


def test_an_agenda_ends_with_a_successor_and_stays(administrator):
    old, new = AgendaFactory(title="Oud"), AgendaFactory(title="Nieuw", valid_from=date(2026, 12, 1))
    project = ProjectFactory(agenda=old)

    agendas.end(agenda=old, valid_until=date(2026, 11, 1), successor=new, by=administrator, at=NOW)

    assert [(one.agenda.title, one.standing, one.projects) for one in agendas_on(TODAY)] == [
        ("Nieuw", "coming", 0),
        ("Oud", "past", 1),
    ]
    assert list(choices_of(None, at=NOW).agenda) == []
    assert list(choices_of(project, at=NOW).agenda) == [old]
    with pytest.raises(agendas.AgendaInACircle):
        agendas.end(agenda=new, valid_until=date(2030, 1, 1), successor=old, by=administrator, at=NOW)
    with pytest.raises(agendas.AgendaOwnSuccessor):
        agendas.end(agenda=old, valid_until=date(2026, 11, 1), successor=old, by=administrator, at=NOW)
    with pytest.raises(agendas.AgendaEndsBeforeStart):
        agendas.end(agenda=new, valid_until=date(2026, 12, 1), by=administrator, at=NOW)


def test_numbers_count_within_an_agenda(coordinator):
    old, new = AgendaFactory(), AgendaFactory()
    made = [projects.add(title="Wonen", agenda=agenda, by=coordinator, at=NOW) for agenda in (old, old, new, None)]

    assert [project.number for project in made] == [1, 2, 1, 1]

    moved = projects.change(project=made[1], agenda=new, by=coordinator, at=NOW)
    assert (moved.agenda, moved.number) == (new, 2)


def test_programme_and_speerpunten_belong_to_the_agenda_of_the_project(coordinator):
    here, elsewhere = AgendaFactory(), AgendaFactory()
    programme, priority = ProgrammeFactory(agenda=elsewhere), PriorityFactory(agenda=elsewhere)
    project = projects.add(title="Wonen", agenda=here, by=coordinator, at=NOW)

    for wrong in ({"programme": programme}, {"cited_priorities": [priority]}):
        with pytest.raises(projects.OtherAgenda):
            projects.change(project=project, by=coordinator, at=NOW, **wrong)
        with pytest.raises(projects.OtherAgenda):
            projects.add(title="Anders", by=coordinator, at=NOW, **wrong)
    projects.change(
        project=project, agenda=elsewhere, programme=programme, cited_priorities=[priority], by=coordinator, at=NOW
    )

    project.refresh_from_db()
    assert (project.programme, list(project.cited_priorities.all())) == (programme, [priority])


def test_a_programme_without_agenda_takes_its_projects_along_and_keeps_them_afterwards(administrator):
    agenda, other = AgendaFactory(), AgendaFactory()
    ProjectFactory(agenda=agenda, number=7)
    programme = ProgrammeFactory()
    project = ProjectFactory(programme=programme, number=3)

    agendas.change_programme(programme=programme, title="Sociaal", agenda=agenda, by=administrator, at=NOW)

    project.refresh_from_db()
    assert (project.agenda, project.number) == (agenda, 8)
    with pytest.raises(agendas.ProgrammeInUse):
        agendas.change_programme(programme=programme, title="Sociaal", agenda=other, by=administrator, at=NOW)


@pytest.mark.parametrize("part", ["leader", "coordinator", "secretary", "director", "privacy_officer", "nobody"])
def test_only_the_administrator_writes_reference_data(cast, part):
    agenda = AgendaFactory()
    programme, priority = ProgrammeFactory(agenda=agenda, title="Sociaal"), PriorityFactory(agenda=agenda)
    known = Programme.objects.count()
    by = {"by": cast.actors[part], "at": NOW}
    for verb in (
        lambda: agendas.add(title="Nieuw", valid_from=TODAY, **by),
        lambda: agendas.change(agenda=agenda, title="Anders", **by),
        lambda: agendas.end(agenda=agenda, valid_until=TODAY, **by),
        lambda: agendas.add_programme(title="Nieuw", agenda=agenda, **by),
        lambda: agendas.change_programme(programme=programme, title="Anders", agenda=agenda, **by),
        lambda: agendas.move_programme(programme=programme, up=True, **by),
        lambda: agendas.add_priority(agenda=agenda, title="Nieuw", **by),
        lambda: agendas.change_priority(priority=priority, title="Anders", **by),
        lambda: agendas.move_priority(priority=priority, up=True, **by),
    ):
        with pytest.raises(NotPermitted):
            verb()

    assert (CooperationAgenda.objects.count(), Programme.objects.count(), Priority.objects.count()) == (1, known, 1)
    programme.refresh_from_db()
    assert programme.title == "Sociaal"
