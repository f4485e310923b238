"""Projects with their page, and the list of the workplace."""

from typing import Any, Final

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from projects.enums import ProgressKind, TeamPart
from projects.models import Municipality, Programme, ProgressItem, Project, StateChange, TeamMember
from projects.models.project import ProjectQuerySet
from samenkracht.core.values.dates import TimeOrder


def programmes() -> QuerySet[Programme]:
    """All programmes, in their order."""
    return Programme.objects.all()


def with_page(projects: QuerySet[Project]) -> QuerySet[Project]:
    """The projects with all that their page shows but their plan (``public_plan``), in a fixed number of queries."""
    return projects.select_related("programme").prefetch_related(
        "goals__values",
        "progress_items",
        "cited_priorities",
        "publications",
        Prefetch("municipalities", queryset=Municipality.objects.order_by("name")),
    )


def progress_of(project: Project, kind: ProgressKind) -> list[ProgressItem]:
    """The lines under one heading, from what ``with_page`` fetched."""
    return [item for item in project.progress_items.all() if item.kind == kind]


def latest_state(project: Project) -> StateChange | None:
    """Since when and why the project stands where it stands; None when nobody wrote it down."""
    return project.state_changes.filter(state=project.state).order_by("-recorded_at", "-pk").first()


# --- the list of the workplace ------------------------------------------------------------------------------------


class ListOrder(TextChoices):
    """In which order the list stands. Dates as known have one order (core.values.dates), on every database."""

    TITLE = "titel", _("Titel")
    NUMBER = "nummer", _("Nummer")
    START = "start", _("Startdatum")
    END = "eind", _("Einddatum")


ORDERS: Final[dict[ListOrder, tuple[Any, ...]]] = {
    ListOrder.TITLE: (),
    ListOrder.NUMBER: ("number",),
    ListOrder.START: (TimeOrder("planned_start"),),
    ListOrder.END: (TimeOrder("planned_end"),),
}


def listed(projects: ProjectQuerySet, order: str = ListOrder.TITLE) -> ProjectQuerySet:
    """These projects in this order, equal ones by title, with what a line of the list shows; one query for a page."""
    members = TeamMember.objects.filter(project=OuterRef("pk"))
    shown = ("number", "slug", "title", "programme__title", "state", "phase", "planned_end", "is_public")
    found = projects.select_related("programme").only(*shown)
    return found.annotate(
        leader_name=Subquery(members.filter(part=TeamPart.LEADER).values("user__display_name")[:1]),
        deputy_name=Subquery(members.filter(part=TeamPart.DEPUTY).values("user__display_name")[:1]),
    ).in_title_order(*ORDERS[ListOrder(order)])
