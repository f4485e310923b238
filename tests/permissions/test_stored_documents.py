"""No page falls because of one stored document, and the administrator is told which one it is."""

import json

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participation.models import FormVersion
from projects.enums import PlanStatus
from projects.models import PlanVersion, Project
from reports.dashboard import services as daily_batch
from samenkracht.accounts.actors import System
from samenkracht.core.values.dates import KnownDateField
from tests.factories.participation import make_form
from tests.moments import NOW
from tests.permissions.harness import Route, address, expected, routes
from tests.permissions.test_stored_values import columns, plant

pytestmark = pytest.mark.postgresql

PARTS = ("resident", "leader", "coordinator", "administrator")
# What a document is that a hand, a restored file or a release of the future left there.
BAD = {
    "a number": 7,
    "another type": [1],
    "nothing": {},
    "another schema": {"schema": 99, "steps": [], "a": {}},
    "a kind of question that does not exist": {
        "schema": 1,
        "a": {"hulp1": 7},
        "steps": [{"key": "nu1", "title": "Nu", "questions": [{"key": "hulp1", "kind": "zang", "label": "Zing"}]}],
    },
}
# What nobody reads back on a page: only written, and shown to nobody.
NOT_READ = {("audit_auditevent", "data")}
DOCUMENTS = [place for place in columns(models.JSONField) if place not in NOT_READ]


@pytest.fixture
def full(world):
    """The world with a stock of figures, a decided plan and a form in the making: rows for what lists read."""
    own = Project.objects.get(slug="own-project")
    PlanVersion.objects.filter(plan__project=own).update(
        outcome=PlanStatus.AGREED, decided_at=NOW, decided_by_id=own.commissioner_id
    )
    daily_batch.create(at=NOW, by=System("test"))
    return world


def places(world, part: str, *, objects: bool) -> list[tuple[Route, str]]:
    """The pages with lists; with ``objects`` those about one thing too."""
    found = []
    for route in routes():
        if route.kind not in ("page", "form") or "GET" not in route.methods or route.name == "health":
            continue
        if route.object == "invitation" or (route.object and not objects):
            continue
        if expected(route, part, "own" if route.object else "kind") == "served":
            found.append((route, address(route, world.arguments(route, "own"))))
    return found


def plant_everywhere(bad: object) -> set[str]:
    """In the oldest row of each table; gives the tables without a row."""
    return {table for table, column in DOCUMENTS if not plant(table, column, json.dumps(bad))}


@pytest.mark.parametrize("kind", BAD)
def test_bad_document_takes_no_list_down(full, kind):
    """In one row of every table and every column of documents; the others are all there."""
    empty = plant_everywhere(BAD[kind])
    assert empty <= {"participation_workingcopy", "reports_shownbreakdown"}, "the world has no row in these"
    for part in PARTS:
        client = full.visitor(part)
        for route, place in places(full, part, objects=False):
            assert client.get(place).status_code < 400, (part, route.name)
    page = full.visitor("coordinator").get("/werkplek/projecten/").content.decode()
    assert all(canary in page for canary in full.canaries.values())


def test_page_of_a_bad_document_itself_says_so(full, caplog):
    """It is no fault of whoever looks, and the log names the row without a word of it."""
    plant_everywhere({"schema": 1, "steps": [{"key": "Kanarie3Waarde", "title": 7}]})
    for part in ("resident", "coordinator"):
        client = full.visitor(part)
        for route, place in places(full, part, objects=True):
            assert client.get(place).status_code < 500, (part, route.name)
    form = FormVersion.objects.order_by("pk").first().form
    page = full.visitor("coordinator").get(reverse("form_build", args=[form.project.slug, form.slug]))
    assert page.status_code == 409
    assert "Dit kan nu niet getoond worden" in page.content.decode()
    assert f"form version {FormVersion.objects.order_by('pk').first().pk} cannot be read" in caplog.text


def test_figure_that_cannot_be_read_is_counted_on_the_page_of_its_project(full):
    """The other figures of the project stand beside the words about it."""
    plant("reports_dailyfigure", "content", "{}")
    slugs = Project.objects.values_list("slug", flat=True)
    client = full.visitor("coordinator")
    pages = [
        client.get(f"/dashboard/cijfers/{key}/?project={slug}") for key in ("response", "answers") for slug in slugs
    ]
    told = [page for page in pages if "1 cijfer kan nu niet getoond worden" in page.content.decode()]
    assert {page.status_code for page in pages} == {200}
    assert told, "nobody is told"


def test_administrator_sees_what_cannot_be_read(full):
    """All of it, each with its part; never a value, and a project only when it is for the administrator to know."""
    client = full.visitor("administrator")
    assert reverse("unreadable_list") in client.get("/werkplek/").content.decode()
    assert "Alles wat is opgeslagen, kan gelezen worden." in client.get(reverse("unreadable_list")).content.decode()

    planted = sum(plant(table, column, '{"Kanarie3Waarde": 1}') for table, column in DOCUMENTS)
    planted += sum(plant(table, column, "9Kanarie3") for table, column in columns(KnownDateField))
    page = client.get(reverse("unreadable_list"))
    unread = page.context["unread"]
    # A run is read as long as it says anything.
    assert sum(len(row.parts) for row in unread.rows) == planted - 1
    assert unread.total == len(unread.rows)
    text = page.content.decode()
    assert "Kanarie3" not in text
    assert "Beoogde einddatum" in text
    for part in ("coordinator", "leader", "director"):
        assert full.visitor(part).get(reverse("unreadable_list")).status_code == 403


def test_page_of_the_administrator_costs_as_much_with_more_rows(full, django_assert_num_queries):
    """As many queries, however many rows cannot be read."""
    client, place = full.visitor("administrator"), reverse("unreadable_list")
    plant("participation_formversion", "definition", "{}")
    with CaptureQueriesContext(connection) as before:
        assert client.get(place).context["unread"].total == 1
    for number in range(3):
        make_form(project=Project.objects.get(slug="own-project"), title=f"Meer {number}")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE participation_formversion SET definition = '{}'")
    with django_assert_num_queries(len(before)):
        assert client.get(place).context["unread"].total > 4


HUGE = ("9" * 20, "9" * 5000, "٢٠٢٧")


@pytest.mark.parametrize("number", HUGE, ids=lambda number: number[:12])
def test_number_in_an_address_that_nobody_means_is_not_there(world, number):
    """Of every route with a number in its address, for who may see most."""
    for part in ("resident", "coordinator", "administrator"):
        client = world.visitor(part)
        for route in routes():
            if not route.object or "GET" not in route.methods or expected(route, part, "own") != "served":
                continue
            kwargs = world.arguments(route, "own") if route.object != "invitation" else {}
            place = address(route, kwargs) if kwargs else ""
            for value in {str(one) for one in kwargs.values() if isinstance(one, int)}:
                found = client.get(place.replace(f"/{value}/", f"/{number}/", 1).replace(f"/{value}.", f"/{number}."))
                assert found.status_code == 404, (route.name, found.status_code)


@pytest.mark.parametrize("number", ["٢", "²", "9" * 5000], ids=lambda number: number[:12])
def test_number_in_a_question_never_takes_a_list_down(world, number):
    for part in ("resident", "coordinator"):
        client = world.visitor(part)
        for route, place in places(world, part, objects=False):
            for name in ("pagina", "jaar", "stap", "van", "tot"):
                assert client.get(place, {name: number}).status_code < 500, (route.name, name)
