"""Reference data as it stands on a day, and what a project may belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from projects.models import CooperationAgenda, Municipality, Priority, Programme, Project
from projects.models.team import not_secret

# These pages are there for every role; a number may not tell that a secret project is there.
KNOWN_PROJECTS = Count("projects", filter=not_secret("projects__"))


@dataclass(frozen=True, slots=True)
class AgendaChoices:
    """What is in force, and what the project belongs to already. Named as the columns of a project."""

    agenda: QuerySet[CooperationAgenda]
    programme: QuerySet[Programme]
    cited_priorities: QuerySet[Priority]
    municipalities: QuerySet[Municipality]

    @property
    def current(self) -> CooperationAgenda | None:
        """The agenda to propose for a new project: the latest in force."""
        return self.agenda.first()


def choices_of(project: Project | None, *, at: datetime) -> AgendaChoices:
    """The agendas in force with their programmes and speerpunten, the municipalities, and those of ``project``."""
    day = timezone.localdate(at)
    agendas = Q(pk__in=CooperationAgenda.objects.valid_on(day).values("pk"))
    municipalities = Q(pk__in=Municipality.objects.valid_on(day).values("pk"))
    if project is not None:
        agendas |= Q(pk=project.agenda_id)
        municipalities |= Q(pk__in=project.municipalities.values("pk"))
    offered = CooperationAgenda.objects.filter(agendas)
    return AgendaChoices(
        agenda=offered,
        programme=Programme.objects.filter(Q(agenda=None) | Q(agenda__in=offered)).select_related("agenda"),
        cited_priorities=Priority.objects.filter(agenda__in=offered).select_related("agenda"),
        municipalities=Municipality.objects.filter(municipalities).order_by("name"),
    )


# --- pages of the reference data ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownAgenda:
    """An agenda as it stands on a day. ``standing``: in force, coming or past."""

    agenda: CooperationAgenda
    standing: str
    last_day: date | None
    projects: int
    programmes: Sequence[Programme] = ()
    priorities: Sequence[Priority] = ()


def shown(agenda: CooperationAgenda, day: date, projects: int, **more: Any) -> ShownAgenda:
    until = agenda.valid_until
    standing = "coming" if agenda.valid_from > day else "past" if until and until <= day else "in_force"
    return ShownAgenda(agenda, standing, until - timedelta(days=1) if until else None, projects, **more)


def agendas_on(day: date) -> list[ShownAgenda]:
    """All agendas, those in force first; one query."""
    rows: list[Any] = list(CooperationAgenda.objects.select_related("successor").annotate(n=KNOWN_PROJECTS))
    order = ("in_force", "coming", "past")
    return sorted((shown(row, day, row.n) for row in rows), key=lambda one: order.index(one.standing))


def agenda_on(agenda: CooperationAgenda, day: date) -> ShownAgenda:
    """One agenda with its programmes and speerpunten, each with its number of projects as ``n``; three queries."""
    return shown(
        agenda,
        day,
        agenda.projects.filter(not_secret()).count(),
        programmes=list(agenda.programmes.annotate(n=KNOWN_PROJECTS)),
        priorities=list(agenda.priorities.annotate(n=KNOWN_PROJECTS)),
    )
