"""Whom residents can call now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.models import HelpNumber, Municipality
from projects.models.search import title_order
from samenkracht.core.values.periods import day_in_words
from samenkracht.core.web import reference


@dataclass(frozen=True, slots=True)
class HelpGroup:
    """A municipality with its numbers, in their order."""

    name: str
    numbers: Sequence[HelpNumber]


@dataclass(frozen=True, slots=True)
class HelpNow:
    """The numbers of the whole region, and after them those of each municipality, by name."""

    region: Sequence[HelpNumber]
    municipalities: Sequence[HelpGroup]


def help_now(at: datetime, edition: str | None = None) -> HelpNow:
    """The numbers of this day; kept per process for as long as this edition of the reference data is in force."""
    day = timezone.localdate(at)
    if reference.is_changing():
        return help_on(day)
    edition = reference.edition() if edition is None else edition
    return _help_now(connection.settings_dict["NAME"], day.toordinal(), edition)


@lru_cache(maxsize=8)
def _help_now(database: str, day: int, edition: str) -> HelpNow:
    return help_on(date.fromordinal(day))


def forget() -> None:
    """Make this process as if it had just started: for tests, whose databases use the same numbers again."""
    _help_now.cache_clear()


def help_on(day: date) -> HelpNow:
    """What can be called on this day. A municipality that is none any more has nobody to pick up the telephone."""
    found: dict[Municipality, list[HelpNumber]] = {}
    everywhere: list[HelpNumber] = []
    for one in HelpNumber.objects.valid_on(day).select_related("municipality"):
        if one.municipality is None:
            everywhere.append(one)
        elif one.municipality.is_valid_on(day):
            found.setdefault(one.municipality, []).append(one)
    groups = [HelpGroup(municipality.name, numbers) for municipality, numbers in found.items()]
    return HelpNow(everywhere, sorted(groups, key=lambda group: title_order(group.name)))


# --- the administrator's page ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HiddenReason:
    """Why residents do not see a number now, in words and as the kind of a badge."""

    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class ListedNumber:
    """A number on the list; ``hidden`` is None when residents see it."""

    number: HelpNumber
    hidden: HiddenReason | None
    last_day: date | None
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """The region (without a name) or a municipality, with all its numbers."""

    name: str
    rows: Sequence[ListedNumber]


def siblings(number: HelpNumber) -> QuerySet[HelpNumber]:
    """The numbers among which this one has its place."""
    return HelpNumber.objects.filter(municipality=number.municipality_id)


def listed_numbers(day: date) -> list[ListedGroup]:
    """All numbers, those of the region first, then by municipality; one query."""
    groups: dict[str, list[HelpNumber]] = {"": []}
    for one in HelpNumber.objects.select_related("municipality"):
        groups.setdefault(one.municipality.name if one.municipality else "", []).append(one)
    named = sorted((name for name in groups if name), key=title_order)
    return [ListedGroup(name, _listed(groups[name], day)) for name in ("", *named)]


def _listed(numbers: Sequence[HelpNumber], day: date) -> list[ListedNumber]:
    last = len(numbers) - 1
    return [
        ListedNumber(
            number=one,
            hidden=why_hidden(one, day),
            last_day=one.valid_until - timedelta(days=1) if one.valid_until else None,
            is_first=place == 0,
            is_last=place == last,
        )
        for place, one in enumerate(numbers)
    ]


def why_hidden(one: HelpNumber, day: date) -> HiddenReason | None:
    """Agrees with ``help_on``."""
    if one.municipality is not None and not one.municipality.is_valid_on(day):
        if one.municipality.standing_on(day) == "coming":
            return HiddenReason(_("Niet te zien: deze gemeente is er nog niet"), "wacht")
        return HiddenReason(_("Niet te zien: deze gemeente is er niet meer"), "let")
    if one.valid_from is not None and one.valid_from > day:
        return HiddenReason(_("Te zien vanaf %(day)s") % {"day": day_in_words(one.valid_from)}, "wacht")
    if one.valid_until is not None and one.valid_until <= day:
        return HiddenReason(_("Niet meer te zien sinds %(day)s") % {"day": day_in_words(one.valid_until)}, "rust")
    return None
