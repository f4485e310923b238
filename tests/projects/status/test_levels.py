"""Who may ever see a project, and the day from which everybody may."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from participation.models import Form
from projects.enums import PublicationLevel
from projects.models import Municipality, Project
from projects.register.services import projects
from projects.status import services as levels
from samenkracht.accounts.actors import Anonymous, Guest
from samenkracht.accounts.permissions import NotPermitted, Permission, may
from samenkracht.audit.models import AuditEvent
from tests.factories.participation import make_form
from tests.factories.projects import AgendaFactory, PriorityFactory, ProgrammeFactory, ProjectFactory, make_team
from tests.moments import NOW
from tests.permissions.crawl import READS
from tests.permissions.harness import body

TODAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 21)
KNOWS_SECRETS = {"leader", "deputy", "editor", "coordinator"}


@pytest.fixture
def public(cast):
    return make_team(ProjectFactory(title="Hulp", slug="hulp", is_public=True), cast)


@pytest.fixture
def secret(cast):
    """The canary: nobody but its team and the coordinator may hear of it."""
    return make_team(
        ProjectFactory(title="Kanarie geheim", publication_level="secret", publication_reason="Aankoop van grond"),
        cast,
    )


@pytest.mark.parametrize("level", ["internal", "confidential", "secret"])
def test_a_page_that_may_no_longer_be_seen_is_taken_away_at_once(cast, public, level):
    with pytest.raises(levels.LevelReasonMissing):
        levels.set_level(project=public, level=PublicationLevel(level), reason=" ", by=cast.actors["leader"], at=NOW)
    assert list(Project.objects.public()) == [public]

    levels.set_level(project=public, level=PublicationLevel(level), reason="Nog niet", by=cast.actors["leader"], at=NOW)

    assert not Project.objects.public().exists()
    events = AuditEvent.objects.filter(project_id=public.pk).order_by("pk").values_list("event", flat=True)
    assert list(events) == ["project.unpublished", "project.level_set"]
    with pytest.raises(projects.NotPublishable):
        projects.publish(project=public, by=cast.actors["leader"], at=NOW)


def test_the_database_refuses_a_public_page_of_an_internal_project(public):
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.update(publication_level="internal", publication_reason="Nog niet")


def test_a_page_is_not_public_before_its_day_and_is_on_it(coordinator, public):
    with pytest.raises(levels.LevelDayMissing):
        levels.set_level(project=public, level=PublicationLevel.PUBLIC_FROM, by=coordinator, at=NOW)
    levels.set_level(project=public, level=PublicationLevel.PUBLIC_FROM, public_from=TOMORROW, by=coordinator, at=NOW)
    with pytest.raises(projects.BeforeItsDay):
        projects.publish(project=public, by=coordinator, at=NOW)

    assert levels.publish_due(at=NOW) == 0
    assert not Project.objects.public().exists()
    assert levels.publish_due(at=NOW + timedelta(days=1)) == 1
    assert list(Project.objects.public()) == [public]
    assert levels.publish_due(at=NOW + timedelta(days=1)) == 0
    assert AuditEvent.objects.latest("pk").actor_id == "projects.publish_due"


def test_a_page_that_does_not_say_enough_waits_on_its_day(coordinator):
    project = ProjectFactory()
    levels.set_level(project=project, level=PublicationLevel.PUBLIC_FROM, public_from=TODAY, by=coordinator, at=NOW)

    assert levels.publish_due(at=NOW) == 0
    projects.change(project=project, summary="Kort.", contact_email="a@regio.example", by=coordinator, at=NOW)
    assert levels.publish_due(at=NOW) == 1


def test_a_page_taken_away_by_hand_does_not_come_back_by_itself(coordinator, public):
    levels.set_level(project=public, level=PublicationLevel.PUBLIC_FROM, public_from=TODAY, by=coordinator, at=NOW)
    projects.unpublish(project=public, by=coordinator, at=NOW)

    assert levels.publish_due(at=NOW + timedelta(days=1)) == 0
    public.refresh_from_db()
    assert (public.is_public, public.publication_level, public.public_from) == (False, "public", None)


def test_a_secret_project_is_known_to_its_team_and_the_coordinator_only(cast, secret):
    form = make_form(project=secret, title="Kanarie formulier")
    make_form(project=ProjectFactory(title="Intern", publication_level="internal", publication_reason="Nog niet"))
    guest = Guest(invitation_id=1, project_id=secret.pk)
    for part, actor in [*cast.actors.items(), ("guest", guest), ("visitor", Anonymous())]:
        knows = part in KNOWS_SECRETS
        assert (secret in Project.objects.visible_to(actor)) is knows, part
        assert (secret in Project.objects.internally_visible_to(actor)) is knows, part
        assert (form in Form.objects.visible_to(actor)) is knows, part
        for permission in (Permission.PROJECT_READ, Permission.PROJECT_WORKSPACE, Permission.PLAN_READ):
            assert may(actor, permission, secret) is knows, (part, permission)
        assert may(actor, Permission.FORM_READ, form) is knows, part


def test_list_and_detail_agree_about_every_level(cast):
    found = [
        make_team(
            ProjectFactory(title=level, publication_level=level, publication_reason="Reden", public_from=day), cast
        )
        for level, day in (
            ("public", None), ("public_from", TOMORROW), ("internal", None), ("confidential", None), ("secret", None),
        )
    ]  # fmt: skip
    for part, actor in cast.actors.items():
        listed = set(Project.objects.visible_to(actor))
        assert listed == {project for project in found if may(actor, Permission.PROJECT_READ, project)}, part
        entered = set(Project.objects.internally_visible_to(actor))
        assert entered == {project for project in found if may(actor, Permission.PROJECT_WORKSPACE, project)}, part


@pytest.mark.parametrize("part", ["director", "secretary", "privacy_officer", "other_leader"])
def test_no_page_tells_others_of_a_secret_project(client, cast, secret, part):
    client.force_login(cast.users[part])
    pages = ["/werkplek/", "/werkplek/projecten/", "/dashboard/", "/projecten/", "/"]

    assert not [page for page in pages if "Kanarie" in client.get(page).content.decode()]
    for place in (secret.get_absolute_url(), f"/projecten/{secret.slug}/"):
        hidden = client.get(place)
        assert hidden.status_code == 404
        assert "Kanarie" not in hidden.content.decode()


@pytest.mark.parametrize("part", ["director", "secretary", "privacy_officer", "other_leader", "administrator"])
def test_pages_of_the_whole_region_are_the_same_with_and_without_a_secret_project(client, cast, part):
    """Not even a number may tell that it is there: each page without an object of its own is compared."""
    client.force_login(cast.users[part])
    agenda = AgendaFactory()
    belongs = {"agenda": agenda, "programme": ProgrammeFactory(agenda=agenda)}
    priority, municipality = PriorityFactory(agenda=agenda), Municipality.objects.get(code="0402")
    places = [*[reverse(route.name) for route in READS if not route.object], reverse("agenda_page", args=[agenda.slug])]

    def drawn() -> dict[str, str]:
        answers = {place: client.get(place) for place in places}
        return {place: body(answer) for place, answer in answers.items() if answer.status_code == 200}

    before = drawn()
    assert len(before) > 8
    secret = ProjectFactory(
        title="Kanarie geheim", publication_level="secret", publication_reason="Aankoop van grond", **belongs
    )
    secret.cited_priorities.add(priority)
    secret.municipalities.add(municipality)

    after = drawn()

    assert {place for place in before if before[place] != after[place]} == set()


def test_the_team_and_the_coordinator_do_find_the_secret_project(client, cast, secret):
    for part in sorted(KNOWS_SECRETS):
        client.force_login(cast.users[part])
        assert "Kanarie" in client.get("/werkplek/projecten/").content.decode(), part
        assert client.get(secret.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("part", ["other_leader", "director", "administrator"])
def test_others_set_no_level(cast, public, part):
    with pytest.raises(NotPermitted):
        levels.set_level(project=public, level=PublicationLevel.SECRET, reason="Zomaar", by=cast.actors[part], at=NOW)

    assert list(Project.objects.public()) == [public]
