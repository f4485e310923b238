"""Goals in two levels and what was measured of them."""

from decimal import Decimal

import pytest

from projects.goals import services as goals
from projects.goals.queries import goal_tree
from projects.models import Goal, GoalValue
from projects.register.services import lists, projects
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.happened import StillToCome
from tests.factories.projects import GoalFactory, GoalValueFactory
from tests.moments import NOW


def told(project):
    return [(node.number, node.goal.text, [part.goal.text for part in node.parts]) for node in goal_tree(project)]


@pytest.fixture
def measured(project):
    """A goal that knows more than its words."""
    goal = GoalFactory(project=project, text="Op tijd", unit="procent", target=80, position=1)
    GoalValueFactory(goal=goal, value=60)
    GoalFactory(project=project, parent=goal, text="Ook in de avond", position=1)
    return goal


def test_goals_and_their_parts_are_numbered_in_order(cast, project):
    by = {"by": cast.actors["leader"], "at": NOW}
    first = goals.add(project=project, text=" Op tijd ", **by)
    second = goals.add(project=project, text="Dichtbij", **by)
    goals.add(project=project, parent=first, text="Overdag", **by)
    evening = goals.add(project=project, parent=first, text="Avond", **by)

    goals.move(goal=evening, up=True, **by)
    goals.move(goal=second, up=True, **by)
    goals.move(goal=second, up=True, **by)

    assert told(project) == [("1", "Dichtbij", []), ("2", "Op tijd", ["Avond", "Overdag"])]
    events = AuditEvent.objects.filter(project_id=project.pk).values_list("event", flat=True)
    assert sorted(events) == ["goal.added"] * 4 + ["goal.moved"] * 2


def test_a_part_has_no_parts_and_belongs_to_a_goal_of_its_own_project(coordinator, measured, other_project):
    part = measured.parts.get()
    with pytest.raises(goals.TooDeep):
        goals.add(project=measured.project, parent=part, text="Dieper", by=coordinator, at=NOW)
    with pytest.raises(goals.TooDeep):
        goals.add(project=other_project, parent=measured, text="Elders", by=coordinator, at=NOW)

    assert Goal.objects.count() == 2


def test_a_number_says_in_what_it_is_counted(coordinator, project, measured):
    with pytest.raises(goals.UnitMissing):
        goals.add(project=project, text="Meer", target=Decimal(5), by=coordinator, at=NOW)
    with pytest.raises(goals.UnitMissing):
        goals.change(goal=measured, target=None, unit="", by=coordinator, at=NOW)
    without = goals.add(project=project, text="Meer", by=coordinator, at=NOW)
    with pytest.raises(goals.UnitMissing):
        goals.save_value(goal=without, measured_on=KnownDate("2026"), value=Decimal(1), by=coordinator, at=NOW)


def test_values_stand_in_the_order_of_time_with_the_latest_last(coordinator, project):
    goal = GoalFactory(project=project, unit="mensen")
    for day, value in (("2026-06", "12.50"), ("2024", "8"), ("2026-06-12", "11")):
        goals.save_value(goal=goal, measured_on=KnownDate(day), value=Decimal(value), by=coordinator, at=NOW)

    (node,) = goal_tree(project)

    assert [str(one.value) for one in node.values] == ["8", "11", "12.5"]
    assert node.latest.value == Decimal("12.5")


@pytest.mark.parametrize(
    ("day", "refusal"),
    [("", goals.GoalValueDayMissing), ("ongoing", goals.GoalValueDayMissing), ("2027", StillToCome)]
    + [("2026", goals.ValueThere)],
)
def test_a_value_has_a_day_that_has_been_and_that_no_other_value_has(coordinator, measured, day, refusal):
    with pytest.raises(refusal):
        goals.save_value(goal=measured, measured_on=KnownDate(day), value=Decimal(1), by=coordinator, at=NOW)

    assert [value.value for value in measured.values.all()] == [60]


def test_a_value_is_corrected_and_taken_away(coordinator, measured):
    row = measured.values.get()
    goals.save_value(
        goal=measured, row=row, measured_on=KnownDate("2026"), value=Decimal("61.5"), by=coordinator, at=NOW
    )
    assert measured.values.get().value == Decimal("61.5")

    goals.remove_value(value=row, by=coordinator, at=NOW)

    assert not GoalValue.objects.exists()


def test_a_goal_takes_values_and_parts_along_only_when_somebody_said_so(coordinator, measured):
    with pytest.raises(goals.GoalHasMore):
        goals.remove(goal=measured, by=coordinator, at=NOW)
    assert Goal.objects.count() == 2

    goals.remove(goal=measured, with_all=True, by=coordinator, at=NOW)

    assert not Goal.objects.exists()
    assert AuditEvent.objects.latest("pk").data == {"values": 1, "parts": 1}


@pytest.mark.parametrize("texts", [[], ["Heel iets anders", "En nog iets"], ["Dichtbij"]])
def test_the_quick_list_never_loses_a_goal_that_knows_more_than_its_words(coordinator, measured, texts):
    GoalFactory(project=measured.project, text="Dichtbij", position=2)

    with pytest.raises(lists.GoalWouldBeLost):
        projects.change(project=measured.project, goals=texts, title="Anders", by=coordinator, at=NOW)

    measured.project.refresh_from_db()
    assert measured.project.title == "Hulp bij het huishouden"
    assert told(measured.project) == [("1", "Op tijd", ["Ook in de avond"]), ("2", "Dichtbij", [])]
    assert measured.values.count() == 1


def test_the_quick_list_keeps_a_reworded_goal_with_its_values_and_leaves_parts_alone(coordinator, measured):
    projects.change(project=measured.project, goals=["Altijd op tijd"], by=coordinator, at=NOW)
    projects.change(project=measured.project, goals=["Nieuw", "Altijd op tijd"], by=coordinator, at=NOW)

    assert told(measured.project) == [("1", "Nieuw", []), ("2", "Altijd op tijd", ["Ook in de avond"])]
    measured.refresh_from_db()
    assert (measured.text, measured.values.count()) == ("Altijd op tijd", 1)


@pytest.mark.parametrize("part", ["other_leader", "director", "administrator"])
def test_others_touch_no_goals(cast, measured, part):
    by = {"by": cast.actors[part], "at": NOW}
    for verb in (
        lambda: goals.add(project=measured.project, text="Nieuw", **by),
        lambda: goals.change(goal=measured, text="Anders", **by),
        lambda: goals.move(goal=measured, up=False, **by),
        lambda: goals.remove(goal=measured, with_all=True, **by),
        lambda: goals.save_value(goal=measured, measured_on=KnownDate("2025"), value=Decimal(1), **by),
        lambda: goals.remove_value(value=measured.values.get(), **by),
    ):
        with pytest.raises(NotPermitted):
            verb()

    assert told(measured.project) == [("1", "Op tijd", ["Ook in de avond"])]
