"""Copies of promises, the reason for asking nothing, and what is public of a plan."""

from datetime import date, timedelta

import pytest

from projects import queries
from projects.enums import PlanStatus
from projects.models import ParticipationPlan, PlanLine, PlanVersion
from projects.plans.content.plan import TEXT_WORDS
from projects.plans.services import copies as plan_copies
from projects.plans.services import decisions as plan_decisions
from projects.plans.services import plans
from projects.queries import AlertKind, PlanStanding
from projects.team import services as teams
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from samenkracht.core.values.dates import KnownDate
from tests.factories.participation import make_form
from tests.factories.projects import MeetingFactory, PlanLineFactory, PlanVersionFactory, ProjectFactory
from tests.moments import NOW
from tests.permissions.harness import database_hash

DUE = KnownDate("2027-02")
REASON = "De wet laat hier geen ruimte."


@pytest.fixture
def leader(cast):
    return cast.actors["leader"]


@pytest.fixture
def line(project):
    """A promise that was kept, with a form."""
    line = PlanLineFactory(
        project=project,
        input="Wat helpt thuis",
        feedback_due=DUE,
        feedback_given=KnownDate("2026"),
        experts="co_direct",
    )
    make_form(project=project, plan_line=line)
    return line


# --- copies


def test_a_line_copied_within_its_plan_comes_last_with_a_new_key_and_no_reality(project, leader, line):
    copy = plan_copies.copy_line(line=line, plan=project.plan, by=leader, at=NOW)

    assert copy.key != line.key
    assert [one.pk for one in project.plan.lines.current()] == [line.pk, copy.pk]
    assert (copy.input, copy.experts, copy.feedback_due) == ("Wat helpt thuis", "co_direct", DUE)
    assert copy.feedback_given.is_unknown
    assert AuditEvent.objects.get(event="plan.line_added").data == {"key": copy.key}


@pytest.mark.parametrize(("known", "kept"), [("2026-10", ""), ("2026-11-19", ""), ("2026-11-20", "2026-11-20")])
def test_a_date_that_is_past_is_not_promised_again(project, leader, known, kept):
    line = PlanLineFactory(project=project, feedback_due=KnownDate(known), period_end=KnownDate(known))

    copy = plan_copies.copy_line(line=line, plan=project.plan, by=leader, at=NOW)

    assert (copy.feedback_due.iso, copy.period_end.iso) == (kept, kept)


def test_a_line_goes_to_an_own_plan_only(cast, project, other_project, line):
    with pytest.raises(NotPermitted):
        plan_copies.copy_line(line=line, plan=other_project.plan, by=cast.actors["leader"], at=NOW)
    with pytest.raises(NotPermitted):
        plan_copies.copy_line(line=line, plan=other_project.plan, by=cast.actors["other_leader"], at=NOW)

    plan_copies.copy_line(line=line, plan=other_project.plan, by=cast.actors["coordinator"], at=NOW)
    assert [one.input for one in queries.current_lines(other_project)] == ["Wat helpt thuis"]


def test_a_locked_or_declined_plan_takes_no_copy(project, leader, line):
    ParticipationPlan.objects.update(status=PlanStatus.AGREED)
    with pytest.raises(plans.PlanLocked):
        plan_copies.copy_line(line=line, plan=project.plan, by=leader, at=NOW)
    ParticipationPlan.objects.update(status=PlanStatus.DRAFT, no_participation_reason=REASON)
    with pytest.raises(plans.PlanDeclined):
        plan_copies.copy_line(line=line, plan=project.plan, by=leader, at=NOW)


def test_a_whole_plan_is_copied_with_its_texts_and_new_keys(cast, project, other_project, line):
    texts = {name: f"Tekst {name}" for name in TEXT_WORDS}
    plans.write_texts(plan=project.plan, by=cast.actors["leader"], at=NOW, **texts)
    PlanLineFactory(project=project, input="Weggehaald", removed_at=NOW)

    plan_copies.copy_plan(source=project, plan=other_project.plan, by=cast.actors["coordinator"], at=NOW)

    copied = queries.working_document(ParticipationPlan.objects.get(project=other_project))
    assert dict(copied.texts()) == texts
    assert [one.input for one in copied.lines] == ["Wat helpt thuis"]
    assert copied.lines[0].key != line.key
    assert PlanLine.objects.get(key=copied.lines[0].key).feedback_given.is_unknown


