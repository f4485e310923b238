"""Changes of a project and its page."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from projects.agendas import services as agendas
from projects.enums import HALTED_STATES, PUBLISHABLE, PolicyPhase, ProjectState, PublicationLevel
from projects.models import (
    CooperationAgenda,
    Municipality,
    ParticipationPlan,
    PhaseChange,
    Priority,
    Programme,
    Project,
    StateChange,
)
from projects.register.services import lists
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.db.slugs import free_slug
from samenkracht.core.hooks import Hook
from samenkracht.core.refused import Refused
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.happened import check_happened
from samenkracht.core.values.periods import local_day

# Words that stand in addresses where a project's slug may stand too.
RESERVED_SLUGS = frozenset({"nieuw"})
# Two people who add at the same moment draw the same number; the second draws again.
ATTEMPTS = 5


class ProjectTexts(TypedDict, total=False):
    """What may be told about a project. Of the lists, the given order is the order on the page."""

    title: str
    summary: str
    meaning: str
    act_now: str
    act_now_while_open: bool
    priorities: str
    cited_priorities: Collection[Priority]
    agenda: CooperationAgenda | None
    programme: Programme | None
    municipalities: Collection[Municipality]
    planned_start: KnownDate
    planned_end: KnownDate
    contact_function: str
    contact_email: str
    contact_phone: str
    goals: Sequence[str]
    results: Sequence[str]
    planning: Sequence[str]


class ProjectTitleMissing(Refused):
    for_people = _("Geef het project een titel.")


class ProjectNotReady(Refused):
    for_people = _("Vul eerst ‘In het kort’ en het e-mailadres voor contact in. Daarna kan de pagina openbaar.")


class NotPublishable(Refused):
    for_people = _("De openbaarheid van dit project is intern, vertrouwelijk of geheim. Wijzig die eerst.")


class BeforeItsDay(Refused):
    for_people = _("De dag waarop dit project openbaar mag, moet nog komen. Op die dag gebeurt het vanzelf.")


class OtherAgenda(Refused):
    field = "programme"
    for_people = _("Kies een programma en speerpunten van de agenda van het project.")


class SameAsNow(Refused):
    for_people = _("Dit is al zo. Er is niets veranderd.")


class StateReasonMissing(Refused):
    field = "reason"
    for_people = _("Schrijf op waarom het project stilligt, klaar is of stopt.")


class SinceBeforeTheLast(Refused):
    field = "since"
    for_people = _("Deze datum ligt voor de vorige verandering. Kijk in het verloop hieronder.")


def _closed(*, project: Project, phase: PolicyPhase, by: Actor, at: datetime) -> None:
    """``project`` went from ``phase`` to another: what is due at the end of a phase begins here."""


phase_closed = Hook("phase_closed", _closed)
# Sets of other rows that a project points to.
SETS = ("cited_priorities", "municipalities")
NOT_COLUMNS = frozenset({*lists.LISTS, *SETS})
UNKNOWN = KnownDate("")


@transaction.atomic
def add(
    *,
    by: Actor,
    at: datetime,
    state: ProjectState = ProjectState.PLANNED,
    phase: PolicyPhase = PolicyPhase.AGENDA_SETTING,
    since: KnownDate = UNKNOWN,
    reason: str = "",
    **texts: Unpack[ProjectTexts],
) -> Project:
    """Make a project with its (empty) participation plan; address and, within its agenda, number are given once.

    Raises NotPermitted, ProjectTitleMissing, OtherAgenda, StateReasonMissing, StillToCome.
    """
    require(by, Permission.PROJECT_ADD)
    check_since(since, None, at=at)
    given: dict[str, Any] = {**texts}
    if not given.get("title", "").strip():
        raise ProjectTitleMissing
    if state in HALTED_STATES and not reason.strip():
        raise StateReasonMissing
    project = numbered(Project(created_at=at, state=state, phase=phase, **columns(given)))
    ParticipationPlan.objects.create(project=project)
    moment: dict[str, Any] = {"project": project, "since": since, "recorded_at": at}
    StateChange.objects.create(state=state, reason=reason.strip(), **moment)
    PhaseChange.objects.create(phase=phase, **moment)
    write_rows(project, given)
    check_agenda(project)
    audit.record(event="project.added", target=project, by=by, at=at, project_id=project.pk, number=project.number)
    return project


@transaction.atomic
def change(*, project: Project, by: Actor, at: datetime, **texts: Unpack[ProjectTexts]) -> Project:
    """Change what is given and leave the rest; the address stays. Nothing new means no event.

    Under another agenda the project gets that agenda's next number. Raises NotPermitted, ProjectTitleMissing,
    OtherAgenda, ProjectNotReady (a published page keeps its summary and contact), lists.GoalWouldBeLost.
    """
    require(by, Permission.PROJECT_WRITE, project)
    given: dict[str, Any] = {**texts}
    project = Project.objects.select_for_update().get(pk=project.pk)
    new = columns(given, before=project)
    changed = [name for name, value in new.items() if getattr(project, name) != value and name != "search_text"]
    for name, value in new.items():
        setattr(project, name, value)
    if not project.title:
        raise ProjectTitleMissing
    if project.is_public and not is_ready(project):
        raise ProjectNotReady
    if "agenda" in changed:
        project.number = agendas.next_number(project.agenda)
        changed.append("number")
    if changed:
        project.save(update_fields=[*changed, "search_text"])
    changed += write_rows(project, given)
    check_agenda(project)
    if changed:
        audit.record(
            event="project.changed", target=project, by=by, at=at, project_id=project.pk, changed=sorted(changed)
        )
    return project


# --- where it stands ----------------------------------------------------------------------------------------------


@transaction.atomic
def set_state(
    *, project: Project, state: ProjectState, by: Actor, at: datetime, since: KnownDate = UNKNOWN,
    reason: str = "", decision: str = "",
) -> Project:  # fmt: skip
    """Say where the project stands as a piece of work, with the day, the reason and the decision as they are known.

    Forms, answers and reports stay as they are. Raises NotPermitted, SameAsNow, StateReasonMissing, StillToCome,
    SinceBeforeTheLast.
    """
    require(by, Permission.PROJECT_WRITE, project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    if project.state == state:
        raise SameAsNow
    if state in HALTED_STATES and not reason.strip():
        raise StateReasonMissing
    check_since(since, project.state_changes.order_by("-recorded_at", "-pk").first(), at=at)
    before, project.state = project.state, state
    project.save(update_fields=["state"])
    moment: dict[str, Any] = {"project": project, "since": since, "recorded_at": at}
    StateChange.objects.create(state=state, reason=reason.strip(), decision=decision.strip(), **moment)
    audit.record(
        event="project.state_set", target=project, by=by, at=at, project_id=project.pk, before=before, state=str(state)
    )
    return project


@transaction.atomic
def set_phase(*, project: Project, phase: PolicyPhase, by: Actor, at: datetime, since: KnownDate = UNKNOWN) -> Project:
    """Say in which phase of the policy cycle the project is; the phase that ended is told to ``phase_closed``.

    Raises NotPermitted, SameAsNow, StillToCome, SinceBeforeTheLast.
    """
    require(by, Permission.PROJECT_WRITE, project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    if project.phase == phase:
        raise SameAsNow
    check_since(since, project.phase_changes.order_by("-recorded_at", "-pk").first(), at=at)
    before, project.phase = PolicyPhase(project.phase), phase
    project.save(update_fields=["phase"])
    moment: dict[str, Any] = {"project": project, "since": since, "recorded_at": at}
    PhaseChange.objects.create(phase=phase, **moment)
    audit.record(
        event="project.phase_set", target=project, by=by, at=at, project_id=project.pk,
        before=str(before), phase=str(phase),
    )  # fmt: skip
    phase_closed.call(project=project, phase=before, by=by, at=at)
    return project


def check_since(since: KnownDate, last: StateChange | PhaseChange | None, *, at: datetime) -> None:
    """Raise when ``since`` surely lies in the future, or surely before the change before it."""
    check_happened(since, field="since", at=at)
    if last and last.since.first_day and since.last_day and since.last_day < last.since.first_day:
        raise SinceBeforeTheLast


# --- what everybody sees ------------------------------------------------------------------------------------------


@transaction.atomic
def publish(*, project: Project, by: Actor, at: datetime) -> Project:
    """Show the project's page to everybody; a published one stays as it is.

    Raises NotPermitted, NotPublishable, BeforeItsDay, ProjectNotReady.
    """
    require(by, Permission.PROJECT_WRITE, project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    if project.publication_level not in PUBLISHABLE:
        raise NotPublishable
    if project.public_from and project.public_from > local_day(at):
        raise BeforeItsDay
    if not is_ready(project):
        raise ProjectNotReady
    return show(project, public=True, event="project.published", by=by, at=at)


@transaction.atomic
def unpublish(*, project: Project, by: Actor, at: datetime) -> Project:
    """Take the project's page away from the public. Raises NotPermitted.

    A day from which it was to be public has had its turn: the page comes back by hand only.
    """
    require(by, Permission.PROJECT_WRITE, project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    if project.is_public and project.publication_level == PublicationLevel.PUBLIC_FROM:
        project.publication_level, project.public_from = PublicationLevel.PUBLIC, None
        project.save(update_fields=["publication_level", "public_from"])
    return show(project, public=False, event="project.unpublished", by=by, at=at)


def show(project: Project, *, public: bool, event: str, by: Actor, at: datetime) -> Project:
    """Set whether the page is public, once."""
    if project.is_public != public:
        project.is_public = public
        project.save(update_fields=["is_public"])
        audit.record(event=event, target=project, by=by, at=at, project_id=project.pk)
    return project


def is_ready(project: Project) -> bool:
    """Whether the page says enough to be public."""
    return bool(project.summary and project.contact_email)


def columns(texts: Mapping[str, Any], before: Project | None = None) -> dict[str, Any]:
    """The given columns, texts without outer space, with the words to find the project by."""
    given = {name: tidy(value) for name, value in texts.items() if name not in NOT_COLUMNS}
    words = {name: given.get(name, getattr(before, name, "")) for name in ("title", "summary", "priorities")}
    return given | {"search_text": Project.words_of(**words)}


def tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def write_rows(project: Project, texts: Mapping[str, Any]) -> list[str]:
    """Write the given lists and sets; gives the names of those that changed."""
    changed = [name for name in lists.LISTS if name in texts and lists.write(project, name, texts[name])]
    for name in SETS:
        rows = getattr(project, name)
        if name in texts and {row.pk for row in texts[name]} != set(rows.values_list("pk", flat=True)):
            rows.set(texts[name])
            changed.append(name)
    return changed


def check_agenda(project: Project) -> None:
    """Raise OtherAgenda when the programme or a speerpunt belongs to another agenda than the project."""
    others = project.cited_priorities.exclude(agenda=project.agenda) if project.agenda else project.cited_priorities
    if (project.programme and project.programme.agenda_id != project.agenda_id) or others.exists():
        raise OtherAgenda


def numbered(project: Project) -> Project:
    """Store a new project under the next number of its agenda and a free address made from its title."""
    for attempt in range(ATTEMPTS):
        project.number = agendas.next_number(project.agenda)
        project.slug = free_slug(
            project.title, Project.objects.all(), longest=70, otherwise="project", reserved=RESERVED_SLUGS
        )
        try:
            with transaction.atomic():
                project.save(force_insert=True)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
        else:
            break
    return project
