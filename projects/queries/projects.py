"""Projects with their page, and the list of the workplace."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from projects.enums import ProgressKind, TeamPart
from projects.models import Municipality, Programme, ProgressItem, Project, StateChange, TeamMember
from projects.models.words import title_order
from samenkracht.accounts.models import User


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


def in_title_order(projects: Iterable[Project]) -> list[Project]:
    """By title as people expect it, the same on every database."""
    return sorted(projects, key=lambda project: (title_order(project.title), project.pk))


# --- the list of the workplace ------------------------------------------------------------------------------------


class ListOrder(TextChoices):
    """In which order the list stands. Dates as known have one order (core.dates), on every database."""

    TITLE = "titel", _("Titel")
    NUMBER = "nummer", _("Nummer")
    START = "start", _("Startdatum")
    END = "eind", _("Einddatum")


def ordered_ids(projects: QuerySet[Project], order: str = ListOrder.TITLE) -> list[int]:
    """The ids of these projects in this order; equal ones by title. One query."""
    rows: list[Any] = list(projects.values_list("pk", "title", "number", "planned_start", "planned_end"))
    rows.sort(key=lambda row: (title_order(row[1]), row[0]))
    match order:
        case ListOrder.NUMBER:
            rows.sort(key=lambda row: row[2])
        case ListOrder.START:
            rows.sort(key=lambda row: row[3].sort_key)
        case ListOrder.END:
            rows.sort(key=lambda row: row[4].sort_key)
    return [row[0] for row in rows]


def listed(ids: Sequence[int]) -> list[Project]:
    """The projects with these ids, in the order of ``ids``, with programme, leader and deputy; one query."""
    function = User.objects.filter(pk=OuterRef("user_id")).values("display_name")
    members = TeamMember.objects.filter(project=OuterRef("pk")).annotate(function=Subquery(function))
    found = Project.objects.select_related("programme").annotate(
        leader_name=Subquery(members.filter(part=TeamPart.LEADER).values("function")[:1]),
        deputy_name=Subquery(members.filter(part=TeamPart.DEPUTY).values("function")[:1]),
    )
    by_pk = {project.pk: project for project in found.filter(pk__in=ids)}
    return [by_pk[pk] for pk in ids if pk in by_pk]
