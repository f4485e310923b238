"""Reference data of the region: agendas, their programmes and their speerpunten. Nothing is ever deleted."""

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from projects.models import CooperationAgenda, Priority, Programme, Project
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.db import ordering
from samenkracht.core.db.slugs import free_slug
from samenkracht.core.refused import Refused
from samenkracht.core.web.reference import bump_edition

# Words that stand in addresses where an agenda's slug may stand too.
RESERVED_SLUGS = frozenset({"nieuw", "programmas", "speerpunten", "gemeenten"})


class AgendaFacts(TypedDict, total=False):
    """An agenda is in force from ``valid_from`` until, not including, ``valid_until``."""

    title: str
    valid_from: date
    valid_until: date | None
    successor: CooperationAgenda | None


class AgendaTitleMissing(Refused):
    field = "title"
    for_people = _("Vul een titel in.")


class TitleThere(Refused):
    field = "title"
    for_people = _("Deze titel staat er al.")


class AgendaEndsBeforeStart(Refused):
    field = "valid_until"
    for_people = _("De laatste dag ligt voor de eerste dag.")


class AgendaOwnSuccessor(Refused):
    field = "successor"
    for_people = _("Een agenda kan niet zichzelf opvolgen.")


class AgendaInACircle(Refused):
    field = "successor"
    for_people = _("Deze agenda wordt zelf opgevolgd door de agenda die u wijzigt.")


class ProgrammeInUse(Refused):
    field = "agenda"
    for_people = _("Er zijn projecten in dit programma. Geef eerst die projecten een andere plaats.")


# --- agendas ------------------------------------------------------------------------------------------------------


@transaction.atomic
def add(*, by: Actor, at: datetime, **facts: Unpack[AgendaFacts]) -> CooperationAgenda:
    """Make an agenda; its address is given once. Raises NotPermitted, AgendaTitleMissing, AgendaEndsBeforeStart."""
    require(by, Permission.REFERENCE_WRITE)
    agenda = CooperationAgenda(**tidied({**facts}))
    agenda.slug = address_of(agenda.title, CooperationAgenda)
    check(agenda)
    agenda.save()
    bump_edition()
    audit.record(event="agenda.added", target=agenda, by=by, at=at)
    return agenda


@transaction.atomic
def change(*, agenda: CooperationAgenda, by: Actor, at: datetime, **facts: Unpack[AgendaFacts]) -> CooperationAgenda:
    """Change what is given; projects of the past show the present title.

    Raises NotPermitted, AgendaTitleMissing, AgendaEndsBeforeStart, AgendaOwnSuccessor, AgendaInACircle.
    """
    require(by, Permission.REFERENCE_WRITE, agenda)
    agenda = CooperationAgenda.objects.select_for_update().get(pk=agenda.pk)
    changed = apply(agenda, {**facts})
    check(agenda)
    if changed:
        agenda.save(update_fields=changed)
        bump_edition()
        audit.record(event="agenda.changed", target=agenda, by=by, at=at, changed=changed)
    return agenda


@transaction.atomic
def end(
    *, agenda: CooperationAgenda, valid_until: date, by: Actor, at: datetime, successor: CooperationAgenda | None = None
) -> CooperationAgenda:
    """Let the agenda end before ``valid_until``, with who comes after it; what belongs to it stays.

    Raises NotPermitted, AgendaEndsBeforeStart, AgendaOwnSuccessor, AgendaInACircle.
    """
    agenda = change(agenda=agenda, valid_until=valid_until, successor=successor, by=by, at=at)
    audit.record(
        event="agenda.ended", target=agenda, by=by, at=at, successor=successor.pk if successor else None,
        until=valid_until.isoformat(),
    )  # fmt: skip
    return agenda


def check(agenda: CooperationAgenda) -> None:
    if not agenda.title:
        raise AgendaTitleMissing
    if agenda.valid_until and agenda.valid_until <= agenda.valid_from:
        raise AgendaEndsBeforeStart
    if agenda.pk and agenda.successor_id == agenda.pk:
        raise AgendaOwnSuccessor
    after = dict(CooperationAgenda.objects.values_list("pk", "successor_id"))
    seen: set[int] = set()
    heir = agenda.successor_id
    while heir is not None and heir not in seen:
        seen.add(heir)
        heir = after.get(heir)
        if heir is not None and heir == agenda.pk:
            raise AgendaInACircle


# --- programmes ---------------------------------------------------------------------------------------------------


@transaction.atomic
def add_programme(*, title: str, agenda: CooperationAgenda | None, by: Actor, at: datetime) -> Programme:
    """Add a programme at the end of the list. Raises NotPermitted, AgendaTitleMissing, TitleThere."""
    require(by, Permission.REFERENCE_WRITE)
    last = Programme.objects.order_by("-position").first()
    programme = Programme(title=title.strip(), agenda=agenda, position=last.position + 1 if last else 1)
    programme.slug = address_of(programme.title, Programme)
    check_programme(programme)
    programme.save()
    bump_edition()
    audit.record(event="programme.added", target=programme, by=by, at=at)
    return programme


