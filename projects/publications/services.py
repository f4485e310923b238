"""What appeared about a project."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Project, Publication
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.db import ordering
from samenkracht.core.refused import Refused
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.happened import check_happened


class PublicationTexts(TypedDict, total=False):
    title: str
    url: str
    published_on: KnownDate


class PublicationIncomplete(Refused):
    for_people = _("Een publicatie heeft een titel en een link.")


@transaction.atomic
def add(*, project: Project, by: Actor, at: datetime, **texts: Unpack[PublicationTexts]) -> Publication:
    """Put a publication at the end of the project's list. Raises NotPermitted, PublicationIncomplete, StillToCome."""
    require(by, Permission.PROJECT_WRITE, project)
    Project.objects.select_for_update().get(pk=project.pk)
    last = project.publications.order_by("-position").first()
    publication = Publication(project=project, position=last.position + 1 if last else 1)
    fill(publication, {**texts}, at=at)
    publication.save()
    record("publication.added", publication, by=by, at=at)
    return publication


@transaction.atomic
def change(*, publication: Publication, by: Actor, at: datetime, **texts: Unpack[PublicationTexts]) -> Publication:
    """Change what is given. Raises NotPermitted, PublicationIncomplete, StillToCome."""
    require(by, Permission.PROJECT_WRITE, publication.project)
    publication = Publication.objects.select_for_update().select_related("project").get(pk=publication.pk)
    if changed := fill(publication, {**texts}, at=at):
        publication.save(update_fields=changed)
        record("publication.changed", publication, by=by, at=at, changed=changed)
    return publication


def fill(publication: Publication, texts: dict[str, Any], *, at: datetime) -> list[str]:
    """Set what is given; gives the names of what changed."""
    given = {name: value.strip() if isinstance(value, str) else value for name, value in texts.items()}
    changed = sorted(name for name, value in given.items() if getattr(publication, name) != value)
    for name in changed:
        setattr(publication, name, given[name])
    if not publication.title or not publication.url:
        raise PublicationIncomplete
    check_happened(publication.published_on, field="published_on", at=at)
    return changed


@transaction.atomic
def move(*, publication: Publication, up: bool, by: Actor, at: datetime) -> None:
    """One place up or down in the list. Raises NotPermitted."""
    require(by, Permission.PROJECT_WRITE, publication.project)
    Project.objects.select_for_update().get(pk=publication.project_id)
    if ordering.move(publication, Publication.objects.filter(project=publication.project), up=up):
        record("publication.moved", publication, by=by, at=at)


@transaction.atomic
def remove(*, publication: Publication, by: Actor, at: datetime) -> None:
    """Take the publication off the project's page; what it links to is elsewhere and stays. Raises NotPermitted."""
    require(by, Permission.PROJECT_WRITE, publication.project)
    record("publication.removed", publication, by=by, at=at)
    publication.delete()


def record(event: str, publication: Publication, *, by: Actor, at: datetime, **data: Any) -> None:
    audit.record(event=event, target=publication, by=by, at=at, project_id=publication.project_id, **data)
