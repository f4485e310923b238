"""Who types several lines is read in several lines."""

import pytest
from django.test import Client
from django.urls import reverse

from projects.enums import PlanStatus, ProjectState
from projects.models import StateChange
from tests.factories.participation import make_form
from tests.factories.projects import PlanLineFactory, PlanVersionFactory, ProjectFactory, make_team
from tests.moments import NOW

TYPED, DRAWN = "{0}: plekken\n• tweede {0}", "{0}: plekken<br>• tweede {0}"
OF_A_LINE = ("input", "from_whom", "purpose", "method", "use", "measures")


def typed(*names):
    return {name: TYPED.format(name) for name in names}


def missing(page, *names):
    return [name for name in names if DRAWN.format(name) not in page]


@pytest.fixture
def project(cast):
    return make_team(ProjectFactory(slug="plekken", is_public=True, **typed("summary")), cast)


def test_residents_read_the_lines_of_a_project_and_its_plan(project):
    PlanLineFactory(project=project, **typed(*OF_A_LINE))

    page = Client().get(reverse("public_project", args=[project.slug])).content.decode()

    assert missing(page, "summary", *OF_A_LINE) == []


def test_residents_read_the_lines_of_why_a_project_ended(project):
    type(project).objects.update(state=ProjectState.STOPPED)
    StateChange.objects.create(project=project, state=ProjectState.STOPPED, recorded_at=NOW, **typed("reason"))

    page = Client().get(reverse("public_project", args=[project.slug])).content.decode()

    assert missing(page, "reason") == []


def test_residents_read_the_lines_of_what_a_form_is_for(project):
    form = make_form(project=project, opens_at=None, closes_at=None, **typed("purpose"))

    page = Client().get(form.get_absolute_url()).content.decode()

    assert missing(page, "purpose") == []


def test_the_team_reads_the_lines_of_a_remark_and_of_a_reason(client, cast, project):
    PlanVersionFactory(plan=project.plan, outcome=PlanStatus.RETURNED, decided_at=NOW, **typed("remarks"))
    project.plan.status = PlanStatus.RETURNED
    project.plan.save()
    StateChange.objects.create(project=project, state=ProjectState.PAUSED, recorded_at=NOW, **typed("reason"))
    client.force_login(cast.leader)

    plan = client.get(reverse("plan_page", args=[project.slug])).content.decode()
    standing = client.get(reverse("standing_page", args=[project.slug])).content.decode()

    assert missing(plan, "remarks") == []
    assert missing(standing, "reason") == []


def test_lines_are_no_way_in_for_markup(project):
    PlanLineFactory(project=project, method="<b>een\ntwee</b>")

    page = Client().get(reverse("public_project", args=[project.slug])).content.decode()

    assert "&lt;b&gt;een<br>twee&lt;/b&gt;" in page