@transaction.atomic
def change_programme(
    *, programme: Programme, title: str, agenda: CooperationAgenda | None, by: Actor, at: datetime
) -> Programme:
    """Give the programme another title or agenda; its address and its projects stay.

    A programme that belonged to no agenda takes its projects along. Raises NotPermitted, AgendaTitleMissing,
    TitleThere, ProgrammeInUse.
    """
    require(by, Permission.REFERENCE_WRITE, programme)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    was = programme.agenda_id
    changed = apply(programme, {"title": title, "agenda": agenda})
    check_programme(programme)
    if "agenda" in changed and was is not None and Project.objects.filter(programme=programme).exists():
        raise ProgrammeInUse
    if changed:
        programme.save(update_fields=changed)
        bump_edition()
        audit.record(event="programme.changed", target=programme, by=by, at=at, changed=changed)
    if "agenda" in changed:
        take_along(programme, by=by, at=at)
    return programme


def take_along(programme: Programme, *, by: Actor, at: datetime) -> None:
    """Put the programme's projects, that had no agenda, under its agenda, each with that agenda's next number."""
    for project in Project.objects.select_for_update().filter(programme=programme).order_by("number"):
        project.agenda, project.number = programme.agenda, next_number(programme.agenda)
        project.save(update_fields=["agenda", "number"])
        changed = ["agenda", "number"]
        audit.record(event="project.changed", target=project, by=by, at=at, project_id=project.pk, changed=changed)


def check_programme(programme: Programme) -> None:
    """Raise AgendaTitleMissing, or TitleThere when its agenda has another one with this title."""
    if not programme.title:
        raise AgendaTitleMissing
    if Programme.objects.filter(agenda=programme.agenda, title=programme.title).exclude(pk=programme.pk).exists():
        raise TitleThere


@transaction.atomic
def move_programme(*, programme: Programme, up: bool, by: Actor, at: datetime) -> None:
    """One place up or down among the programmes of its agenda. Raises NotPermitted."""
    require(by, Permission.REFERENCE_WRITE, programme)
    if ordering.move(programme, Programme.objects.filter(agenda=programme.agenda), up=up):
        bump_edition()
        audit.record(event="programme.moved", target=programme, by=by, at=at)


# --- speerpunten --------------------------------------------------------------------------------------------------


@transaction.atomic
def add_priority(*, agenda: CooperationAgenda, title: str, by: Actor, at: datetime) -> Priority:
    """Add a speerpunt at the end of the agenda's list. Raises NotPermitted, AgendaTitleMissing, TitleThere."""
    require(by, Permission.REFERENCE_WRITE, agenda)
    last = agenda.priorities.order_by("-position").first()
    priority = Priority(agenda=agenda, title=title.strip(), position=last.position + 1 if last else 1)
    store(priority)
    bump_edition()
    audit.record(event="priority.added", target=priority, by=by, at=at)
    return priority


@transaction.atomic
def change_priority(*, priority: Priority, title: str, by: Actor, at: datetime) -> Priority:
    """Give the speerpunt other words, on every project that cites it.

    Raises NotPermitted, AgendaTitleMissing, TitleThere.
    """
    require(by, Permission.REFERENCE_WRITE, priority)
    priority = Priority.objects.select_for_update().get(pk=priority.pk)
    if apply(priority, {"title": title}):
        store(priority)
        bump_edition()
        audit.record(event="priority.changed", target=priority, by=by, at=at)
    return priority


@transaction.atomic
def move_priority(*, priority: Priority, up: bool, by: Actor, at: datetime) -> None:
    """One place up or down in the agenda's list. Raises NotPermitted."""
    require(by, Permission.REFERENCE_WRITE, priority)
    if ordering.move(priority, Priority.objects.filter(agenda=priority.agenda), up=up):
        bump_edition()
        audit.record(event="priority.moved", target=priority, by=by, at=at)


def store(priority: Priority) -> None:
    """Save, once per agenda."""
    if not priority.title:
        raise AgendaTitleMissing
    try:
        with transaction.atomic():
            priority.save()
    except IntegrityError as error:
        raise TitleThere from error


# --- shared -------------------------------------------------------------------------------------------------------


def tidied(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}


def apply(row: CooperationAgenda | Programme | Priority, facts: dict[str, Any]) -> list[str]:
    """Set what is given; gives the names of what changed."""
    given = tidied(facts)
    changed = sorted(name for name, value in given.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, given[name])
    return changed


def address_of(title: str, model: type[CooperationAgenda] | type[Programme]) -> str:
    """An address for ``title`` that no other row of ``model`` has."""
    return free_slug(title, model._default_manager.all(), longest=50, otherwise="agenda", reserved=RESERVED_SLUGS)


def next_number(agenda: CooperationAgenda | None) -> int:
    """The number after the last one under this agenda."""
    last: int | None = Project.objects.filter(agenda=agenda).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
