"""Two people send the same form in the same moment, on connections of their own."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import QueryDict

from projects.goals import services as goals
from projects.goals.forms import GoalForm, goal_initial
from projects.models import Goal
from samenkracht.accounts.actors import Staff
from samenkracht.core.web import concurrent_edits
from samenkracht.core.web.forms import Stored, run
from tests.cast import make_cast
from tests.factories.projects import GoalFactory
from tests.moments import NOW
from tests.real_commits import real_commits

__all__ = ["real_commits"]


def coordinator() -> Staff:
    return Staff(make_cast().coordinator)


def typed(goal: Goal, text: str) -> QueryDict:
    """What a browser posts of the page of this goal, with another text."""
    form = GoalForm(stored=Stored(goal, goal_initial))
    data = QueryDict(mutable=True)
    data.update({name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()})
    data["text"], data[concurrent_edits.SEEN] = text, concurrent_edits.field_hashes(form)
    return data


class Person(threading.Thread):
    """Sends a form from the page as it was drawn; ``meanwhile`` comes after storing and before the end of it."""

    def __init__(self, goal: Goal, text: str, by: Staff, meanwhile: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self.form = GoalForm(typed(goal, text), stored=Stored(Goal.objects.get(pk=goal.pk), goal_initial))
        self.meanwhile = meanwhile
        self.by = by
        self.was_stored: bool | None = None

    def run(self) -> None:
        def store(values: dict[str, object]) -> None:
            goals.change(goal=self.form.stored.row, by=self.by, at=NOW, **values)
            self.meanwhile()

        try:
            self.was_stored = run(self.form, store)
        finally:
            connection.close()


def test_the_second_of_two_in_the_same_moment_is_told_what_the_first_wrote(real_commits: None) -> None:
    goal: Goal = GoalFactory(text="Minder wachten")
    stored, may_end = threading.Event(), threading.Event()
    by = coordinator()

    def until_told() -> None:
        stored.set()
        may_end.wait(20)

    first = Person(goal, "Geen wachttijd", by, meanwhile=until_told)
    second = Person(goal, "Korter wachten", by)

    first.start()
    assert stored.wait(20)
    second.start()
    second.join(0.3)
    assert second.is_alive(), "the second waits for the end of the first"
    may_end.set()
    first.join(20)
    second.join(20)

    assert (first.was_stored, second.was_stored) == (True, False)
    assert "Geen wachttijd" in str(second.form.errors["text"])
    assert second.form.data["text"] == "Korter wachten"
    assert Goal.objects.get(pk=goal.pk).text == "Geen wachttijd"


@pytest.mark.django_db
def test_what_somebody_took_away_meanwhile_is_said_and_nothing_typed_is_lost() -> None:
    goal: Goal = GoalFactory(text="Minder wachten")
    form = GoalForm(typed(goal, "Korter wachten"), stored=Stored(goal, goal_initial))
    goals.remove(goal=Goal.objects.get(pk=goal.pk), with_all=True, by=coordinator(), at=NOW)

    assert not run(form, lambda _values: pytest.fail("nothing is left to change"))

    assert "intussen weggehaald" in str(form.errors)
    assert form.data["text"] == "Korter wachten"


@pytest.mark.django_db
def test_a_form_that_was_looked_at_before_it_is_run_still_tells_what_somebody_else_wrote() -> None:
    goal: Goal = GoalFactory(text="Minder wachten")
    form = GoalForm(typed(goal, "Korter wachten"), stored=Stored(goal, goal_initial))
    other = Goal.objects.get(pk=goal.pk)
    goals.change(goal=other, by=coordinator(), at=NOW, **(goal_initial(other) | {"text": "Geen wachttijd"}))
    form.stored.row.refresh_from_db()
    form.initial = form.stored.values()
    assert not form.is_valid()

    assert not run(form, lambda _values: pytest.fail("nobody decided yet"))

    assert "Geen wachttijd" in str(form.errors["text"])
