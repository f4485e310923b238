"""A table of postcodes as a file: read with what is wrong on each line, held beside the present one, and written."""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# (four digits, code of a municipality)
Area = tuple[str, str]
Words = str | Promise

POSTCODE: Final = re.compile(r"([1-9][0-9]{3})([A-Z]{2})?")
POSTCODE_HEADS: Final = frozenset({"postcode", "postcodes", "pc4", "pc6", "postcodegebied"})
MUNICIPALITY_HEADS: Final = frozenset({"gemeente", "gemeentecode", "gemeentenaam", "code"})
# What may stand beside the municipality to say it once more.
BESIDE_HEADS: Final = MUNICIPALITY_HEADS | {"naam"}
SEPARATORS: Final = ";,\t"
HEAD: Final = ("postcode", "gemeente", "naam")
LONGEST_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on one line of the file, counted from 1 as a sheet does; 0 when it is the file as a whole."""

    line: int
    reason: Words


@dataclass(frozen=True, slots=True)
class PostcodeTable:
    """What was read: areas without doubles, in order, and every fault. With a fault nothing of it may be stored."""

    areas: tuple[Area, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class KnownMunicipalities:
    """The municipalities that a table may name: by code what it is called, and the codes that go by a ``loose`` name.

    A name of before may stand among ``names``: a table may be older than the new one.
    """

    codes: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the postcode and the municipality stand, and where the municipality is said once more."""

    postcode: int
    municipality: int
    beside: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """Four digits that mean other municipalities than before: codes of then and of now, either may be none."""

    pc4: str
    was: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostcodeChanges:
    """What a new table changes about the present one."""

    added: tuple[Moved, ...]
    gone: tuple[Moved, ...]
    moved: tuple[Moved, ...]
    same: int

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.gone or self.moved)

    @property
    def takes_most(self) -> bool:
        """Whether more than half of the present postcodes would lead nowhere: almost always a part of a table."""
        return len(self.gone) * 2 > len(self.gone) + len(self.moved) + self.same


def read_table(content: bytes, known: KnownMunicipalities) -> PostcodeTable:
    """Read a CSV file with a head such as ``postcode;gemeente``, in UTF-8 or as Windows writes it."""
    text = decoded(content)
    if text is None:
        return whole(_("Dit is geen CSV-bestand. Bewaar de tabel als CSV en probeer het nog een keer."))
    lines = text.splitlines()
    head = next((number for number, line in enumerate(lines) if line.strip(SEPARATORS + " ")), None)
    if head is None:
        return whole(_("Het bestand is leeg."))
    separator = max(SEPARATORS, key=lines[head].count)
    reader = csv.reader(lines[head:], delimiter=separator, strict=True)
    try:
        rows = [(head + reader.line_num, row) for row in reader]
    except csv.Error:
        reason = _("Deze regel is niet te lezen. Haal aanhalingstekens uit het bestand en probeer het nog een keer.")
        return PostcodeTable((), (Fault(head + reader.line_num, reason),))
    columns = columns_of(rows[0][1])
    if columns is None:
        return whole(_("De eerste regel moet de koppen “postcode” en “gemeente” hebben."))
    areas: dict[Area, None] = {}
    faults = []
    for number, row in rows[1:]:
        if not any(cell.strip() for cell in row):
            continue
        found = area_of(row, columns, known)
        if isinstance(found, tuple):
            areas[found] = None
        else:
            faults.append(Fault(number, found))
    if not areas and not faults:
        return whole(_("Er staan geen postcodes in het bestand."))
    return PostcodeTable(tuple(sorted(areas)), tuple(faults))


def whole(reason: Words) -> PostcodeTable:
    return PostcodeTable((), (Fault(0, reason),))


def decoded(content: bytes) -> str | None:
    """The text of a file in UTF-8 or Windows-1252; None for what is no text."""
    if b"\x00" in content or content.startswith(b"PK\x03\x04"):
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def columns_of(head: Sequence[str]) -> Columns | None:
    """The first column of each kind counts; other columns about the municipality are held beside it."""
    names = [cell.strip().casefold() for cell in head]
    postcode = next((index for index, name in enumerate(names) if name in POSTCODE_HEADS), None)
    municipality = next((index for index, name in enumerate(names) if name in MUNICIPALITY_HEADS), None)
    if postcode is None or municipality is None:
        return None
    beside = [index for index, name in enumerate(names) if name in BESIDE_HEADS and index != municipality]
    return Columns(postcode, municipality, tuple(beside))


