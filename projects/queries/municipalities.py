"""Municipalities and postcodes, as they are at a moment."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from projects.models import Municipality, PostcodeArea
from projects.models.words import title_order


def municipalities_at(at: datetime) -> list[Municipality]:
    """The municipalities of the region at this moment, by name."""
    found = Municipality.objects.valid_on(timezone.localdate(at))
    return sorted(found, key=lambda municipality: title_order(municipality.name))


def municipality_names() -> dict[str, str]:
    """The name of every municipality by its code, of those of before too: what people answered stays readable."""
    return dict(Municipality.objects.order_by("code").values_list("code", "name"))


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
        if here.pk in seen or here.successor_id is None:
            return None
        seen.add(here.pk)
        here = by_pk[here.successor_id]
    return here


def municipality_suggestions(pc4: str, at: datetime) -> list[Municipality]:
    """The municipalities in which a postcode with these four digits may lie at this moment; the resident confirms."""
    codes = postcode_map(at).get(pc4, ())
    by_code = {municipality.code: municipality for municipality in municipalities_at(at)}
    return [by_code[code] for code in codes]