@pytest.mark.parametrize("there", ["line", "text", "reason"])
def test_a_plan_that_says_something_is_not_overwritten(coordinator, project, other_project, line, there):
    if there == "line":
        PlanLineFactory(project=other_project)
    elif there == "text":
        ParticipationPlan.objects.filter(project=other_project).update(room="Er is ruimte.")
    else:
        ParticipationPlan.objects.filter(project=other_project).update(no_participation_reason=REASON)
    before = database_hash()

    with pytest.raises(plan_copies.PlanNotEmpty):
        plan_copies.copy_plan(source=project, plan=other_project.plan, by=coordinator, at=NOW)
    assert database_hash() == before


def test_an_empty_plan_gives_nothing_to_copy(coordinator, project, other_project):
    with pytest.raises(plan_copies.NothingToCopy):
        plan_copies.copy_plan(source=project, plan=other_project.plan, by=coordinator, at=NOW)


def test_a_draft_of_another_team_is_not_copied(cast, project, other_project):
    PlanLineFactory(project=other_project, input="Geheim")

    with pytest.raises(NotPermitted):
        plan_copies.copy_plan(source=other_project, plan=project.plan, by=cast.actors["leader"], at=NOW)
    assert not queries.current_lines(project)


def test_from_outside_one_copies_what_is_public_and_not_the_new_draft(cast, project):
    other = ProjectFactory(is_public=True)
    public = PlanLineFactory(project=other, input="Besloten")
    PlanVersionFactory(plan=other.plan, outcome=PlanStatus.AGREED, decided_at=NOW)
    PlanLine.objects.filter(pk=public.pk).update(input="Nog in de maak")

    plan_copies.copy_plan(source=other, plan=project.plan, by=cast.actors["leader"], at=NOW)

    assert [one.input for one in queries.current_lines(project)] == ["Besloten"]


def test_what_may_be_picked_is_what_the_verb_allows(cast, project, other_project):
    ParticipationPlan.objects.filter(project=other_project).update(status=PlanStatus.SUBMITTED)

    assert queries.with_open_plan(cast.actors["coordinator"]) == [project]
    assert queries.with_open_plan(cast.actors["other_leader"]) == []
    assert queries.with_readable_plan(cast.actors["leader"]) == [project]


# --- no participation, because


def test_asking_nothing_needs_a_reason_and_can_be_taken_back(project, leader):
    with pytest.raises(plans.PlanReasonMissing):
        plans.decline_participation(plan=project.plan, reason="  ", by=leader, at=NOW)

    plan = plans.decline_participation(plan=project.plan, reason=f" {REASON} ", by=leader, at=NOW)
    assert plan.no_participation_reason == REASON
    with pytest.raises(plans.PlanDeclined):
        plans.save_line(plan=plan, by=leader, at=NOW, input="Toch iets")

    assert not plans.ask_after_all(plan=plan, by=leader, at=NOW).is_without_participation
    assert plans.save_line(plan=plan, by=leader, at=NOW, input="Toch iets").input == "Toch iets"
    events = AuditEvent.objects.filter(target_type="projects.participationplan").values_list("event", flat=True)
    assert sorted(events) == ["plan.participation_declined", "plan.participation_taken_up"]


def test_asking_nothing_is_refused_while_lines_ask_something(project, leader, line):
    with pytest.raises(plans.LinesThere):
        plans.decline_participation(plan=project.plan, reason=REASON, by=leader, at=NOW)

    plans.remove_line(line=line, by=leader, at=NOW)
    plans.decline_participation(plan=project.plan, reason=REASON, by=leader, at=NOW)


def test_a_new_reason_is_accepted_by_nobody_yet(project, leader):
    ParticipationPlan.objects.update(no_participation_reason="Oud", no_participation_accepted_by="directeur")

    plan = plans.decline_participation(plan=project.plan, reason=REASON, by=leader, at=NOW)

    assert plan.no_participation_accepted_by == ""


@pytest.mark.parametrize("part", ["other_leader", "commissioner", "director", "secretary", "administrator", "resident"])
def test_texts_and_reasons_are_for_the_team(cast, project, part):
    for verb in (
        lambda by: plans.write_texts(plan=project.plan, by=by, at=NOW, room="Ruimte"),
        lambda by: plans.decline_participation(plan=project.plan, reason=REASON, by=by, at=NOW),
        lambda by: plans.ask_after_all(plan=project.plan, by=by, at=NOW),
    ):
        with pytest.raises(NotPermitted):
            verb(cast.actors[part])


