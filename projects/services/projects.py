"""Changes of a project and its page."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from projects.enums import PolicyPhase, ProgressKind, ProjectState
from projects.models import Goal, ParticipationPlan, Programme, ProgressItem, Project
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.dates import KnownDate
from samenkracht.core.refused import Refused

# Words that stand in addresses where a project's slug may stand too.
RESERVED_SLUGS = frozenset({"nieuw"})
# Two people who add at the same moment draw the same number; the second draws again.
ATTEMPTS = 5


class ProjectTexts(TypedDict, total=False):
    """What may be told about a project. Of the lists, the given order is the order on the page."""

    title: str
    summary: str
    priorities: str
    programme: Programme | None
    planned_start: KnownDate
    planned_end: KnownDate
    state: ProjectState
    phase: PolicyPhase
    contact_function: str
    contact_email: str
    contact_phone: str
    goals: Sequence[str]
    results: Sequence[str]
    planning: Sequence[str]


class TitleMissing(Refused):
    for_people = _("Geef het project een titel.")


class ProjectNotReady(Refused):
    for_people = _("Vul eerst ‘In het kort’ en het e-mailadres voor contact in. Daarna kan de pagina openbaar.")


PROGRESS_KINDS = {"results": ProgressKind.RESULT, "planning": ProgressKind.PLANNING}
LISTS = ("goals", *PROGRESS_KINDS)


@transaction.atomic
def add(*, by: Actor, at: datetime, **texts: Unpack[ProjectTexts]) -> Project:
    """Make a project with its (empty) participation plan; number and address are given once.

    Raises NotPermitted, TitleMissing.
    """
    require(by, Permission.PROJECT_ADD)
    given: dict[str, Any] = {**texts}
    if not given.get("title", "").strip():
        raise TitleMissing
    project = numbered(Project(created_at=at, **columns(given)))
    ParticipationPlan.objects.create(project=project)
    for name in LISTS:
        write_list(project, name, given.get(name, ()))
    audit.record(event="project.added", target=project, by=by, at=at, project_id=project.pk, number=project.number)
    return project


@transaction.atomic
def change(*, project: Project, by: Actor, at: datetime, **texts: Unpack[ProjectTexts]) -> Project:
    """Change what is given and leave the rest; the address stays. Nothing new means no event.

    Raises NotPermitted, TitleMissing, ProjectNotReady (a published page keeps its summary and contact).
    """
    require(by, Permission.PROJECT_WRITE, project)
    given: dict[str, Any] = {**texts}
    project = Project.objects.select_for_update().get(pk=project.pk)
    new = columns(given, before=project)
    changed = [name for name, value in new.items() if getattr(project, name) != value and name != "search_text"]
    for name, value in new.items():
        setattr(project, name, value)
    if not project.title:
        raise TitleMissing
    if project.is_public and not is_ready(project):
        raise ProjectNotReady
    if changed:
        project.save(update_fields=[*changed, "search_text"])
    changed += [name for name in LISTS if name in given and write_list(project, name, given[name])]
    if changed:
        audit.record(
            event="project.changed", target=project, by=by, at=at, project_id=project.pk, changed=sorted(changed)
        )
    return project


@transaction.atomic
def publish(*, project: Project, by: Actor, at: datetime) -> Project:
    """Show the project's page to everybody. Raises NotPermitted, ProjectNotReady; a published one stays as it is."""
    require(by, Permission.PROJECT_WRITE, project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    if not is_ready(project):
        raise ProjectNotReady
    return show(project, public=True, event="project.published", by=by, at=at)


@transaction.atomic
def unpublish(*, project: Project, by: Actor, at: datetime) -> Project:
    """Take the project's page away from the public. Raises NotPermitted."""
    require(by, Permission.PROJECT_WRITE, project)
    project = Project.objects.select_for_update().get(pk=project.pk)
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
    given = {name: tidy(value) for name, value in texts.items() if name not in LISTS}
    words = {name: given.get(name, getattr(before, name, "")) for name in ("title", "summary", "priorities")}
    return given | {"search_text": Project.words_of(**words)}


def tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def numbered(project: Project) -> Project:
    """Store a new project under the next free number and a free address made from its title."""
    for attempt in range(ATTEMPTS):
        project.number = (Project.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        project.slug = free_slug(project.title)
        try:
            with transaction.atomic():
                project.save(force_insert=True)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
        else:
            break
    return project


def free_slug(title: str) -> str:
    """An address for ``title`` that no project has."""
    base = slugify(title)[:70].strip("-") or "project"
    taken = RESERVED_SLUGS | set(Project.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)


def write_list(project: Project, name: str, texts: Sequence[str]) -> bool:
    """Make the numbered list read ``texts``; a line whose words stay keeps its row. Gives whether it changed."""
    wanted = [text.strip() for text in texts if text.strip()]
    rows = list_rows(project, name)
    if [row.text for row in rows] == wanted:
        return False
    spare: dict[str, list[Goal | ProgressItem]] = {}
    for row in rows:
        spare.setdefault(row.text, []).append(row)
    for position, text in enumerate(wanted, 1):
        row = spare[text].pop(0) if spare.get(text) else new_row(project, name, text)
        row.position = position
        row.save()
    for left in spare.values():
        for row in left:
            row.delete()
    return True


def list_rows(project: Project, name: str) -> list[Goal | ProgressItem]:
    """The rows of one numbered list, in order."""
    return [*project.goals.all()] if name == "goals" else [*project.progress_items.filter(kind=PROGRESS_KINDS[name])]


def new_row(project: Project, name: str, text: str) -> Goal | ProgressItem:
    """A row of this list that is not stored yet."""
    if name == "goals":
        return Goal(project=project, text=text)
    return ProgressItem(project=project, kind=PROGRESS_KINDS[name], text=text)
