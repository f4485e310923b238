"""What is concerned when one municipality goes up in another: drawn from several floors."""

from dataclasses import dataclass
from datetime import date, timedelta

from participation import queries as forms
from projects.enums import ACTIVE_STATES
from projects.models import Municipality, PostcodeArea
from samenkracht.core.periods import midnight


@dataclass(frozen=True, slots=True)
class Consequences:
    """How much is concerned, on a day of which ``last_day`` is the one before. No numbers of residents."""

    municipality: Municipality
    successor: Municipality
    day: date
    areas: int
    shared_areas: int
    projects: int
    active_projects: int
    plans: int
    forms: int
    is_past: bool

    @property
    def last_day(self) -> date:
        return self.day - timedelta(days=1)


def consequences(*, municipality: Municipality, successor: Municipality, day: date, today: date) -> Consequences:
    """Of ``municipality`` going up in ``successor`` on this day."""
    areas = PostcodeArea.objects.filter(municipality=municipality).values("pc4")
    active = municipality.projects.filter(state__in=ACTIVE_STATES)
    return Consequences(
        municipality=municipality,
        successor=successor,
        day=day,
        areas=areas.count(),
        shared_areas=PostcodeArea.objects.filter(municipality=successor, pc4__in=areas).count(),
        projects=municipality.projects.count(),
        active_projects=active.count(),
        plans=active.filter(plan__lines__isnull=False).distinct().count(),
        forms=len(forms.asking_municipality_at(midnight(max(day, today)))),
        is_past=day <= today,
    )