def test_projects_are_counted_apart_by_what_their_plan_says(db):
    with_plan, without, nothing = (ProjectFactory() for _ in range(3))
    PlanLineFactory(project=with_plan)
    PlanLineFactory(project=nothing, removed_at=NOW)
    ParticipationPlan.objects.filter(project=without).update(no_participation_reason=REASON)

    assert queries.plan_standings([with_plan, without, nothing]) == {
        with_plan.pk: PlanStanding.WITH_PLAN,
        without.pk: PlanStanding.WITHOUT_PARTICIPATION,
        nothing.pk: PlanStanding.NOTHING,
    }


# --- points of attention


PLAN_POINTS = {AlertKind.PLAN_EMPTY, AlertKind.PLAN_LATE, AlertKind.PLAN_RETURNED, AlertKind.PLAN_NOT_SUBMITTED}


@pytest.mark.parametrize(
    ("state", "content", "submitted", "decided", "found"),
    [
        ("running", "", None, False, {AlertKind.PLAN_EMPTY}),
        ("planned", "", None, False, {AlertKind.PLAN_EMPTY}),
        ("running", "line", None, False, {AlertKind.PLAN_NOT_SUBMITTED}),
        ("running", "reason", None, False, {AlertKind.PLAN_NOT_SUBMITTED}),
        ("planned", "line", None, False, set()),
        ("planned", "reason", None, False, set()),
        ("completed", "line", None, False, set()),
        ("running", "line", 28, False, set()),
        ("running", "line", 29, False, {AlertKind.PLAN_LATE}),
        ("running", "line", None, True, set()),
        ("running", "line", 29, True, set()),
    ],
)
def test_what_a_plan_lacks_is_a_point(db, days_before, state, content, submitted, decided, found):
    project = ProjectFactory(state=state)
    if content == "line":
        PlanLineFactory(project=project, feedback_due=DUE)
    if content == "reason":
        ParticipationPlan.objects.update(no_participation_reason=REASON)
    if decided:
        PlanVersionFactory(plan=project.plan, outcome=PlanStatus.AGREED, decided_at=NOW)
    if submitted is not None:
        at = days_before(submitted)
        PlanVersionFactory(plan=project.plan, number=2, outcome=PlanStatus.SUBMITTED, submitted_at=at)

    points = {point.kind for point in queries.alerts_of([project], at=NOW)}

    assert points & PLAN_POINTS == found


@pytest.mark.parametrize(
    ("state", "content", "decided", "found"),
    [
        ("running", True, False, {AlertKind.PLAN_RETURNED}),
        ("planned", True, False, {AlertKind.PLAN_RETURNED}),
        ("running", True, True, {AlertKind.PLAN_RETURNED}),
        ("running", False, False, {AlertKind.PLAN_EMPTY}),
        ("completed", True, False, set()),
    ],
)
def test_a_plan_that_was_given_back_is_a_point_of_its_own(db, state, content, decided, found):
    project = ProjectFactory(state=state)
    if content:
        PlanLineFactory(project=project, feedback_due=DUE)
    if decided:
        PlanVersionFactory(plan=project.plan, number=1, outcome=PlanStatus.AGREED, decided_at=NOW)
    PlanVersionFactory(plan=project.plan, number=2, outcome=PlanStatus.RETURNED, decided_at=NOW, remarks="Anders")
    ParticipationPlan.objects.update(status=PlanStatus.RETURNED)

    points = {point.kind for point in queries.alerts_of([project], at=NOW)}

    assert points & PLAN_POINTS == found


@pytest.fixture
def days_before():
    return lambda days: NOW - timedelta(days=days)


# --- what is public


def inputs(plan):
    return [line.input for line in plan.document.lines]


def test_a_plan_that_was_never_decided_is_public_as_it_is_now(project, line):
    plan = queries.public_plan(project)

    assert (inputs(plan), plan.status, plan.decided_on, plan.number) == (["Wat helpt thuis"], "draft", None, None)
    assert plan.feedback_given == {line.key: KnownDate("2026")}


@pytest.mark.parametrize("outcome", ["submitted", "returned", "withdrawn"])
def test_what_was_not_decided_is_not_shown_as_decided(project, line, outcome):
    PlanVersionFactory(plan=project.plan, outcome=outcome, remarks="Te vaag")
    PlanLine.objects.update(input="Beter")

    plan = queries.public_plan(project)

    assert (inputs(plan), plan.status) == (["Beter"], "draft")


