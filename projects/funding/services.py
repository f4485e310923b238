"""What a project is paid from."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Funding, Project
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.refused import Refused
from samenkracht.core.values.dates import KnownDate


class FundingTexts(TypedDict, total=False):
    """One source of money: whole euros, and from when until when as they are known."""

    source: str
    amount: int | None
    is_structural: bool
    starts: KnownDate
    ends: KnownDate
    note: str


class SourceMissing(Refused):
    field = "source"
    for_people = _("Schrijf op waar het geld vandaan komt.")


class FundingEndMissing(Refused):
    field = "ends"
    for_people = _("Schrijf op tot wanneer het geld er is, of kies structureel geld.")


class EndOfStructuralMoney(Refused):
    field = "ends"
    for_people = _("Structureel geld komt elk jaar terug en heeft geen einddatum.")


class FundingEndsBeforeStart(Refused):
    field = "ends"
    for_people = _("Het einde ligt voor het begin.")


@transaction.atomic
def add(*, project: Project, by: Actor, at: datetime, **texts: Unpack[FundingTexts]) -> Funding:
    """Register a source of money.

    Raises NotPermitted, SourceMissing, FundingEndMissing, EndOfStructuralMoney, FundingEndsBeforeStart.
    """
    require(by, Permission.PROJECT_WRITE, project)
    Project.objects.select_for_update().get(pk=project.pk)
    last = project.fundings.order_by("-position").first()
    funding = Funding(project=project, position=last.position + 1 if last else 1)
    fill(funding, {**texts})
    funding.save()
    record("funding.added", funding, by=by, at=at)
    return funding


@transaction.atomic
def change(*, funding: Funding, by: Actor, at: datetime, **texts: Unpack[FundingTexts]) -> Funding:
    """Change what is given. Raises as ``add``."""
    require(by, Permission.PROJECT_WRITE, funding.project)
    funding = Funding.objects.select_for_update().select_related("project").get(pk=funding.pk)
    if changed := fill(funding, {**texts}):
        funding.save(update_fields=changed)
        record("funding.changed", funding, by=by, at=at, changed=changed)
    return funding


def fill(funding: Funding, texts: dict[str, Any]) -> list[str]:
    """Set what is given and check that it makes sense; gives the names of what changed."""
    given = {name: value.strip() if isinstance(value, str) else value for name, value in texts.items()}
    changed = sorted(name for name, value in given.items() if getattr(funding, name) != value)
    for name in changed:
        setattr(funding, name, given[name])
    starts, ends = funding.starts, funding.ends
    if not funding.source:
        raise SourceMissing
    if funding.is_structural and ends:
        raise EndOfStructuralMoney
    if not funding.is_structural and not ends:
        raise FundingEndMissing
    if starts.first_day and ends.last_day and ends.last_day < starts.first_day:
        raise FundingEndsBeforeStart
    return changed


@transaction.atomic
def remove(*, funding: Funding, by: Actor, at: datetime) -> None:
    """Take a source of money off the register. Raises NotPermitted."""
    require(by, Permission.PROJECT_WRITE, funding.project)
    record("funding.removed", funding, by=by, at=at)
    funding.delete()


def record(event: str, funding: Funding, *, by: Actor, at: datetime, **data: Any) -> None:
    audit.record(event=event, target=funding, by=by, at=at, project_id=funding.project_id, **data)
