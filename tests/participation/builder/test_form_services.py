"""Making, publishing and closing; a published version never changes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from participation import queries
from participation.builder.services import forms
from participation.enums import FormState
from participation.formbuilder.schema import Definition, Question, Step
from participation.models import Form, FormTally, FormVersion
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.permissions import NotPermitted, Permission, may
from samenkracht.audit.models import AuditEvent
from samenkracht.core.templatetags import languages
from samenkracht.core.values.periods import LOCAL
from samenkracht.pages.queries import project_forms
from tests.factories.participation import CLOSES, ONE_STEP, OPENED, TWO_STEPS, coordinator, make_form
from tests.factories.projects import PlanLineFactory, ProjectFactory, make_team
from tests.moments import NOW

pytestmark = pytest.mark.django_db
FACTS = {"title": "Hoe gaat het?", "purpose": "Waarom", "readers": "wie", "minutes": 3}


def test_a_form_is_made_with_an_address_of_its_own_and_a_tally_of_nothing():
    project = ProjectFactory()
    first, second = (forms.make(project=project, by=coordinator(), at=NOW, **FACTS) for _time in range(2))
    assert (first.slug, second.slug) == ("hoe-gaat-het", "hoe-gaat-het-2")
    assert FormTally.objects.filter(form__in=[first, second], n=0).count() == 2
    assert first.state_at(NOW) is FormState.DRAFT


def test_the_team_makes_publishes_and_closes_its_own_and_another_team_does_not(cast):
    project = make_team(ProjectFactory(), cast)
    by = Staff(cast.editor)
    form = forms.make(project=project, by=by, at=NOW, **FACTS)
    forms.publish(form=form, definition=ONE_STEP, by=by, at=NOW)
    assert forms.close(form=form, by=by, at=NOW + timedelta(days=1)).closes_at == NOW + timedelta(days=1)
    for refused in (
        lambda: forms.make(project=project, by=Staff(cast.other_leader), at=NOW, **FACTS),
        lambda: forms.publish(form=form, definition=ONE_STEP, by=Staff(cast.director), at=NOW),
        lambda: forms.close(form=form, by=Staff(cast.administrator), at=NOW),
    ):
        with pytest.raises(NotPermitted):
            refused()


@pytest.mark.parametrize("verb", ["make", "publish", "close"])
def test_services_refuse_exactly_those_of_the_whole_cast_who_have_no_right(cast, verb):
    form = make_form(project=make_team(ProjectFactory(is_public=True), cast))
    called = {
        "make": lambda by: forms.make(project=form.project, by=by, at=NOW, **FACTS),
        "publish": lambda by: forms.publish(form=form, definition=ONE_STEP, by=by, at=NOW),
        "close": lambda by: forms.close(form=form, by=by, at=NOW),
    }
    done = set()
    for part, actor in cast.actors.items():
        try:
            called[verb](actor)
        except NotPermitted:
            assert not may(actor, Permission.FORM_WRITE, form), part
        else:
            done.add(part)
    assert done == {"leader", "deputy", "editor", "coordinator"}


def test_each_change_leaves_an_event_without_words_of_people():
    form = make_form()
    forms.close(form=form, by=coordinator(), at=NOW)
    assert list(AuditEvent.objects.order_by("pk").values_list("event", flat=True)) == [
        "form.made",
        "form.published",
        "form.closed",
    ]


def test_publishing_again_makes_a_new_version_and_leaves_the_old_one_as_it_was():
    form = make_form()
    before = FormVersion.objects.values("pk", "number", "definition", "published_at").get()
    forms.publish(form=form, definition=ONE_STEP, by=coordinator(), at=NOW)
    assert FormVersion.objects.values("pk", "number", "definition", "published_at").get(number=1) == before
    assert Form.objects.get().published_version.number == 2


@pytest.mark.parametrize("change", [{"definition": {}}, {"number": 9}, {"published_at": NOW}])
def test_the_database_itself_refuses_to_change_or_remove_a_published_version(change):
    version = make_form().published_version
    with pytest.raises(DatabaseError), transaction.atomic():
        FormVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        FormVersion.objects.filter(pk=version.pk)._raw_delete("default")


def test_questions_with_problems_are_not_published_and_the_refusal_names_them():
    form = make_form(definition=None)
    empty = Definition(steps=(Step("s", "Stap", (Question("q", "choice", "Wat?"),)),))
    with pytest.raises(forms.DefinitionHasProblems) as refusal:
        forms.publish(form=form, definition=empty, by=coordinator(), at=NOW)
    assert refusal.value.problems
    assert not FormVersion.objects.exists()


def test_a_plan_line_of_another_project_and_a_backward_period_are_refused_in_words():
    project = ProjectFactory()
    with pytest.raises(forms.PlanLineOfOtherProject):
        forms.make(project=project, by=coordinator(), at=NOW, plan_line=PlanLineFactory(), **FACTS)
    with pytest.raises(forms.ClosesBeforeOpening):
        forms.make(project=project, by=coordinator(), at=NOW, opens_at=CLOSES, closes_at=OPENED, **FACTS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Form.objects.create(project=project, slug="x", created_at=NOW, opens_at=CLOSES, closes_at=OPENED, **FACTS)


def test_closing_a_closed_form_keeps_its_moment_and_a_draft_cannot_be_closed():
    form = make_form()
    forms.close(form=form, by=coordinator(), at=NOW)
    assert forms.close(form=form, by=coordinator(), at=NOW + timedelta(hours=1)).closes_at == NOW
    with pytest.raises(forms.NotPublished):
        forms.close(form=make_form(definition=None, title="Concept"), by=coordinator(), at=NOW)


# --- open: everybody says the same ------------------------------------------------------------------------------------

WINTER_TO_SUMMER = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
SUMMER_TO_WINTER = datetime(2027, 10, 31, 1, 0, tzinfo=UTC)
STEP = timedelta(minutes=30)
INSTANTS = [change + n * STEP for change in (WINTER_TO_SUMMER, SUMMER_TO_WINTER) for n in range(-4, 5)]


@pytest.mark.parametrize("closes_at", INSTANTS[::2], ids=lambda at: at.astimezone(LOCAL).isoformat())
def test_list_page_and_way_in_agree_about_open_around_both_changes_of_the_clock(closes_at):
    form = make_form(closes_at=closes_at)
    now = queries.form_now(form.slug)
    for at in [*INSTANTS, closes_at - timedelta(microseconds=1), closes_at, closes_at + timedelta(microseconds=1)]:
        answers = {
            form.is_open_at(at),
            now.is_open_at(at),
            form.state_at(at) is FormState.OPEN,
            now.state_at(at) is FormState.OPEN,
            form in project_forms(form.project, at=at).cards,
            form in queries.open_everywhere(at=at),
            form in queries.open_by_project([form.project_id], at=at).get(form.project_id, []),
        }
        assert answers == {OPENED <= at < closes_at}, at


def test_closing_at_midnight_is_told_as_the_day_before_and_otherwise_with_the_hour():
    midnight, at_five = datetime(2027, 3, 28, tzinfo=LOCAL).astimezone(UTC), datetime(2027, 3, 28, 15, tzinfo=UTC)
    assert languages.open_until(midnight) == "Open tot en met 27 maart 2027"
    assert languages.open_until(at_five) == "Open tot 28 maart 2027, 17.00 uur"
    assert languages.closed_since(midnight) == "Hij was open tot en met 27 maart 2027."
    assert languages.closed_since(at_five) == "Hij sloot op 28 maart 2027, 17.00 uur."
    assert languages.closed_after(midnight) == "Gesloten na 27 maart 2027"
    assert languages.closed_after(at_five) == "Gesloten op 28 maart 2027, 17.00 uur"


def test_forms_of_a_project_and_of_plan_lines_come_in_one_query_each(django_assert_num_queries):
    project = ProjectFactory(is_public=True)
    line = PlanLineFactory(project=project)
    made = [make_form(project=project, plan_line=line, title=f"Vraag {n}", definition=TWO_STEPS) for n in range(3)]
    with django_assert_num_queries(1):
        assert list(queries.forms_of(project)) == made
    with django_assert_num_queries(1):
        assert queries.forms_by_line([line]) == {line.pk: made}
