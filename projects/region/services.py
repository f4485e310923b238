"""What the region says of itself, and whom residents can call: one verb per change, each a new edition."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import HelpNumber, Municipality
from projects.region.queries import siblings
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.db import ordering
from samenkracht.core.models import RegionText
from samenkracht.core.refused import Refused
from samenkracht.core.values import phone
from samenkracht.core.web.reference import bump_edition
from samenkracht.core.web.region import ALWAYS_THERE, PLAIN, TRANSLATED

Texts = Mapping[str, tuple[str, str]]


class TextMissing(Refused):
    """A page would not say whose it is, or how to reach anybody."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field
        self.for_people = _("Vul dit in. Zonder deze tekst weten inwoners niet bij wie zij moeten zijn.")


class OnlyEnglish(Refused):
    """Dutch is what English falls back to."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field
        self.for_people = _("Vul ook de Nederlandse tekst in.")


class HelpNumberNameMissing(Refused):
    field = "name"
    for_people = _("Vul een naam in.")


class NoPhone(Refused):
    field = "number"
    for_people = _("Dit is geen telefoonnummer. Schrijf het als (035) 000 00 00, 0800-2000 of 112.")


class HelpNumberEndsBeforeStart(Refused):
    field = "valid_until"
    for_people = _("De laatste dag ligt voor de eerste dag.")


class HelpFacts(TypedDict):
    municipality: Municipality | None
    name: str
    name_en: str
    number: str
    hours: str
    hours_en: str
    valid_from: date | None
    valid_until: date | None


@transaction.atomic
def write_texts(*, texts: Texts, by: Actor, at: datetime) -> list[str]:
    """Write what the region says, Dutch and English by key; a key that is not given stays. Gives the changed keys.

    Raises NotPermitted, TextMissing, OnlyEnglish.
    """
    require(by, Permission.REGION_WRITE)
    unknown = texts.keys() - {*PLAIN, *TRANSLATED}
    if unknown:
        raise ValueError(f"no such texts: {sorted(unknown)}")
    stored = {row.key: row for row in RegionText.objects.select_for_update()}
    changed: list[RegionText] = []
    for key, (dutch, english) in texts.items():
        row = stored.get(key) or RegionText(key=key)
        before = (row.text, row.text_en)
        row.text, row.text_en = dutch.strip(), english.strip() if key in TRANSLATED else ""
        check_text(row)
        if before != (row.text, row.text_en):
            changed.append(row)
    if changed:
        bump_edition()
    for row in changed:
        row.save()
        audit.record(event="region.text_changed", target=row, by=by, at=at, key=row.key)
    return sorted(row.key for row in changed)


def check_text(row: RegionText) -> None:
    if row.key in ALWAYS_THERE and not row.text:
        raise TextMissing(row.key)
    if row.key == "phone":
        try:
            phone.read(row.text)
        except ValueError as error:
            raise PhoneWrong from error
    if row.text_en and not row.text:
        raise OnlyEnglish(row.key)


class PhoneWrong(NoPhone):
    field = "phone"


# --- whom residents can call ----------------------------------------------------------------------------------------


@transaction.atomic
def add_help_number(*, by: Actor, at: datetime, **facts: Unpack[HelpFacts]) -> HelpNumber:
    """Add a number at the end of its list.

    Raises NotPermitted, HelpNumberNameMissing, NoPhone, HelpNumberEndsBeforeStart.
    """
    require(by, Permission.REGION_WRITE)
    one = HelpNumber(position=0)
    write(one, facts)
    one.position = siblings(one).count() + 1
    one.save()
    bump_edition()
    audit.record(event="help_number.added", target=one, by=by, at=at, municipality=code_of(one))
    return one


@transaction.atomic
def change_help_number(*, number: HelpNumber, by: Actor, at: datetime, facts: HelpFacts) -> HelpNumber:
    """Write a number anew; under another municipality it comes last.

    Raises NotPermitted, HelpNumberNameMissing, NoPhone, HelpNumberEndsBeforeStart.
    """
    require(by, Permission.REGION_WRITE, number)
    one = HelpNumber.objects.select_for_update().get(pk=number.pk)
    names = [*facts, "tel"]
    before = {name: getattr(one, name) for name in names}
    write(one, facts)
    changed = sorted(name for name in names if before[name] != getattr(one, name))
    if changed:
        if "municipality" in changed:
            one.position = siblings(one).count() + 1
        one.save()
        bump_edition()
        audit.record(event="help_number.changed", target=one, by=by, at=at, changed=changed)
    return one


@transaction.atomic
def remove_help_number(*, number: HelpNumber, by: Actor, at: datetime) -> None:
    """Take a number away. Raises NotPermitted."""
    require(by, Permission.REGION_WRITE, number)
    bump_edition()
    audit.record(event="help_number.removed", target=number, by=by, at=at, municipality=code_of(number))
    number.delete()


@transaction.atomic
def move_help_number(*, number: HelpNumber, up: bool, by: Actor, at: datetime) -> None:
    """One place up or down in its list. Raises NotPermitted."""
    require(by, Permission.REGION_WRITE, number)
    if ordering.move(number, siblings(number), up=up):
        bump_edition()
        audit.record(event="help_number.moved", target=number, by=by, at=at)


def write(one: HelpNumber, facts: HelpFacts) -> None:
    """Set and check everything; the number as people read it and as it is dialled."""
    one.municipality = facts["municipality"]
    one.name, one.name_en = facts["name"].strip(), facts["name_en"].strip()
    one.hours, one.hours_en = facts["hours"].strip(), facts["hours_en"].strip()
    one.valid_from, one.valid_until = facts["valid_from"], facts["valid_until"]
    if not one.name:
        raise HelpNumberNameMissing
    if one.hours_en and not one.hours:
        raise OnlyEnglish("hours")
    try:
        read = phone.read(facts["number"])
    except ValueError as error:
        raise NoPhone from error
    one.number, one.tel = read.shown, read.tel
    if one.valid_from and one.valid_until and one.valid_until <= one.valid_from:
        raise HelpNumberEndsBeforeStart


def code_of(one: HelpNumber) -> str:
    return one.municipality.code if one.municipality else ""
