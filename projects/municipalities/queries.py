"""Municipalities and postcodes, as they are at a moment."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import Count
from django.utils import timezone

from projects.models import Municipality, PostcodeArea
from projects.models.search import title_order
from projects.models.team import not_secret
from projects.municipalities import content as postcodes
from samenkracht.audit.models import AuditEvent
from samenkracht.core.values.periods import day_in_words


def municipalities_at(at: datetime) -> list[Municipality]:
    """The municipalities of the region at this moment, by name."""
    found = Municipality.objects.valid_on(timezone.localdate(at))
    return sorted(found, key=lambda municipality: title_order(municipality.name))


def municipality_names() -> dict[str, str]:
    """The name of every municipality by its code, of those of before too: what people answered stays readable."""
    return dict(Municipality.objects.order_by("code").values_list("code", "name"))


# By the code of a municipality that is past: its name, and the name of the one that it is part of now.
Heirs = dict[str, tuple[str, str]]


def names_and_labels(at: datetime) -> tuple[tuple[tuple[str, str], ...], dict[str, str], Heirs]:
    """The code and name of the municipalities of this moment, by name; as ``municipality_names``; and the heirs.

    In the second one that is past is told with until when, and who it is part of now. One query.
    """
    known = list(Municipality.objects.order_by("code"))
    day = timezone.localdate(at)
    valid = sorted((one for one in known if one.is_valid_on(day)), key=lambda one: title_order(one.name))
    places = _places(known, known, day)
    labels = {place.municipality.code: place.label for place in places}
    heirs = {place.municipality.code: (place.municipality.name, place.heir.name) for place in places if place.heir}
    return tuple((one.code, one.name) for one in valid), labels, heirs


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality as it is told at a moment: with its end when it is past, and with its heir of that moment."""

    municipality: Municipality
    until: date | None = None
    heir: Municipality | None = None

    @property
    def label(self) -> str:
        name = self.municipality.name
        if self.until is None:
            return name
        now = f", nu {self.heir.name}" if self.heir else ""
        return f"{name} (tot {day_in_words(self.until)}{now})"


def places_at(municipalities: Iterable[Municipality], at: datetime) -> list[Place]:
    """These municipalities as they are told at this moment; one query more when one of them is past."""
    day = timezone.localdate(at)
    wanted = list(municipalities)
    some_are_past = any(one.standing_on(day) == "past" for one in wanted)
    return _places(wanted, Municipality.objects.all() if some_are_past else (), day)


def _places(wanted: Iterable[Municipality], known: Iterable[Municipality], day: date) -> list[Place]:
    by_pk = {one.pk: one for one in known}
    return [
        Place(one, one.valid_until, heir_on(one, by_pk, day)) if one.standing_on(day) == "past" else Place(one)
        for one in wanted
    ]


def postcode_map(at: datetime) -> dict[str, tuple[str, ...]]:
    """Which municipalities (codes, by name) the four digits of a postcode may mean at this moment."""
    by_code = {municipality.pk: municipality for municipality in Municipality.objects.all()}
    day = timezone.localdate(at)
    found: dict[str, set[Municipality]] = {}
    for pc4, pk in PostcodeArea.objects.values_list("pc4", "municipality_id"):
        if heir := heir_on(by_code[pk], by_code, day):
            found.setdefault(pc4, set()).add(heir)
    return {
        pc4: tuple(heir.code for heir in sorted(heirs, key=lambda heir: title_order(heir.name)))
        for pc4, heirs in found.items()
    }


def heir_on(municipality: Municipality, by_pk: Mapping[int, Municipality], day: date) -> Municipality | None:
    """The municipality itself when it exists on this day, otherwise who took its place; None when it is not there."""
    seen: set[int] = set()
    here: Municipality | None = municipality
    while here is not None and not here.is_valid_on(day):
        if here.pk in seen or here.successor_id is None or here.standing_on(day) == "coming":
            return None
        seen.add(here.pk)
        here = by_pk[here.successor_id]
    return here


def municipality_suggestions(pc4: str, at: datetime) -> list[Municipality]:
    """The municipalities in which a postcode with these four digits may lie at this moment; the resident confirms."""
    codes = postcode_map(at).get(pc4, ())
    by_code = {municipality.code: municipality for municipality in municipalities_at(at)}
    return [by_code[code] for code in codes]


# --- the table of postcodes ---------------------------------------------------------------------------------------


def present_areas() -> list[postcodes.Area]:
    """The table as it is stored: four digits and the code of a municipality, in order."""
    return list(PostcodeArea.objects.order_by("pc4", "municipality__code").values_list("pc4", "municipality__code"))


def known_municipalities() -> postcodes.KnownMunicipalities:
    """What a table of postcodes may name: every municipality, by code and by name.

    A name of before still means its municipality, unless another one is called so now. Two queries.
    """
    rows = list(Municipality.objects.order_by("code").values_list("pk", "code", "name"))
    present: dict[str, tuple[str, ...]] = {}
    for _pk, code, name in rows:
        key = postcodes.loose(name)
        present[key] = (*present.get(key, ()), code)
    former: dict[str, tuple[str, ...]] = {}
    code_of = {pk: code for pk, code, _name in rows}
    for pk, name in names_of_before():
        key = postcodes.loose(name)
        if pk in code_of and code_of[pk] not in former.get(key, ()):
            former[key] = (*former.get(key, ()), code_of[pk])
    return postcodes.KnownMunicipalities({code: name for _pk, code, name in rows}, former | present)


