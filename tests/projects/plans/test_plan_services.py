"""Plan lines: promises that come, change, move and go."""

import pytest
from django.db import IntegrityError, transaction

from projects.models import PlanLine
from projects.plans.services import plans
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from samenkracht.core.values.dates import KnownDate
from tests.factories.projects import PlanLineFactory
from tests.moments import NOW

PROMISE = {
    "input": "Wat mensen nodig hebben",
    "from_whom": "Mensen die hulp krijgen",
    "purpose": "Betere afspraken",
    "method": "Groepsgesprekken",
    "use": "In het bestek",
    "level": "advise",
    "target_number": 60,
    "feedback_due": KnownDate.parse("februari 2027"),
}


def inputs(project):
    return [line.input for line in project.plan.lines.current()]


def test_a_new_line_comes_last_with_a_key_of_its_own(cast, project):
    lines = [plans.save_line(plan=project.plan, by=cast.actors["editor"], at=NOW, **PROMISE) for _ in range(2)]

    assert [line.position for line in lines] == [1, 2]
    assert len({line.key for line in lines}) == 2
    assert all(len(line.key) == 8 for line in lines)
    assert AuditEvent.objects.filter(event="plan.line_added", project_id=project.pk).count() == 2


def test_a_changed_line_keeps_its_key_and_place(cast, project):
    line = plans.save_line(plan=project.plan, by=cast.actors["leader"], at=NOW, **PROMISE)

    plans.save_line(plan=project.plan, line=line, by=cast.actors["leader"], at=NOW, target_number=80, input=" Anders ")

    changed = PlanLine.objects.get()
    assert (changed.key, changed.position, changed.input, changed.target_number) == (line.key, 1, "Anders", 80)
    assert AuditEvent.objects.get(event="plan.line_changed").data == {
        "key": line.key,
        "changed": ["input", "target_number"],
    }


def test_a_line_without_input_is_refused(coordinator, project):
    with pytest.raises(plans.InputMissing):
        plans.save_line(plan=project.plan, by=coordinator, at=NOW, input=" ")


@pytest.mark.parametrize("part", ["other_leader", "director", "commissioner", "administrator", "nobody", "resident"])
def test_only_the_team_and_the_coordinator_write_the_plan(cast, project, part):
    line = PlanLineFactory(project=project)

    for verb in (
        lambda by: plans.save_line(plan=project.plan, by=by, at=NOW, **PROMISE),
        lambda by: plans.remove_line(line=line, by=by, at=NOW),
        lambda by: plans.move_line(line=line, up=True, by=by, at=NOW),
    ):
        with pytest.raises(NotPermitted):
            verb(cast.actors[part])

    assert PlanLine.objects.current().count() == 1


def test_a_removed_line_leaves_the_plan_but_its_row_stays(coordinator, project):
    line = PlanLineFactory(project=project, input="Weg")
    PlanLineFactory(project=project, input="Blijft")

    plans.remove_line(line=line, by=coordinator, at=NOW)

    assert inputs(project) == ["Blijft"]
    line.refresh_from_db()
    assert (line.removed_at, line.input) == (NOW, "Weg")


def test_a_removed_line_takes_no_more_changes(coordinator, project):
    line = PlanLineFactory(project=project, removed_at=NOW)

    with pytest.raises(plans.LineRemoved):
        plans.save_line(plan=project.plan, line=line, by=coordinator, at=NOW, input="Toch")
    with pytest.raises(plans.LineRemoved):
        plans.remove_line(line=line, by=coordinator, at=NOW)


def test_a_line_moves_up_and_down_and_stops_at_the_ends(coordinator, project):
    first, second, third = (PlanLineFactory(project=project, input=word) for word in ("een", "twee", "drie"))

    plans.move_line(line=third, up=True, by=coordinator, at=NOW)
    assert inputs(project) == ["een", "drie", "twee"]

    plans.move_line(line=first, up=False, by=coordinator, at=NOW)
    assert inputs(project) == ["drie", "een", "twee"]

    plans.move_line(line=third, up=True, by=coordinator, at=NOW)
    plans.move_line(line=second, up=False, by=coordinator, at=NOW)
    assert inputs(project) == ["drie", "een", "twee"]
    assert AuditEvent.objects.filter(event="plan.line_moved").count() == 2


def test_a_line_cannot_be_saved_into_the_plan_of_another_project(coordinator, project, other_project):
    line = PlanLineFactory(project=other_project)

    with pytest.raises(PlanLine.DoesNotExist):
        plans.save_line(plan=project.plan, line=line, by=coordinator, at=NOW, input="Gekaapt")


@pytest.mark.parametrize("wrong", [{"level": "baas"}, {"target_number": 0}, {"input": ""}])
def test_the_database_refuses_a_line_that_promises_nonsense(project, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanLineFactory(project=project, **wrong)
