"""A project with a form and answers, as the reports meet them."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from participation.models import FormVersion
from projects.models import Project
from reports.progress.collect.progress import ProgressParameters
from samenkracht.accounts.actors import Actor, Staff
from samenkracht.core.values.periods import Period
from tests.cast import Cast
from tests.factories.projects import PlanLineFactory, ProgrammeFactory, ProjectFactory
from tests.factories.reports import a_published_form, send_many
from tests.moments import NOW
from tests.real_commits import real_commits

__all__ = ["real_commits"]

MADE = datetime(2026, 7, 2, 9, 0, tzinfo=UTC)
RECEIVED = datetime(2026, 8, 3, 10, 0, tzinfo=UTC)
QUARTER = Period(datetime(2026, 7, 1, tzinfo=UTC).date(), datetime(2026, 10, 1, tzinfo=UTC).date())
ASKING = ProgressParameters(period=QUARTER)


@dataclass(frozen=True)
class Scene:
    project: Project
    version: FormVersion
    coordinator: Actor


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """One public project of one programme, 40 promised, 30 received: 18 content, 12 not."""
    coordinator = Staff(cast.coordinator)
    programme = ProgrammeFactory(slug="gezondheid", title="Gezondheid en ondersteuning")
    project = ProjectFactory(
        title="Hulp bij het huishouden", slug="huishouden", is_public=True, programme=programme, created_at=MADE
    )
    PlanLineFactory(project=project, target_number=40)
    version = a_published_form(project, coordinator, MADE)
    send_many(version, RECEIVED, 18, option="kgood", place="1942")
    send_many(version, RECEIVED, 12, option="kbad", place="not_said")
    return Scene(project, version, coordinator)


def clock() -> datetime:
    return NOW