def names_of_before() -> list[tuple[int, str]]:
    """What a municipality (by its number) was called until somebody changed it, as the audit log tells."""
    start, about = "name=", Municipality._meta.label_lower
    events = AuditEvent.objects.filter(event="municipality.changed", target_type=about).order_by("pk")
    return [
        (int(number), fact.removeprefix(start))
        for number, data in events.values_list("target_id", "data")
        for fact in data.get("was", ())
        if fact.startswith(start)
    ]


@dataclass(frozen=True, slots=True)
class ShownPostcodes:
    """The postcodes that may mean one municipality."""

    municipality: str
    pc4: Sequence[str]


@dataclass(frozen=True, slots=True)
class PostcodeRegister:
    """The table; ``shared`` may mean more than one municipality."""

    rows: Sequence[ShownPostcodes]
    total: int
    shared: Sequence[str]


def postcode_register() -> PostcodeRegister:
    """The table by municipality, in the order of their names; two queries."""
    areas = present_areas()
    names = municipality_names()
    means = postcodes.by_pc4(areas)
    found: dict[str, list[str]] = {}
    for pc4, code in areas:
        found.setdefault(code, []).append(pc4)
    rows = [ShownPostcodes(f"{names[code]} ({code})", digits) for code, digits in found.items()]
    return PostcodeRegister(
        rows=sorted(rows, key=lambda row: title_order(row.municipality)),
        total=len(means),
        shared=[pc4 for pc4, codes in means.items() if len(codes) > 1],
    )


@dataclass(frozen=True, slots=True)
class NamedChange:
    """Four digits with the names of the municipalities that they meant and will mean."""

    pc4: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class NamedDifference:
    """``widened`` keep what they meant and mean more, ``narrowed`` mean less; ``moved`` mean something else."""

    added: Sequence[NamedChange]
    gone: Sequence[NamedChange]
    widened: Sequence[NamedChange]
    narrowed: Sequence[NamedChange]
    moved: Sequence[NamedChange]
    same: int
    takes_most: bool


def named_difference(change: postcodes.PostcodeChanges) -> NamedDifference:
    """The same with names for the codes; one query."""
    names = municipality_names()

    def names_of(codes: Sequence[str]) -> str:
        return ", ".join(names.get(code, code) for code in codes)

    def named(rows: Sequence[postcodes.Moved]) -> list[NamedChange]:
        return [NamedChange(row.pc4, names_of(row.was), names_of(row.now)) for row in rows]

    widened = [row for row in change.moved if set(row.was) < set(row.now)]
    narrowed = [row for row in change.moved if set(row.was) > set(row.now)]
    return NamedDifference(
        added=named(change.added),
        gone=named(change.gone),
        widened=named(widened),
        narrowed=named(narrowed),
        moved=named([row for row in change.moved if row not in widened and row not in narrowed]),
        same=change.same,
        takes_most=change.takes_most,
    )


# --- pages of the reference data ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownMunicipality:
    """A municipality as it stands on a day. ``standing``: in_force, coming or past."""

    municipality: Municipality
    standing: str
    postcode_areas: int
    projects: int

    @property
    def can_merge(self) -> bool:
        """Whether it can still go up in another one: what is past did, or never will."""
        return self.standing != "past"

    @property
    def may_be_removable(self) -> bool:
        """Whether nothing on this floor names it; the page asks the other floors too."""
        return not self.postcode_areas and not self.projects


@dataclass(frozen=True, slots=True)
class MunicipalityRegister:
    """The municipalities through the years, and where the portal first had them from."""

    rows: Sequence[ShownMunicipality]
    as_of: date
    sources: Sequence[tuple[str, str]]


@lru_cache(maxsize=1)
def municipality_file() -> dict[str, Any]:
    """The file that the municipalities were first loaded from; it comes with the release."""
    path = Path(__file__).resolve().parent.parent / "data" / "municipalities.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def municipality_register(day: date) -> MunicipalityRegister:
    """All municipalities: present ones first, then those to come, then those of before; one query."""
    order = ("in_force", "coming", "past")
    counted = Municipality.objects.annotate(
        areas=Count("postcode_areas", distinct=True),
        named=Count("projects", filter=not_secret("projects__"), distinct=True),
    )
    rows: list[Any] = list(counted.select_related("successor"))
    shown = [ShownMunicipality(row, row.standing_on(day), row.areas, row.named) for row in rows]
    found = municipality_file()
    return MunicipalityRegister(
        rows=sorted(shown, key=lambda one: (order.index(one.standing), title_order(one.municipality.name))),
        as_of=date.fromisoformat(found["as_of"]),
        sources=list(found["sources_on_screen"].items()),
    )
