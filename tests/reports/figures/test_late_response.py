"""When the input of a project is behind: judged by the time that has gone by, as of the stock."""

from datetime import UTC, datetime, timedelta

import pytest

from projects.models import Project
from projects.queries import PlanStanding
from reports.dashboard.queries import Overview, ProjectStatus, is_behind
from reports.models import DailyBatch

OPENS = datetime(2026, 1, 1, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=100)


def judged(received: int | None, promised: int | None, *, day: int) -> bool:
    batch = DailyBatch(as_of=OPENS + timedelta(days=day))
    return is_behind(received, promised, (OPENS, CLOSES), batch)


@pytest.mark.once
@pytest.mark.parametrize(
    ("received", "promised", "day", "behind"),
    [
        (0, 100, 49, False),  # too early to say
        (0, 100, 50, True),
        (24, 100, 50, True),
        (25, 100, 50, False),  # half of what fits half of the time
        (49, 100, 100, True),
        (50, 100, 100, False),
        (49, 100, 400, True),  # long closed: the whole time has gone by
        (None, 100, 90, False),  # newer than the stock
        (0, None, 90, False),  # nothing was promised
    ],
)
def test_input_is_behind_when_less_than_half_of_what_fits_the_time_came_in(
    received: int | None, promised: int | None, day: int, behind: bool
) -> None:
    assert judged(received, promised, day=day) is behind


@pytest.mark.once
def test_without_a_window_or_a_stock_nobody_can_say() -> None:
    assert not is_behind(0, 100, None, DailyBatch(as_of=CLOSES))
    assert not is_behind(0, 100, (OPENS, CLOSES), None)


@pytest.mark.once
def test_more_than_promised_in_one_project_makes_up_for_nothing_elsewhere() -> None:
    def standing(received: int | None, promised: int | None) -> ProjectStatus:
        return ProjectStatus(
            project=Project(), points=(), received=received, target=promised, plan=PlanStanding.NOTHING,
            progress=None, is_behind=False, report=None,
        )  # fmt: skip

    overview = Overview(
        batch=None, standings=[standing(95, 40), standing(5, 100), standing(7, None), standing(None, 60)]
    )

    assert (overview.received, overview.kept, overview.target) == (107, 45, 200)
