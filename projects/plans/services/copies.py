"""Copies of promises: new keys, and nothing of what became of the old ones."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models import ParticipationPlan, PlanLine, Project
from projects.plans import queries
from projects.plans.content.plan import DATES, Line, PlanDocument
from projects.plans.queries import line_of
from projects.plans.services.plans import add_line, lock_editable_plan, record_plan
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, may, require
from samenkracht.core.refused import Refused
from samenkracht.core.values.dates import KnownDate


class PlanNotEmpty(Refused):
    for_people = _("In dit plan staat al iets. Een heel plan kunt u alleen in een leeg plan overnemen.")


class NothingToCopy(Refused):
    for_people = _("In dat plan staat niets om over te nemen.")


@transaction.atomic
def copy_line(*, line: PlanLine, plan: ParticipationPlan, by: Actor, at: datetime) -> PlanLine:
    """Put the same promise at the end of ``plan``: its own plan, or another one that ``by`` writes.

    Dates that are past are left out. Raises NotPermitted, PlanLocked, PlanDeclined.
    """
    require(by, Permission.PROJECT_WORKSPACE, line)
    require(by, Permission.PLAN_WRITE, plan)
    return add_line(lock_editable_plan(plan), promises(line_of(line), timezone.localdate(at)), by=by, at=at)


@transaction.atomic
def copy_plan(*, source: Project, plan: ParticipationPlan, by: Actor, at: datetime) -> ParticipationPlan:
    """Fill an empty draft with the promises of another project.

    From inside one copies the working copy, from outside what is public of it. Dates that are past are left out.
    Raises NotPermitted, PlanLocked, PlanNotEmpty, NothingToCopy.
    """
    require(by, Permission.PLAN_READ, source.plan)
    require(by, Permission.PLAN_WRITE, plan)
    plan = lock_editable_plan(plan)
    if not queries.working_document(plan).is_empty:
        raise PlanNotEmpty
    document = readable_document(source, by)
    if document.is_empty:
        raise NothingToCopy
    for line in document.lines:
        add_line(plan, promises(line, timezone.localdate(at)), by=by, at=at)
    texts = dict(document.texts()) | {"no_participation_reason": document.no_participation_reason}
    for name, text in texts.items():
        setattr(plan, name, text)
    plan.save(update_fields=list(texts))
    record_plan("plan.copied", plan, by=by, at=at, source_id=source.pk, lines=len(document.lines))
    return plan


def readable_document(source: Project, by: Actor) -> PlanDocument:
    """The plan of ``source`` as ``by`` may know it."""
    if may(by, Permission.PROJECT_WORKSPACE, source):
        return queries.working_document(source.plan)
    return queries.public_plan(source).document


def promises(line: Line, today: date) -> dict[str, Any]:
    """The columns of a copy of this line: all it promises but its key, what is past and what cannot be read."""
    dates = {name: getattr(line, name) for name in DATES}
    past = {name: KnownDate() for name, known in dates.items() if known.is_late(today) or known.is_unreadable}
    return {name: getattr(line, name) for name in Line.__dataclass_fields__ if name != "key"} | past
