"""What a project may belong to."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from projects.models import CooperationAgenda, Municipality, Priority, Programme, Project


@dataclass(frozen=True, slots=True)
class Choices:
    """What is in force, and what the project belongs to already. Named as the columns of a project."""

    agenda: QuerySet[CooperationAgenda]
    programme: QuerySet[Programme]
    cited_priorities: QuerySet[Priority]
    municipalities: QuerySet[Municipality]

    @property
    def current(self) -> CooperationAgenda | None:
        """The agenda to propose for a new project: the latest in force."""
        return self.agenda.first()


def choices_of(project: Project | None, *, at: datetime) -> Choices:
    """The agendas in force with their programmes and speerpunten, the municipalities, and those of ``project``."""
    day = timezone.localdate(at)
    agendas = Q(pk__in=CooperationAgenda.objects.valid_on(day).values("pk"))
    municipalities = Q(pk__in=Municipality.objects.valid_on(day).values("pk"))
    if project is not None:
        agendas |= Q(pk=project.agenda_id)
        municipalities |= Q(pk__in=project.municipalities.values("pk"))
    offered = CooperationAgenda.objects.filter(agendas)
    return Choices(
        agenda=offered,
        programme=Programme.objects.filter(Q(agenda=None) | Q(agenda__in=offered)).select_related("agenda"),
        cited_priorities=Priority.objects.filter(agenda__in=offered).select_related("agenda"),
        municipalities=Municipality.objects.filter(municipalities).order_by("name"),
    )
