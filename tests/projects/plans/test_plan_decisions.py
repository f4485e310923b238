"""The way of a whole plan: every state x every verb, who decides, and that what was decided stays as it was."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from projects import queries
from projects.enums import PLAN_MOVES, PlanMove, PlanStatus, TeamPart
from projects.models import ParticipationPlan, PlanLine, PlanVersion
from projects.plans.content.plan import PlanDocument
from projects.plans.services import decisions as plan_decisions
from projects.plans.services import plans
from samenkracht.accounts.actors import Guest, System
from samenkracht.accounts.permissions import NotPermitted, Permission, may
from samenkracht.audit.models import AuditEvent
from samenkracht.core.values.dates import KnownDate
from tests.factories.projects import (
    MeetingFactory,
    PlanLineFactory,
    PlanVersionFactory,
    ProjectFactory,
    TeamMemberFactory,
)
from tests.moments import NOW
from tests.permissions.harness import database_hash

DUE = KnownDate("2027-02")
HELD = date(2026, 11, 12)


@pytest.fixture
def project(project, cast):
    """With a commissioner and a short plan of one line."""
    project.commissioner = cast.commissioner
    project.save()
    PlanLineFactory(project=project, input="Wat helpt thuis", feedback_due=DUE)
    return project


@pytest.fixture
def leader(cast):
    return cast.actors["leader"]


def stand(project, status):
    """A plan in this state, as if it came there."""
    plan = ParticipationPlan.objects.get(project=project)
    if status != PlanStatus.DRAFT:
        result = {
            PlanStatus.SUBMITTED: {},
            PlanStatus.WITHDRAWN: {"decided_at": NOW},
            PlanStatus.RETURNED: {"decided_at": NOW, "remarks": "Te vaag"},
            PlanStatus.AGREED: {"decided_at": NOW},
            PlanStatus.ESTABLISHED: {"decided_at": NOW, "meeting": MeetingFactory(held_on=HELD)},
        }[status]
        PlanVersionFactory(plan=plan, outcome=status, **result)
    ParticipationPlan.objects.filter(pk=plan.pk).update(status=status)
    plan.refresh_from_db()
    return plan


def make(move, plan, cast, *, number=1, meeting=None):
    """This move by somebody who may."""
    by = cast.actors
    match move:
        case PlanMove.SUBMIT:
            return plan_decisions.submit(plan=plan, by=by["leader"], at=NOW)
        case PlanMove.WITHDRAW:
            return plan_decisions.withdraw(plan=plan, by=by["editor"], at=NOW)
        case PlanMove.RETURN:
            return plan_decisions.return_(plan=plan, number=number, remarks="Te vaag", by=by["commissioner"], at=NOW)
        case PlanMove.AGREE:
            return plan_decisions.agree(plan=plan, number=number, by=by["commissioner"], at=NOW)
        case PlanMove.ESTABLISH:
            meeting = meeting or MeetingFactory(held_on=HELD)
            return plan_decisions.establish(plan=plan, number=number, meeting=meeting, by=by["secretary"], at=NOW)
        case PlanMove.REOPEN:
            return plan_decisions.reopen(plan=plan, by=by["leader"], at=NOW)


# By hand, apart from the table in the code.
ALLOWED = {
    PlanStatus.DRAFT: {PlanMove.SUBMIT: PlanStatus.SUBMITTED},
    PlanStatus.RETURNED: {PlanMove.SUBMIT: PlanStatus.SUBMITTED},
    PlanStatus.WITHDRAWN: {PlanMove.SUBMIT: PlanStatus.SUBMITTED},
    PlanStatus.SUBMITTED: {
        PlanMove.WITHDRAW: PlanStatus.WITHDRAWN,
        PlanMove.RETURN: PlanStatus.RETURNED,
        PlanMove.AGREE: PlanStatus.AGREED,
        PlanMove.ESTABLISH: PlanStatus.ESTABLISHED,
    },
    PlanStatus.AGREED: {PlanMove.ESTABLISH: PlanStatus.ESTABLISHED, PlanMove.REOPEN: PlanStatus.DRAFT},
    PlanStatus.ESTABLISHED: {PlanMove.REOPEN: PlanStatus.DRAFT},
}
CASES = [(status, move) for status in PlanStatus for move in PlanMove]


@pytest.mark.postgresql
@pytest.mark.parametrize(("status", "move"), CASES)
def test_every_state_allows_its_own_moves_and_refuses_all_others(cast, project, status, move):
    plan = stand(project, status)
    meeting = MeetingFactory(held_on=HELD)
    before = database_hash()

    if move in ALLOWED[status]:
        make(move, plan, cast, meeting=meeting)
        assert ParticipationPlan.objects.get(project=project).status == ALLOWED[status][move]
        assert AuditEvent.objects.filter(target_type="projects.participationplan").count() == 1
    else:
        with pytest.raises(plan_decisions.MoveNotPossible):
            make(move, plan, cast, meeting=meeting)
        assert database_hash() == before


@pytest.mark.once
@pytest.mark.parametrize(("status", "move"), CASES)
def test_the_page_offers_what_the_verbs_allow(cast, project, status, move):
    plan = stand(project, status)
    offered = [part for part, actor in cast.actors.items() if move in queries.possible_moves(plan, actor)]

    assert bool(offered) == (move in ALLOWED[status])


def test_a_move_looks_at_the_stored_row_and_not_at_what_was_read(cast, project, leader):
    seen_before = ParticipationPlan.objects.get(project=project)
    plan_decisions.submit(plan=project.plan, by=leader, at=NOW)

    with pytest.raises(plan_decisions.MoveNotPossible):
        plan_decisions.submit(plan=seen_before, by=leader, at=NOW)
    assert PlanVersion.objects.count() == 1


def test_each_move_is_in_the_table_once():
    assert set(PLAN_MOVES) == set(PlanMove)


# --- submitting


def test_submitting_freezes_what_the_plan_says(project, leader):
    plans.write_texts(plan=project.plan, by=leader, at=NOW, motive="Omdat de wet verandert.")

    version = plan_decisions.submit(plan=project.plan, by=leader, at=NOW)

    document = queries.read(PlanVersion.objects.get())
    assert (version.number, version.outcome, version.submitted_by_id) == (1, "submitted", leader.user.pk)
    assert [line.input for line in document.lines] == ["Wat helpt thuis"]
    assert document.motive == "Omdat de wet verandert."
    assert AuditEvent.objects.get(event="plan.submitted").data == {"number": 1}


def test_a_second_submission_is_a_second_version(cast, project, leader):
    for _ in range(2):
        plan_decisions.submit(plan=project.plan, by=leader, at=NOW)
        plan_decisions.withdraw(plan=project.plan, by=leader, at=NOW)

    found = PlanVersion.objects.values_list("number", "outcome")
    assert list(found) == [(1, "withdrawn"), (2, "withdrawn")]


@pytest.mark.parametrize("missing", ["from_whom", "purpose", "method", "use", "feedback_due"])
def test_a_plan_without_a_complete_line_is_not_submitted(project, leader, missing):
    PlanLine.objects.update(**{missing: ""})

    with pytest.raises(plan_decisions.TooShort):
        plan_decisions.submit(plan=project.plan, by=leader, at=NOW)
    assert not PlanVersion.objects.exists()


def test_one_complete_line_is_enough(project, leader):
    PlanLineFactory(project=project, input="Nog uit te werken", use="")

    assert plan_decisions.submit(plan=project.plan, by=leader, at=NOW).number == 1


def test_a_removed_line_does_not_make_a_plan(project, leader):
    PlanLine.objects.update(removed_at=NOW)

    with pytest.raises(plan_decisions.TooShort):
        plan_decisions.submit(plan=project.plan, by=leader, at=NOW)


def test_a_reason_for_no_participation_can_be_submitted(project, leader):
    PlanLine.objects.update(removed_at=NOW)
    plans.decline_participation(plan=project.plan, reason="De wet laat geen ruimte.", by=leader, at=NOW)

    version = plan_decisions.submit(plan=project.plan, by=leader, at=NOW)

    assert queries.read(version) == PlanDocument(no_participation_reason="De wet laat geen ruimte.")


# --- promises that cannot be changed


@pytest.mark.parametrize("status", [PlanStatus.SUBMITTED, PlanStatus.AGREED, PlanStatus.ESTABLISHED])
def test_no_service_changes_the_promises_of_a_locked_plan(project, coordinator, status):
    plan = stand(project, status)
    line = PlanLine.objects.get()
    before = database_hash()
    verbs = [
        lambda: plans.save_line(plan=plan, by=coordinator, at=NOW, input="Nieuw"),
        lambda: plans.save_line(plan=plan, line=line, by=coordinator, at=NOW, input="Anders"),
        lambda: plans.save_line(plan=plan, line=line, by=coordinator, at=NOW, feedback_due=KnownDate("2028")),
        lambda: plans.save_line(
            plan=plan, line=line, by=coordinator, at=NOW, feedback_given=KnownDate("2026"), use="Iets anders"
        ),
        lambda: plans.remove_line(line=line, by=coordinator, at=NOW),
        lambda: plans.move_line(line=line, up=True, by=coordinator, at=NOW),
        lambda: plans.write_texts(plan=plan, by=coordinator, at=NOW, room="Alles ligt open"),
        lambda: plans.decline_participation(plan=plan, reason="Toch niet", by=coordinator, at=NOW),
        lambda: plans.ask_after_all(plan=plan, by=coordinator, at=NOW),
    ]
    for verb in verbs:
        with pytest.raises(plans.PlanLocked):
            verb()
    assert database_hash() == before


@pytest.mark.parametrize("status", PlanStatus)
def test_what_was_told_back_can_always_be_written_down(project, leader, status):
    plan = stand(project, status)

    plans.save_line(plan=plan, line=PlanLine.objects.get(), by=leader, at=NOW, feedback_given=KnownDate("2026-11-02"))

    assert str(PlanLine.objects.get().feedback_given) == "2 november 2026"


def test_writing_the_same_again_is_no_change_and_so_no_refusal(project, leader):
    plan = stand(project, PlanStatus.AGREED)

    plans.save_line(plan=plan, line=PlanLine.objects.get(), by=leader, at=NOW, input="Wat helpt thuis")


@pytest.mark.parametrize("column", ["document", "digest", "number"])
def test_the_database_refuses_to_change_what_was_submitted(project, leader, column):
    version = plan_decisions.submit(plan=project.plan, by=leader, at=NOW)

    changed = {"document": {"lines": []}, "digest": "0" * 64, "number": 7}[column]
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanVersion.objects.filter(pk=version.pk).update(**{column: changed})
    with pytest.raises(DatabaseError), transaction.atomic():
        version.delete()


def test_a_version_that_was_altered_is_not_read_and_not_agreed_to(cast, project):
    PlanVersionFactory(plan=project.plan, outcome=PlanStatus.SUBMITTED, digest="0" * 64)
    ParticipationPlan.objects.update(status=PlanStatus.SUBMITTED)

    with pytest.raises(queries.AlteredPlan):
        make(PlanMove.AGREE, project.plan, cast)
    assert ParticipationPlan.objects.get(project=project).status == PlanStatus.SUBMITTED


# --- deciding


def test_agreeing_writes_down_who_and_when(cast, project):
    plan = stand(project, PlanStatus.SUBMITTED)

    make(PlanMove.AGREE, plan, cast)

    version = PlanVersion.objects.get()
    assert (version.outcome, version.decided_by_id, version.decided_at) == ("agreed", cast.commissioner.pk, NOW)


def test_returning_needs_remarks(cast, project):
    plan = stand(project, PlanStatus.SUBMITTED)

    with pytest.raises(plan_decisions.RemarksMissing):
        plan_decisions.return_(plan=plan, number=1, remarks="  ", by=cast.actors["commissioner"], at=NOW)
    plan_decisions.return_(plan=plan, number=1, remarks=" Noem de doelgroep. ", by=cast.actors["commissioner"], at=NOW)

    assert PlanVersion.objects.get().remarks == "Noem de doelgroep."


@pytest.mark.parametrize("move", [PlanMove.AGREE, PlanMove.RETURN, PlanMove.ESTABLISH])
@pytest.mark.parametrize("number", [0, 2])
def test_nobody_decides_on_another_version_than_they_saw(cast, project, move, number):
    plan = stand(project, PlanStatus.SUBMITTED)
    meeting = MeetingFactory(held_on=HELD)
    before = database_hash()

    with pytest.raises(plan_decisions.VersionReplaced):
        make(move, plan, cast, number=number, meeting=meeting)
    assert database_hash() == before


@pytest.mark.parametrize(("days", "fits"), [(-30, True), (0, True), (1, False)])
def test_a_body_establishes_in_a_meeting_that_was_held(cast, project, days, fits):
    plan = stand(project, PlanStatus.SUBMITTED)
    meeting = MeetingFactory(held_on=NOW.date() + timedelta(days=days))

    if fits:
        make(PlanMove.ESTABLISH, plan, cast, meeting=meeting)
        assert PlanVersion.objects.get().meeting == meeting
        assert AuditEvent.objects.get(event="plan.established").data == {"number": 1, "meeting_id": meeting.pk}
    else:
        with pytest.raises(plan_decisions.MeetingAhead):
            make(PlanMove.ESTABLISH, plan, cast, meeting=meeting)
        assert ParticipationPlan.objects.get(project=project).status == PlanStatus.SUBMITTED


def test_a_cancelled_meeting_establishes_nothing(cast, project):
    plan = stand(project, PlanStatus.AGREED)

    with pytest.raises(plan_decisions.DecidingMeetingCancelled):
        make(PlanMove.ESTABLISH, plan, cast, meeting=MeetingFactory(held_on=HELD, cancelled_at=NOW))


def test_the_decision_fills_in_who_accepted_no_participation(cast, project, leader):
    PlanLine.objects.update(removed_at=NOW)
    plans.decline_participation(plan=project.plan, reason="De wet laat geen ruimte.", by=leader, at=NOW)
    plan_decisions.submit(plan=project.plan, by=leader, at=NOW)

    make(PlanMove.AGREE, project.plan, cast)
    assert ParticipationPlan.objects.get(project=project).no_participation_accepted_by == "Functie commissioner"

    meeting = MeetingFactory(held_on=HELD)
    make(PlanMove.ESTABLISH, project.plan, cast, meeting=meeting)
    assert ParticipationPlan.objects.get(project=project).no_participation_accepted_by == meeting.words


def test_a_decision_about_lines_names_nobody_as_accepting(cast, project):
    make(PlanMove.AGREE, stand(project, PlanStatus.SUBMITTED), cast)

    assert ParticipationPlan.objects.get(project=project).no_participation_accepted_by == ""


# --- who may


def deciders(cast, permission, target):
    return {part for part, actor in cast.actors.items() if may(actor, permission, target)}


def test_the_whole_cast_at_the_rights_about_a_plan(cast, project):
    plan = stand(project, PlanStatus.SUBMITTED)

    assert deciders(cast, Permission.PLAN_SUBMIT, plan) == {"leader", "deputy", "editor", "coordinator"}
    assert deciders(cast, Permission.PLAN_DECIDE, plan) == {"commissioner"}
    assert deciders(cast, Permission.PLAN_ESTABLISH, plan) == {"coordinator", "secretary"}


@pytest.mark.parametrize("part", ["director", "holder"])
def test_a_director_or_portfolio_holder_decides_only_on_what_they_commission(cast, project, part):
    plan = stand(project, PlanStatus.SUBMITTED)
    assert not may(cast.actors[part], Permission.PLAN_DECIDE, plan)

    project.commissioner = cast.users[part]
    project.save()

    plan = ParticipationPlan.objects.get(project=project)
    assert deciders(cast, Permission.PLAN_DECIDE, plan) == {part}


def test_nobody_decides_on_a_plan_that_they_handed_in(cast, project):
    plan_decisions.submit(plan=project.plan, by=cast.actors["coordinator"], at=NOW)

    assert deciders(cast, Permission.PLAN_ESTABLISH, project.plan) == {"secretary"}
    with pytest.raises(NotPermitted):
        plan_decisions.establish(
            plan=project.plan, number=1, meeting=MeetingFactory(held_on=HELD), by=cast.actors["coordinator"], at=NOW
        )


def test_the_coordinator_decides_on_no_plan_of_the_own_team(cast, project):
    TeamMemberFactory(project=project, user=cast.coordinator, part=TeamPart.EDITOR)

    assert deciders(cast, Permission.PLAN_ESTABLISH, stand(project, PlanStatus.SUBMITTED)) == {"secretary"}


def test_who_left_for_another_role_still_decides_on_no_plan_of_the_old_team(cast, project):
    TeamMemberFactory(project=project, user=cast.commissioner, part=TeamPart.EDITOR)

    assert deciders(cast, Permission.PLAN_DECIDE, stand(project, PlanStatus.SUBMITTED)) == set()


def test_a_leader_who_becomes_commissioner_does_not_agree_to_the_plan_they_handed_in(cast, project, leader):
    plan_decisions.submit(plan=project.plan, by=leader, at=NOW)
    project.members.all().delete()
    cast.leader.role = "commissioner"
    cast.leader.save()
    project.commissioner = cast.leader
    project.save()

    assert not may(leader, Permission.PLAN_DECIDE, ParticipationPlan.objects.get(project=project))


@pytest.mark.parametrize("permission", [Permission.PLAN_SUBMIT, Permission.PLAN_DECIDE, Permission.PLAN_ESTABLISH])
def test_guests_jobs_and_no_object_get_no(cast, project, permission):
    plan = stand(project, PlanStatus.SUBMITTED)

    assert not may(Guest(1, project.pk), permission, plan)
    assert not may(System("job"), permission, plan)
    assert deciders(cast, permission, None) == set()


def test_a_closed_account_decides_nothing(cast, project):
    cast.commissioner.is_active = cast.secretary.is_active = False
    plan = stand(project, PlanStatus.SUBMITTED)

    assert not may(cast.actors["commissioner"], Permission.PLAN_DECIDE, plan)
    assert not may(cast.actors["secretary"], Permission.PLAN_ESTABLISH, plan)


@pytest.mark.postgresql
@pytest.mark.parametrize("move", PlanMove)
def test_who_may_not_changes_nothing(cast, project, move):
    for part in ("other_leader", "privacy_officer", "administrator", "nobody", "resident"):
        stranger = cast.actors[part]
        plan = project.plan
        meeting = MeetingFactory(held_on=HELD)
        verb = {
            PlanMove.SUBMIT: lambda p=plan, by=stranger: plan_decisions.submit(plan=p, by=by, at=NOW),
            PlanMove.WITHDRAW: lambda p=plan, by=stranger: plan_decisions.withdraw(plan=p, by=by, at=NOW),
            PlanMove.RETURN: lambda p=plan, by=stranger: plan_decisions.return_(
                plan=p, number=1, remarks="x", by=by, at=NOW
            ),
            PlanMove.AGREE: lambda p=plan, by=stranger: plan_decisions.agree(plan=p, number=1, by=by, at=NOW),
            PlanMove.ESTABLISH: lambda p=plan, by=stranger, m=meeting: plan_decisions.establish(
                plan=p, number=1, meeting=m, by=by, at=NOW
            ),
            PlanMove.REOPEN: lambda p=plan, by=stranger: plan_decisions.reopen(plan=p, by=by, at=NOW),
        }[move]
        before = database_hash()
        with pytest.raises(NotPermitted):
            verb()
        assert database_hash() == before


# --- what waits


def test_waiting_list_and_right_to_decide_agree_for_the_whole_cast(cast, project, other_project):
    other_project.commissioner = cast.director
    other_project.save()
    PlanLineFactory(project=other_project, feedback_due=DUE)
    plan_decisions.submit(plan=project.plan, by=cast.actors["coordinator"], at=NOW)
    plan_decisions.submit(plan=other_project.plan, by=cast.actors["other_leader"], at=NOW)
    stand(ProjectFactory(commissioner=cast.commissioner), PlanStatus.AGREED)

    for part, actor in cast.actors.items():
        listed = {version.plan.project for version in queries.waiting_for(actor)}
        may_decide = {
            one
            for one in (project, other_project)
            if may(actor, Permission.PLAN_DECIDE, one.plan) or may(actor, Permission.PLAN_ESTABLISH, one.plan)
        }
        assert listed == may_decide, part
    assert [v.plan.project for v in queries.waiting_for(cast.actors["commissioner"])] == [project]


@pytest.mark.parametrize("part", ["commissioner", "secretary", "coordinator"])
def test_of_a_secret_project_only_who_knows_it_decides(cast, project, leader, part):
    project.publication_level, project.publication_reason = "secret", "Nog niet bekend"
    project.save()
    plan_decisions.submit(plan=project.plan, by=leader, at=NOW)
    plan = ParticipationPlan.objects.get(project=project)

    may_decide = any(may(cast.actors[part], one, plan) for one in (Permission.PLAN_DECIDE, Permission.PLAN_ESTABLISH))

    assert may_decide == (part == "coordinator")
    assert bool(queries.waiting_for(cast.actors[part])) == may_decide


def test_waiting_list_costs_one_query(cast, project, django_assert_num_queries):
    for _ in range(3):
        other = ProjectFactory(commissioner=cast.commissioner)
        PlanLineFactory(project=other)
        stand(other, PlanStatus.SUBMITTED)
    with django_assert_num_queries(1):
        assert len([v.plan.project.programme for v in queries.waiting_for(cast.actors["commissioner"])]) == 3
