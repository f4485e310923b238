"""The numbered lists of a project's page, written as one text per line."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from projects.enums import ProgressKind
from projects.models import Goal, ProgressItem, Project
from samenkracht.core.refused import Refused

PROGRESS_KINDS = {"results": ProgressKind.RESULT, "planning": ProgressKind.PLANNING}
LISTS = ("goals", *PROGRESS_KINDS)
Row = Goal | ProgressItem


class GoalWouldBeLost(Refused):
    """A list without this goal would take what was measured of it along."""

    field = "goals"

    def __init__(self, goal: Goal) -> None:
        super().__init__()
        self.for_people = _(
            "Het doel “%(goal)s” heeft een streefgetal, waarden of onderdelen. Wijzig het of haal het weg bij Doelen."
        ) % {"goal": goal.text}


def write(project: Project, name: str, texts: Sequence[str]) -> bool:
    """Make the numbered list read ``texts``; gives whether it changed. Goals are those of the first level.

    A line whose words stay keeps its row, and so does a single one that was reworded in its place. Raises
    GoalWouldBeLost rather than dropping a goal that knows more than its words.
    """
    wanted = [text.strip() for text in texts if text.strip()]
    rows = list_rows(project, name)
    if [row.text for row in rows] == wanted:
        return False
    placed = place(rows, wanted)
    left = [row for row in rows if row not in placed.values()]
    check_expendable(left)
    for position, text in enumerate(wanted, 1):
        row = placed.get(position - 1) or new_row(project, name)
        row.position, row.text = position, text
        row.save()
    for row in left:
        row.delete()
    return True


def place(rows: Sequence[Row], wanted: Sequence[str]) -> dict[int, Row]:
    """Which row each wanted line keeps: by its words, or by its place when it is the only one that was reworded."""
    spare: dict[str, list[Row]] = {}
    for row in rows:
        spare.setdefault(row.text, []).append(row)
    placed = {index: spare[text].pop(0) for index, text in enumerate(wanted) if spare.get(text)}
    free = [row for left in spare.values() for row in left]
    new = [index for index in range(len(wanted)) if index not in placed]
    if len(free) == len(new) == 1 and rows[new[0]] is free[0]:
        placed[new[0]] = free[0]
    return placed


def check_expendable(rows: Iterable[Row]) -> None:
    """Raise GoalWouldBeLost when one of these says more than its words."""
    for row in rows:
        if isinstance(row, Goal) and is_rich(row):
            raise GoalWouldBeLost(row)


def is_rich(goal: Goal) -> bool:
    """Whether the goal has a target, a day, values or parts."""
    return goal.target is not None or bool(goal.by_when) or goal.values.exists() or goal.parts.exists()


def list_rows(project: Project, name: str) -> list[Row]:
    """The rows of one numbered list, in order."""
    if name == "goals":
        return [*project.goals.filter(parent=None)]
    return [*project.progress_items.filter(kind=PROGRESS_KINDS[name])]


def new_row(project: Project, name: str) -> Row:
    """A row of this list that is not stored yet."""
    return Goal(project=project) if name == "goals" else ProgressItem(project=project, kind=PROGRESS_KINDS[name])
