"""What is concerned when a municipality ends, goes up in another or stays after all: drawn from several floors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from participation import queries as forms
from projects.enums import ACTIVE_STATES
from projects.models import HelpNumber, Municipality, PostcodeArea, Project
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core.values.periods import midnight


@dataclass(frozen=True, slots=True)
class PlannedProject:
    """A project with a plan; ``href`` leads where this reader may come."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Consequences:
    """How much is concerned when ``municipality`` is there until ``day`` (None: without an end).

    No numbers of residents. ``plans`` names the projects that the reader may know of, ``more_plans`` counts the rest.
    """

    municipality: Municipality
    successor: Municipality | None
    day: date | None
    today: date
    numbers: Sequence[HelpNumber]
    areas: int
    shared_areas: int
    projects: int
    active_projects: int
    plans: Sequence[PlannedProject]
    more_plans: int
    forms: int

    @property
    def is_past(self) -> bool:
        return self.day is not None and self.day <= self.today

    @property
    def is_chosen_now(self) -> bool:
        """Whether residents can choose it until this is stored."""
        return self.municipality.is_valid_on(self.today)

    @property
    def last_day(self) -> date | None:
        return self.day - timedelta(days=1) if self.day else None

    @property
    def all_plans(self) -> int:
        return len(self.plans) + self.more_plans


def consequences(
    *, municipality: Municipality, successor: Municipality | None, day: date | None, today: date, reader: Actor
) -> Consequences:
    """Of ``municipality`` ending on this day, or of none."""
    first = max(day, today) if day else today
    areas = PostcodeArea.objects.filter(municipality=municipality).values("pc4")
    active = municipality.projects.filter(state__in=ACTIVE_STATES)
    planned = list(active.filter(plan__lines__isnull=False).distinct().order_by("title"))
    named = [project for project in planned if may(reader, Permission.PROJECT_READ, project)]
    return Consequences(
        municipality=municipality,
        successor=successor,
        day=day,
        today=today,
        numbers=[one for one in municipality.help_numbers.all() if not one.valid_until or one.valid_until > first],
        areas=areas.count(),
        shared_areas=PostcodeArea.objects.filter(municipality=successor, pc4__in=areas).count() if successor else 0,
        projects=municipality.projects.count(),
        active_projects=active.count(),
        plans=[PlannedProject(project.title, way_to(project, reader)) for project in named],
        more_plans=len(planned) - len(named),
        forms=len(forms.asking_municipality_at(midnight(first))),
    )


def way_to(project: Project, reader: Actor) -> str:
    """The workspace for who may enter it, the page for residents when there is one, or nowhere."""
    if may(reader, Permission.PROJECT_WORKSPACE, project):
        return project.get_absolute_url()
    return reverse("public_project", kwargs={"slug": project.slug}) if project.is_public else ""
