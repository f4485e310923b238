"""A region of many years: numbers of a thousand and more are written without points wherever a page sends them back."""

import re

import pytest
from django.template import Context, Template

from participation.formbuilder import schema
from participation.models import Form, FormVersion, Submission
from projects.models import TeamMember
from samenkracht.accounts.models import User
from tests.cast import Cast
from tests.factories.participation import ONE_STEP, TWO_STEPS, make_form
from tests.factories.projects import ProjectFactory
from tests.moments import NOW
from tests.participation.fill_in import FIRST, SECOND, Walk, hidden, to_receipt

pytestmark = pytest.mark.django_db
LARGE = 1_234_567


def with_large_version(definition: schema.Definition) -> Form:
    form = make_form(definition=definition, opens_at=None, closes_at=None)
    version = FormVersion.objects.create(
        pk=LARGE, form=form, number=1000, definition=schema.to_json(definition), published_at=NOW
    )
    Form.objects.filter(pk=form.pk).update(published_version=version)
    return form


def test_a_form_whose_version_has_a_large_number_is_filled_in_and_sent() -> None:
    walk = Walk(with_large_version(TWO_STEPS).slug)
    assert to_receipt(walk)
    assert Submission.objects.get().version_id == LARGE


def test_a_form_of_one_step_with_a_large_number_is_sent_at_once() -> None:
    walk = Walk(with_large_version(ONE_STEP).slug).open()
    assert hidden(walk.page)["version"] == str(LARGE)
    assert walk.press("next", FIRST | SECOND).response.status_code == 302


def test_a_colleague_with_a_large_number_can_join_a_team(client, cast: Cast) -> None:
    late = User.objects.create(
        pk=LARGE, email="late@test.example", display_name="Late", role="project_staff", created_at=NOW
    )
    ProjectFactory(slug="late-team")
    client.force_login(cast.coordinator)
    page = client.get("/werkplek/projecten/late-team/team/").content.decode()
    assert re.search(rf'value="{LARGE}"', page)
    typed = {"leader": str(cast.leader.pk), "editors": [str(late.pk)]}
    assert client.post("/werkplek/projecten/late-team/team/", typed).status_code == 302
    assert TeamMember.objects.filter(project__slug="late-team", user=late).exists()


def test_a_number_in_a_page_is_written_as_it_is_and_a_figure_as_the_dutch_write_it() -> None:
    drawn = Template("{% load samenkracht %}{{ n }} {% number n %}").render(Context({"n": LARGE}))
    assert drawn == "1234567 1.234.567"