def area_of(row: Sequence[str], columns: Columns, known: KnownMunicipalities) -> Area | Words:
    """The area that a row tells, or what is wrong with it."""

    def cell(index: int) -> str:
        return row[index].strip() if index < len(row) else ""

    postcode, municipality = cell(columns.postcode), cell(columns.municipality)
    if not postcode:
        return _("Er staat geen postcode.")
    pc4 = four_digits(postcode)
    if not pc4:
        return _("“%(text)s” is geen postcode.") % {"text": shortened(postcode)}
    if not municipality:
        return _("Er staat geen gemeente.")
    codes = codes_of(municipality, known)
    if not codes:
        return _("“%(text)s” is geen gemeente die wij kennen.") % {"text": shortened(municipality)}
    for beside in filter(None, map(cell, columns.beside)):
        both = tuple(code for code in codes if code in codes_of(beside, known))
        if not both:
            return contradicted(municipality, beside, codes, known)
        codes = both
    if len(codes) > 1:
        return _("Er zijn meer gemeenten die “%(text)s” heten. Schrijf de code.") % {"text": shortened(municipality)}
    return pc4, codes[0]


def contradicted(typed: str, beside: str, codes: Sequence[str], known: KnownMunicipalities) -> Words:
    """What is said of a row that names one municipality in one column and another one in the next."""
    words = {"text": shortened(typed), "beside": shortened(beside)}
    words["name"] = ", ".join(f"{known.codes[code]} ({code})" for code in codes)
    if not codes_of(beside, known):
        return _("“%(text)s” is %(name)s, maar er staat “%(beside)s” bij. Die gemeente kennen wij niet.") % words
    return _("“%(text)s” is %(name)s, maar er staat “%(beside)s” bij. Welke van de twee is het?") % words


def four_digits(typed: str) -> str:
    """``1404`` for any spelling of a postcode with or without its letters; "" for what is none."""
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if not sign.isspace())
    found = POSTCODE.fullmatch(signs)
    return found[1] if found else ""


def codes_of(typed: str, known: KnownMunicipalities) -> tuple[str, ...]:
    """The municipalities that are meant by a code, with or without its zero in front, or by a name."""
    text = "".join(unicodedata.normalize("NFKC", typed).split())
    if text.isascii() and text.isdigit():
        code = text.zfill(4)
        return (code,) if code in known.codes else ()
    return known.names.get(loose(text), ())


def loose(name: str) -> str:
    """A name as it is compared: without capitals, accents, spaces and other signs between its letters."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name).casefold() if sign.isalnum())


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def difference(was: Iterable[Area], now: Iterable[Area]) -> PostcodeChanges:
    """What is new, gone and moved when ``now`` takes the place of ``was``, by the four digits."""
    before, after = by_pc4(was), by_pc4(now)
    added: list[Moved] = []
    gone: list[Moved] = []
    moved: list[Moved] = []
    same = 0
    for pc4 in sorted({*before, *after}):
        change = Moved(pc4, before.get(pc4, ()), after.get(pc4, ()))
        if change.was == change.now:
            same += 1
        else:
            (moved if change.was and change.now else added if change.now else gone).append(change)
    return PostcodeChanges(tuple(added), tuple(gone), tuple(moved), same)


def by_pc4(areas: Iterable[Area]) -> dict[str, tuple[str, ...]]:
    """The codes that each four digits may mean, in order."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for pc4, code in areas:
        found[pc4].add(code)
    return {pc4: tuple(sorted(codes)) for pc4, codes in found.items()}


def written(areas: Iterable[Area], names: Mapping[str, str]) -> Iterator[str]:
    """The table as lines of CSV that ``read_table`` reads again, with the sign in front by which Excel knows UTF-8."""
    yield "\ufeff"
    yield line(HEAD)
    for pc4, code in sorted(areas):
        yield line((pc4, code, names.get(code, "")))


def line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerow(cells)
    return buffer.getvalue()
