"""Changes of bodies, of who sits in them, and of their meetings."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from projects.enums import BodyKind
from projects.models import Body, BodyMember, Meeting
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.models import User
from samenkracht.accounts.permissions import Permission, require
from samenkracht.accounts.roles import SEATED_ROLES
from samenkracht.audit import services as audit
from samenkracht.core.hooks import Hook
from samenkracht.core.refused import Refused

ATTEMPTS = 20


class BodyFacts(TypedDict, total=False):
    """What is known of a standing body."""

    kind: BodyKind | str
    subject: str
    name: str
    is_public: bool
    position: int
    valid_from: date | None
    valid_until: date | None
    successor: Body | None


class MeetingFacts(TypedDict, total=False):
    """When and where, for whom, and until when papers can be handed in."""

    bodies: Collection[Body]
    held_on: date
    starts_at: time | None
    place: str
    part: str
    is_closed: bool
    papers_due: date | None


class BodyNameMissing(Refused):
    for_people = _("Geef het gremium een naam.")
    field = "name"


class BodyThere(Refused):
    for_people = _("Er is al een gremium met deze soort en dit onderwerp in dezelfde tijd.")
    field = "subject"


class BodyEndsBeforeStart(Refused):
    for_people = _("Het gremium houdt op voordat het begint.")
    field = "valid_until"


class BodyOwnSuccessor(Refused):
    for_people = _("Een gremium kan niet zichzelf opvolgen.")
    field = "successor"


class NotForBodies(Refused):
    for_people = _("Kies iemand met een actief account als opdrachtgever, directeur of portefeuillehouder.")
    field = "users"


class NoBody(Refused):
    for_people = _("Kies van welk gremium het overleg is.")
    field = "bodies"


class BodyNotThere(Refused):
    for_people = _("Een van de gekozen gremia bestaat niet op deze dag.")
    field = "bodies"


class PapersTooLate(Refused):
    for_people = _("De uiterste aanleverdatum ligt na het overleg.")
    field = "papers_due"


class MeetingThere(Refused):
    for_people = _("Dit overleg staat al in de agenda, met dezelfde gremia op dezelfde dag.")
    field = "held_on"


class MeetingCancelled(Refused):
    for_people = _("Dit overleg gaat niet door.")


def _changing(*, meeting: Meeting) -> None:
    """Before another day, other bodies or a cancelling: raise Refused when something hangs on the meeting as it was."""


meeting_changing = Hook("meeting_changing", _changing)


# --- bodies -------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_body(*, by: Actor, at: datetime, **facts: Unpack[BodyFacts]) -> Body:
    """Make a standing body, at the end of the list unless ``position`` is given.

    Raises NotPermitted, BodyNameMissing, BodyThere, BodyEndsBeforeStart.
    """
    require(by, Permission.BODY_WRITE)
    given = _stripped(facts)
    if "position" not in given:
        last = Body.objects.order_by("-position").values_list("position", flat=True).first()
        given["position"] = (last or 0) + 1
    body = Body(**given)
    _check_body(body)
    _store_new(body)
    audit.record(event="body.added", target=body, by=by, at=at)
    return body


@transaction.atomic
def change_body(*, body: Body, by: Actor, at: datetime, **facts: Unpack[BodyFacts]) -> Body:
    """Change what is given; meetings of the past show its present name.

    Raises NotPermitted, BodyNameMissing, BodyThere, BodyEndsBeforeStart, BodyOwnSuccessor.
    """
    require(by, Permission.BODY_WRITE, body)
    body = Body.objects.select_for_update().get(pk=body.pk)
    changed = _apply(body, _stripped(facts))
    _check_body(body)
    if changed:
        body.save(update_fields=changed)
        audit.record(event="body.changed", target=body, by=by, at=at, changed=changed)
    return body


@transaction.atomic
def seat(*, body: Body, users: Collection[User], by: Actor, at: datetime) -> None:
    """Let exactly these people sit in the body: they may write down its conclusions.

    Raises NotPermitted, NotForBodies.
    """
    require(by, Permission.BODY_WRITE, body)
    Body.objects.select_for_update().get(pk=body.pk)
    present = {member.user_id: member for member in body.members.all()}
    wanted = {user.pk: user for user in users}
    if any(not u.has_role(*SEATED_ROLES) for pk, u in wanted.items() if pk not in present):
        raise NotForBodies
    for user_id in wanted.keys() - present.keys():
        BodyMember.objects.create(body=body, user_id=user_id)
        audit.record(event="body.member_seated", target=body, by=by, at=at, user_id=user_id)
    for user_id in present.keys() - wanted.keys():
        present[user_id].delete()
        audit.record(event="body.member_left", target=body, by=by, at=at, user_id=user_id)


def _check_body(body: Body) -> None:
    if not body.name:
        raise BodyNameMissing
    if body.valid_from and body.valid_until and body.valid_until <= body.valid_from:
        raise BodyEndsBeforeStart
    if body.successor_id is not None and body.successor_id == body.pk:
        raise BodyOwnSuccessor
    for other in Body.objects.filter(kind=body.kind, subject__iexact=body.subject).exclude(pk=body.pk):
        if _overlap(body, other):
            raise BodyThere


def _overlap(one: Body, other: Body) -> bool:
    """Whether there is a day on which both exist."""
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    return starts < min(one.valid_until or date.max, other.valid_until or date.max)


def _store_new(body: Body) -> None:
    """Store it under a free address."""
    stem = slugify(str(body))[:50] or "gremium"
    for attempt in range(1, ATTEMPTS + 1):
        body.slug = stem if attempt == 1 else f"{stem}-{attempt}"
        try:
            with transaction.atomic():
                body.save(force_insert=True)
        except IntegrityError:
            body.pk = None
            if attempt == ATTEMPTS:
                raise
        else:
            return


# --- meetings -----------------------------------------------------------------------------------------------------


@transaction.atomic
def add_meeting(*, by: Actor, at: datetime, **facts: Unpack[MeetingFacts]) -> Meeting:
    """Put a meeting of one body, or of several together, in the calendar.

    Raises NotPermitted, NoBody, BodyNotThere, PapersTooLate, MeetingThere.
    """
    require(by, Permission.MEETING_WRITE)
    given = _stripped(facts)
    bodies = list(given.pop("bodies", ()))
    meeting = Meeting(**given)
    _check_meeting(meeting, bodies)
    meeting.save(force_insert=True)
    meeting.bodies.set(bodies)
    audit.record(event="meeting.added", target=meeting, by=by, at=at, bodies=sorted(body.pk for body in bodies))
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, by: Actor, at: datetime, **facts: Unpack[MeetingFacts]) -> Meeting:
    """Change what is given. Whatever hangs on the meeting may forbid another day or other bodies.

    Raises NotPermitted, MeetingCancelled, NoBody, BodyNotThere, PapersTooLate, MeetingThere.
    """
    require(by, Permission.MEETING_WRITE, meeting)
    meeting = _held(meeting)
    given = _stripped(facts)
    present = list(meeting.bodies.all())
    bodies = list(given.pop("bodies", present))
    others = {body.pk for body in bodies} != {body.pk for body in present}
    changed = _apply(meeting, given)
    _check_meeting(meeting, bodies)
    if others or "held_on" in changed:
        meeting_changing.call(meeting=meeting)
    if changed:
        meeting.save(update_fields=changed)
    if others:
        meeting.bodies.set(bodies)
    if changed or others:
        names = [*changed, *(["bodies"] if others else [])]
        audit.record(event="meeting.changed", target=meeting, by=by, at=at, changed=names)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Say that it does not take place; it stays in the calendar. Raises NotPermitted, MeetingCancelled."""
    require(by, Permission.MEETING_WRITE, meeting)
    meeting = _held(meeting)
    meeting_changing.call(meeting=meeting)
    meeting.cancelled_at = at
    meeting.save(update_fields=["cancelled_at"])
    audit.record(event="meeting.cancelled", target=meeting, by=by, at=at)
    return meeting


def _held(meeting: Meeting) -> Meeting:
    """The meeting as it is now, kept for this transaction. Raises MeetingCancelled."""
    now = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if now.cancelled_at is not None:
        raise MeetingCancelled
    return now


def _check_meeting(meeting: Meeting, bodies: Collection[Body]) -> None:
    if not bodies:
        raise NoBody
    wanted = {body.pk for body in bodies}
    if Body.objects.valid_on(meeting.held_on).filter(pk__in=wanted).count() != len(wanted):
        raise BodyNotThere
    if meeting.papers_due and meeting.papers_due > meeting.held_on:
        raise PapersTooLate
    same_day = Meeting.objects.filter(held_on=meeting.held_on, starts_at=meeting.starts_at, cancelled_at=None)
    for other in same_day.exclude(pk=meeting.pk).prefetch_related("bodies"):
        if {body.pk for body in other.bodies.all()} == wanted and other.part == meeting.part:
            raise MeetingThere


def _stripped(facts: BodyFacts | MeetingFacts) -> dict[str, Any]:
    return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in facts.items()}


def _apply(row: Body | Meeting, given: dict[str, Any]) -> list[str]:
    """Put what differs on the row; the names of what did."""
    changed = sorted(name for name, value in given.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, given[name])
    return changed