def test_a_decided_plan_stays_as_it_was_while_a_new_one_is_made(cast, project, leader, line):
    teams.compose(
        project=project, leader=cast.leader, deputy=None, editors=(), commissioner=cast.commissioner,
        by=cast.actors["coordinator"], at=NOW,
    )  # fmt: skip
    plan_decisions.submit(plan=project.plan, by=leader, at=NOW)
    plan_decisions.agree(plan=project.plan, number=1, by=cast.actors["commissioner"], at=NOW)
    plan_decisions.reopen(plan=project.plan, by=leader, at=NOW)
    plans.save_line(plan=project.plan, line=line, by=leader, at=NOW, input="Iets anders")
    plan_decisions.submit(plan=project.plan, by=leader, at=NOW)

    shown = queries.public_plan(project)
    assert (inputs(shown), shown.status, shown.number) == (["Wat helpt thuis"], "agreed", 1)
    assert (shown.decided_on, shown.decided_by) == (date(2026, 11, 20), "Functie commissioner")

    meeting = MeetingFactory(held_on=date(2026, 11, 12))
    plan_decisions.establish(plan=project.plan, number=2, meeting=meeting, by=cast.actors["secretary"], at=NOW)
    shown = queries.public_plan(project)
    assert (inputs(shown), shown.status, shown.number) == (["Iets anders"], "established", 2)
    assert (shown.decided_on, shown.decided_by) == (meeting.held_on, meeting.words)


def test_late_is_late_by_what_was_decided(project):
    line = PlanLineFactory(project=project, feedback_due=KnownDate("2026-10"))
    PlanVersionFactory(plan=project.plan, outcome=PlanStatus.AGREED, decided_at=NOW)
    PlanLine.objects.update(feedback_due=KnownDate("2028"))

    plan = queries.public_plan(project)

    assert [(given, late) for _line, given, late in plan.promises(date(2026, 11, 1))] == [(None, True)]
    PlanLine.objects.filter(pk=line.pk).update(feedback_given=KnownDate("2026-11-02"), removed_at=NOW)
    given = queries.public_plan(project).promises(date(2026, 12, 1))
    assert [(when, late) for _line, when, late in given] == [(KnownDate("2026-11-02"), False)]


def test_a_stored_version_that_was_altered_is_shown_as_nothing(project, line):
    PlanVersionFactory(plan=project.plan, outcome=PlanStatus.AGREED, decided_at=NOW, digest="0" * 64)

    plan = queries.public_plan(project)

    assert plan.is_altered
    assert plan.document.is_empty


@pytest.mark.parametrize("count", [1, 12])
def test_public_plans_of_many_projects_cost_five_queries(cast, django_assert_num_queries, count):
    meeting = MeetingFactory(held_on=date(2026, 11, 12))
    projects = [ProjectFactory() for _ in range(count)]
    for project in projects:
        PlanLineFactory(project=project)
        PlanVersionFactory(
            plan=project.plan, outcome=PlanStatus.ESTABLISHED, meeting=meeting, decided_at=NOW,
            decided_by_id=cast.secretary.pk,
        )  # fmt: skip
    with django_assert_num_queries(5):
        found = queries.public_plans(projects)
    assert {plan.decided_by for plan in found.values()} == {meeting.words}


# --- who commissions


def test_the_coordinator_says_who_commissions(cast, project, coordinator):
    def compose(**commission):
        teams.compose(
            project=project, leader=cast.leader, deputy=None, editors=(), by=coordinator, at=NOW, **commission
        )

    compose(commissioner=cast.director)
    compose()
    project.refresh_from_db()
    assert project.commissioner == cast.director
    with pytest.raises(teams.NotForCommissions):
        compose(commissioner=cast.secretary)
    compose(commissioner=None)
    project.refresh_from_db()
    assert project.commissioner is None
    events = AuditEvent.objects.filter(event="project.commissioned").order_by("pk")
    assert [event.data for event in events] == [{"user_id": cast.director.pk}, {"user_id": None}]


def test_versions_are_listed_newest_first(project, line):
    for number in (1, 2):
        PlanVersionFactory(plan=project.plan, number=number)

    assert [version.number for version in queries.versions_of(project.plan)] == [2, 1]
    assert queries.last_version(project.plan) == PlanVersion.objects.get(number=2)
