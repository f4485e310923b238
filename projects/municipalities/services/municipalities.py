"""The municipalities of the region: who takes part from when until when, and who comes after whom.

What residents answered and what projects name points to a municipality for ever, so one that is named somewhere is
never deleted and keeps its code: it ends.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.enums import Membership
from projects.models import Municipality
from projects.models.municipality import follows_itself
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.hooks import Hook
from samenkracht.core.refused import Refused
from samenkracht.core.values.periods import local_day
from samenkracht.core.web.reference import bump_edition

# A merger that was entered late was heard of within this time; what is longer ago is a slip of the keys.
LATE_ENOUGH = timedelta(days=366)


class MunicipalityFacts(TypedDict, total=False):
    """It takes part from ``valid_from`` (None: as long as we know) until, not including, ``valid_until``."""

    code: str
    name: str
    province: str
    membership: Membership
    valid_from: date | None
    valid_until: date | None
    successor: Municipality | None


class CodeMalformed(Refused):
    field = "code"
    for_people = _("De code van een gemeente is vier cijfers, zoals 0402.")


class CodeTaken(Refused):
    field = "code"
    for_people = _("Deze code heeft een andere gemeente al.")


class CodeInUse(Refused):
    field = "code"
    for_people = _("Er zijn antwoorden met deze code. Daarom blijft de code zoals hij is.")


class MunicipalityNameMissing(Refused):
    field = "name"
    for_people = _("Vul de naam in.")


class NameTaken(Refused):
    field = "name"
    for_people = _("Een andere gemeente heeft in dezelfde tijd deze naam al.")


class MunicipalityEndsBeforeStart(Refused):
    field = "valid_until"
    for_people = _("De gemeente eindigt voordat zij begint.")


class EndsTooLongAgo(Refused):
    """Residents choose it today, and gave answers with it all the time since that day."""

    field = "valid_until"

    def __init__(self, municipality: Municipality, day: date) -> None:
        super().__init__()
        words = _("%(day)s is meer dan een jaar geleden, en inwoners kiezen %(name)s nu nog. Kies een latere dag.")
        self.for_people = words % {"name": municipality.name, "day": date_format(day, "j F Y")}


class MunicipalityEndMissing(Refused):
    field = "valid_until"
    for_people = _("Vul in wanneer de gemeente eindigt. Een opvolger komt pas daarna.")


class MunicipalityOwnSuccessor(Refused):
    field = "successor"
    for_people = _("Een gemeente kan niet zichzelf opvolgen.")


class MunicipalityInACircle(Refused):
    field = "successor"
    for_people = _("Deze gemeente wordt zelf opgevolgd door de gemeente die u wijzigt.")


class SuccessorNotThere(Refused):
    field = "successor"

    def __init__(self, successor: Municipality, day: date) -> None:
        super().__init__()
        words = _("%(name)s hoort op %(day)s niet bij de regio. Kies een andere opvolger of een andere dag.")
        self.for_people = words % {"name": successor.name, "day": date_format(day, "j F Y")}


class HeirNeeded(Refused):
    """Others went up in this one, on a day on which it would not be there."""

    field = "valid_until"

    def __init__(self, predecessor: Municipality, day: date, *, field: str) -> None:
        super().__init__()
        self.field = field
        words = _("%(name)s gaat op %(day)s in deze gemeente op. Dan moet deze gemeente er zijn.")
        self.for_people = words % {"name": predecessor.name, "day": date_format(day, "j F Y")}


class StillNamed(Refused):
    """It is named somewhere; ``uses`` says where."""

    def __init__(self, uses: "Sequence[Use]") -> None:
        super().__init__()
        self.uses = uses
        self.for_people = _("Deze gemeente kan niet weg: %(uses)s. Laat haar eindigen.") % {
            "uses": ", ".join(str(use.words) for use in uses)
        }


@dataclass(frozen=True, slots=True)
class Use:
    """Where a municipality is named, in words; ``by_code`` when it is the code that stands there."""

    words: str | Promise
    by_code: bool = False


def _uses(*, municipality: Municipality) -> list[Use]:
    """Where a floor names the municipality, now or in the past. No numbers of residents: small ones would tell."""
    raise NotImplementedError


municipality_uses = Hook("municipality_uses", _uses)


# --- one municipality ---------------------------------------------------------------------------------------------


@transaction.atomic
def add(*, by: Actor, at: datetime, **facts: Unpack[MunicipalityFacts]) -> Municipality:
    """Let a municipality take part.

    Raises NotPermitted, CodeMalformed, CodeTaken, MunicipalityNameMissing, NameTaken, MunicipalityEndsBeforeStart,
    MunicipalityEndMissing, SuccessorNotThere.
    """
    require(by, Permission.REFERENCE_WRITE)
    others = lock_municipalities()
    municipality = Municipality(**tidied({**facts}))
    check(municipality, others)
    store(municipality)
    bump_edition()
    audit.record(event="municipality.added", target=municipality, by=by, at=at, now=recorded_facts(municipality, FACTS))
    return municipality


@transaction.atomic
def change(*, municipality: Municipality, by: Actor, at: datetime, **facts: Unpack[MunicipalityFacts]) -> Municipality:
    """Change what is given; projects and answers of the past show the present name.

    Raises NotPermitted, CodeMalformed, CodeTaken, CodeInUse, MunicipalityNameMissing, NameTaken,
    MunicipalityEndsBeforeStart, MunicipalityEndMissing, EndsTooLongAgo, MunicipalityOwnSuccessor,
    MunicipalityInACircle, SuccessorNotThere, HeirNeeded.
    """
    require(by, Permission.REFERENCE_WRITE, municipality)
    municipality, was, changed = changed_to(municipality, {**facts}, at=at)
    if changed:
        now = recorded_facts(municipality, changed)
        audit.record(event="municipality.changed", target=municipality, by=by, at=at, was=was, now=now)
    return municipality


@transaction.atomic
def merge(
    *, municipality: Municipality, successor: Municipality, valid_until: date, by: Actor, at: datetime
) -> Municipality:
    """Let the municipality go up in ``successor``, from ``valid_until`` on. What named it goes on naming it.

    Raises NotPermitted, MunicipalityEndsBeforeStart, EndsTooLongAgo, MunicipalityOwnSuccessor, MunicipalityInACircle,
    SuccessorNotThere, HeirNeeded.
    """
    require(by, Permission.REFERENCE_WRITE, municipality)
    facts = {"valid_until": valid_until, "successor": successor}
    municipality, was, changed = changed_to(municipality, facts, at=at)
    if changed:
        now = recorded_facts(municipality, ["valid_until", "successor"])
        audit.record(event="municipality.merged", target=municipality, by=by, at=at, was=was, now=now)
    return municipality


def check_change(*, municipality: Municipality, by: Actor, at: datetime, **facts: Unpack[MunicipalityFacts]) -> None:
    """Raise what ``change`` or ``merge`` to these facts would raise; nothing is stored."""
    require(by, Permission.REFERENCE_WRITE, municipality)
    others = list(Municipality.objects.all())
    set_and_check(next(one for one in others if one.pk == municipality.pk), {**facts}, others, at=at)


@transaction.atomic
def remove(*, municipality: Municipality, by: Actor, at: datetime) -> None:
    """Take away a municipality that is named nowhere. Raises NotPermitted, StillNamed."""
    require(by, Permission.REFERENCE_WRITE, municipality)
    lock_municipalities()
    if uses := uses_of(municipality):
        raise StillNamed(uses)
    audit.record(
        event="municipality.removed", target=municipality, by=by, at=at, was=recorded_facts(municipality, FACTS)
    )
    municipality.delete()
    bump_edition()


def uses_of(municipality: Municipality) -> list[Use]:
    """Where the municipality is named, on this floor and on those above."""
    found = []
    if municipality.projects.exists():
        found.append(Use(_("er zijn projecten voor deze gemeente")))
    if municipality.postcode_areas.exists():
        found.append(Use(_("er zijn postcodes van deze gemeente")))
    if municipality.help_numbers.exists():
        found.append(Use(_("er staan hulpnummers bij deze gemeente")))
    if municipality.predecessors.exists():
        found.append(Use(_("er ging een gemeente in op")))
    return found + [use for uses in municipality_uses.call(municipality=municipality) for use in uses]


# --- shared -------------------------------------------------------------------------------------------------------

FACTS = tuple(MunicipalityFacts.__annotations__)


def lock_municipalities() -> list[Municipality]:
    """All municipalities, that nobody else changes until the end of the transaction: they are checked together."""
    return list(Municipality.objects.select_for_update().order_by("pk"))


def changed_to(
    municipality: Municipality, facts: dict[str, Any], *, at: datetime
) -> tuple[Municipality, list[str], list[str]]:
    """The stored municipality with these facts, what it said of them before, and the names of what changed."""
    others = lock_municipalities()
    municipality = next(one for one in others if one.pk == municipality.pk)
    before = copy(municipality)
    changed = set_and_check(municipality, facts, others, at=at)
    if changed:
        store(municipality, changed)
        bump_edition()
    return municipality, recorded_facts(before, changed), changed


def set_and_check(
    municipality: Municipality, facts: dict[str, Any], others: Sequence[Municipality], *, at: datetime
) -> list[str]:
    """Give a municipality these facts, and the names of what changed by it. Raises the Refused that forbids them."""
    given = tidied(facts)
    changed = [name for name in FACTS if name in given and getattr(municipality, name) != given[name]]
    if "code" in changed and any(use.by_code for use in uses_of(municipality)):
        raise CodeInUse
    chosen_now = municipality.is_valid_on(local_day(at))
    for name in changed:
        setattr(municipality, name, given[name])
    check(municipality, others, start_changed="valid_from" in changed)
    end = municipality.valid_until
    if "valid_until" in changed and end and chosen_now and end < local_day(at) - LATE_ENOUGH:
        raise EndsTooLongAgo(municipality, end)
    return changed


def tidied(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in facts.items()}


def recorded_facts(municipality: Municipality, names: Sequence[str]) -> list[str]:
    """Facts as an event keeps them: ``name=value``, a successor by its code."""
    values = {name: getattr(municipality, name) for name in names}
    if heir := values.get("successor"):
        values["successor"] = heir.code
    return [f"{name}={'' if value is None else value}" for name, value in values.items()]


def check(municipality: Municipality, others: Sequence[Municipality], *, start_changed: bool = False) -> None:
    """Raise the Refused that says what is wrong with the municipality among all ``others``."""
    others = [one for one in others if one.pk != municipality.pk]
    if not (municipality.code.isascii() and municipality.code.isdigit() and len(municipality.code) == 4):
        raise CodeMalformed
    if any(one.code == municipality.code for one in others):
        raise CodeTaken
    if not municipality.name:
        raise MunicipalityNameMissing
    start, end = municipality.valid_from, municipality.valid_until
    if start and end and end <= start:
        raise MunicipalityEndsBeforeStart
    if any(one.name.casefold() == municipality.name.casefold() and one.overlaps(municipality) for one in others):
        raise NameTaken
    check_successor(municipality, others)
    for one in others:
        if one.successor_id == municipality.pk and one.valid_until and not municipality.is_valid_on(one.valid_until):
            raise HeirNeeded(one, one.valid_until, field="valid_from" if start_changed else "valid_until")


def check_successor(municipality: Municipality, others: Sequence[Municipality]) -> None:
    successor, end = municipality.successor, municipality.valid_until
    if successor is None:
        return
    if end is None:
        raise MunicipalityEndMissing
    if successor.pk == municipality.pk:
        raise MunicipalityOwnSuccessor
    after = {one.pk: one.successor_id for one in others} | {municipality.pk: successor.pk}
    if municipality.pk and follows_itself(municipality.pk, after):
        raise MunicipalityInACircle
    if not successor.is_valid_on(end):
        raise SuccessorNotThere(successor, end)


def store(municipality: Municipality, changed: Sequence[str] | None = None) -> None:
    """Save; a code that somebody else took in the same moment is taken."""
    try:
        with transaction.atomic():
            municipality.save(update_fields=changed)
    except IntegrityError as error:
        if Municipality.objects.filter(code=municipality.code).exclude(pk=municipality.pk).exists():
            raise CodeTaken from error
        raise
