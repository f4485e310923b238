"""Who may ever see a project: its publication level, and the day from which everybody may."""

import logging
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.enums import PUBLISHABLE, PublicationLevel
from projects.models import Project
from projects.register.services import projects
from samenkracht.accounts.actors import Actor, System
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.refused import Refused
from samenkracht.core.values.periods import local_day

logger = logging.getLogger(__name__)


class LevelReasonMissing(Refused):
    field = "reason"
    for_people = _("Schrijf op waarom niet iedereen dit project mag zien.")


class LevelDayMissing(Refused):
    field = "public_from"
    for_people = _("Kies de dag vanaf wanneer iedereen het project mag zien.")


@transaction.atomic
def set_level(
    *, project: Project, level: PublicationLevel, by: Actor, at: datetime, public_from: date | None = None,
    reason: str = "",
) -> Project:  # fmt: skip
    """Say who may ever see the project. A page that may not be seen any more, or not yet, is taken away at once.

    Raises NotPermitted, LevelReasonMissing (below openbaar), LevelDayMissing (openbaar vanaf).
    """
    require(by, Permission.PROJECT_WRITE, project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    if level not in PUBLISHABLE and not reason.strip():
        raise LevelReasonMissing
    day = public_from if level == PublicationLevel.PUBLIC_FROM else None
    if level == PublicationLevel.PUBLIC_FROM and day is None:
        raise LevelDayMissing
    if project.is_public and (level not in PUBLISHABLE or (day is not None and day > local_day(at))):
        projects.show(project, public=False, event="project.unpublished", by=by, at=at)
    before = (project.publication_level, project.public_from, project.publication_reason)
    new = (level, day, reason.strip())
    if new != before:
        project.publication_level, project.public_from, project.publication_reason = new
        project.save(update_fields=["publication_level", "public_from", "publication_reason"])
        audit.record(
            event="project.level_set", target=project, by=by, at=at, project_id=project.pk, before=before[0],
            level=str(level), public_from=day.isoformat() if day else "",
        )  # fmt: skip
    return project


def publish_due(*, at: datetime) -> int:
    """Publish what everybody may see from today on; gives how many pages.

    Somebody with the right to publish chose the day, so nobody is asked again. A page that does not say enough yet
    waits, and its team sees why.
    """
    due = Project.objects.filter(
        publication_level=PublicationLevel.PUBLIC_FROM, public_from__lte=local_day(at), is_public=False
    )
    published = 0
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            project = Project.objects.select_for_update().filter(pk=pk).filter(pk__in=due).first()
            if project is None:
                continue
            if not projects.is_ready(project):
                logger.warning("project.not_ready_on_its_day project=%s", pk)
                continue
            projects.show(project, public=True, event="project.published", by=System("projects.publish_due"), at=at)
            published += 1
    return published
