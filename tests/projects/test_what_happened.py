"""A date that says that something happened lies behind us: at its field, and in the verb by the moment passed in."""

import html
from datetime import datetime

import pytest
from django.urls import reverse

from projects.plans.services import plans
from projects.publications import services as publications
from projects.register.services import projects
from reports.models import Registration
from reports.proposals.services import rows as proposal_rows
from samenkracht.accounts.actors import Staff
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.happened import NoMoment, StillToCome
from samenkracht.core.values.periods import LOCAL
from tests.factories.projects import PlanLineFactory
from tests.factories.proposals import ProposalFactory

AT = datetime(2026, 12, 1, 12, tzinfo=LOCAL)
TO_COME = ("2-12-2026", "januari 2027", "2027")
HAS_BEEN = ("1-12-2026", "december 2026", "2026", "")


@pytest.fixture
def acts(project, cast):
    """Every verb that takes such a date, beside those of states, phases and goals."""
    by = Staff(cast.coordinator)
    line = PlanLineFactory(project=project)

    def told(when):
        plans.save_line(plan=line.plan, line=line, by=by, at=AT, feedback_given=when)

    def published(when):
        publications.add(project=project, by=by, at=AT, title="A", url="https://regio.example", published_on=when)

    def corrected(when):
        first = publications.add(project=project, by=by, at=AT, title="A", url="https://regio.example")
        publications.change(publication=first, by=by, at=AT, published_on=when)

    def registered(when):
        proposal_rows.save_registration(
            proposal=ProposalFactory(), registered_on=when, discussed="a", conclusion="", by=by, at=AT
        )

    def begun(when):
        projects.add(by=by, at=AT, title="Nieuw", since=when)

    return {one.__name__: one for one in (told, published, corrected, registered, begun)}


@pytest.mark.parametrize("act", ["told", "published", "corrected", "registered", "begun"])
def test_a_day_to_come_is_refused_and_a_day_that_may_have_been_is_not(acts, act):
    for when in TO_COME:
        with pytest.raises(StillToCome):
            acts[act](KnownDate.parse(when))
    with pytest.raises(NoMoment):
        acts[act](KnownDate.parse("doorlopend"))
    for when in HAS_BEEN:
        acts[act](KnownDate.parse(when))


@pytest.mark.parametrize("locked", [False, True])
def test_feedback_of_a_day_to_come_is_refused_at_its_field(client, cast, project, locked):
    line = PlanLineFactory(project=project)
    if locked:
        line.plan.status = "submitted"
        line.plan.save()
    client.force_login(cast.coordinator)
    typed = {name: "x" for name in ("input", "from_whom", "purpose", "method", "use")} | {"feedback_given": "1-5-2099"}

    answer = client.post(reverse("line_change", args=[project.slug, line.key]), typed)

    assert answer.status_code == 422
    assert answer.context["form"].errors["feedback_given"] == [str(StillToCome.for_people)]
    assert 'value="1-5-2099"' in html.unescape(answer.content.decode())
    line.refresh_from_db()
    assert line.feedback_given.is_unknown


def test_other_dates_come_back_at_their_fields_too(client, cast, project):
    client.force_login(cast.coordinator)
    publication = {"title": "A", "url": "https://regio.example", "published_on": "2099"}
    answer = client.post(reverse("publication_add", args=[project.slug]), publication)
    assert list(answer.context["form"].errors) == ["published_on"]

    row = {"registered_on": "2099", "discussed": "a", "conclusion": ""}
    client.force_login(cast.secretary)
    answer = client.post(reverse("proposal_row_add", args=[ProposalFactory().pk, "aanmeldingen"]), row)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["registered_on"])
    assert not Registration.objects.exists()
