"""The submissions of one form as rows of a table, drawn one by one: a million cost no more memory than a hundred.

Told are a number, the day, the channel, the municipality and the answers. Not told: the moment, the receipt, who typed
it in, and anything by which a resident can be reached.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Final
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from participation.enums import Channel
from participation.exports.content import Row, Sheet, Value
from participation.formbuilder import answers as answer_sheet
from participation.formbuilder import codebook
from participation.formbuilder.columns import Column, Filler, columns_of, filler, sensitive_in
from participation.formbuilder.lookup import LookupContext
from participation.formbuilder.reading import read_definition
from participation.formbuilder.schema import Definition
from participation.formbuilder.types import place_questions, type_of
from participation.formbuilder.types.municipality import WAYS_OUT
from participation.intake.collect import decrypted
from participation.models import Erasure, Form, FormVersion, Submission
from projects import queries as project_queries
from samenkracht.core.db.rows import of_row
from samenkracht.core.values.periods import Period, local_day, midnight

# Rows that are fetched together. Small enough to stay far below what a process may grow.
AT_ONCE: Final = 1_000
FIELDS: Final = ("pk", "version_id", "received_at", "channel", "municipality", "answers", "key")
NUMBER, DAY, CHANNEL, PLACE, VERSION = "Inzending", "Ontvangen op", "Hoe binnengekomen", "Gemeente", "Versie"
WIDTHS: Final[Mapping[str, int]] = {NUMBER: 11, DAY: 13, CHANNEL: 18, PLACE: 20, VERSION: 8}
MEANINGS: Final[Mapping[str, str]] = {
    NUMBER: "Nummer van de inzending; blijft hetzelfde in elk bestand. Daarmee is een gewiste inzending te vinden.",
    DAY: "De dag, zonder tijd.",
    CHANNEL: "\n".join(f"{channel.value} = {channel.label}" for channel in Channel),
    PLACE: "De gemeente die gekozen is, of waarom niet.",
    VERSION: "De versie van het formulier die is ingevuld.",
}


@dataclass(frozen=True, slots=True)
class ExportSelection:
    """What should be in it. Without a period: everything. With codes: the stored keys in place of words."""

    period: Period | None = None
    as_codes: bool = False
    with_sensitive: bool = False


@dataclass(frozen=True)
class Submissions:
    """Which submissions are told and how, as of one moment; ``count`` of them, the last with number ``last``."""

    form: Form
    selection: ExportSelection
    versions: Mapping[int, Definition]
    version_numbers: Mapping[int, int]
    context: LookupContext
    count: int
    last: int

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of answers; before them stand the fixed ones."""
        return columns_of(self.versions, with_sensitive=self.selection.with_sensitive)

    @cached_property
    def fixed(self) -> tuple[str, ...]:
        """The headings of the columns that are about the submission itself."""
        asks_place = any(place_questions(one.questions()) for one in self.versions.values())
        return tuple(name for name in WIDTHS if name != PLACE or asks_place)

    def sheet(self) -> Sheet:
        """The table itself; its rows are read while they are drawn, by who stands inside a snapshot."""
        answered = [(column.heading, _width(column)) for column in self.columns]
        return Sheet("Inzendingen", [*((name, WIDTHS[name]) for name in self.fixed), *answered], self.rows())

    def codebook(self) -> Sheet:
        """What each column means; holds no answers of anybody."""
        empty = [""] * (len(codebook.HEADINGS) - 5)
        fixed = [(name, "", "", "", MEANINGS[name], *empty) for name in self.fixed]
        return Sheet(
            "Codeboek", codebook.HEADINGS, [*fixed, *codebook.lines(self.columns, self.versions, self.context)]
        )

    def erased(self) -> list[int]:
        """The numbers of what was erased: it has to leave earlier files too."""
        numbers = Erasure.objects.filter(form=self.form).order_by("submission_number")
        return list(numbers.values_list("submission_number", flat=True))

    def rows(self) -> Iterator[Row]:
        """One row for each submission, in the order of their numbers. Raises CannotDecrypt, never leaves a text out."""
        fillers = self._fillers()
        places = {} if self.selection.as_codes else self.context.names | {key: str(words) for key, words in WAYS_OUT}
        channels = {} if self.selection.as_codes else {channel.value: str(channel.label) for channel in Channel}
        with_place = PLACE in self.fixed
        day_of = days()
        found = self._selected().iterator(chunk_size=AT_ONCE)
        for number, version, received_at, channel, place, document, key in found:
            about: list[Value] = [number, day_of(received_at), channels.get(channel, channel)]
            if with_place:
                about.append(places.get(place, place) or None)
            about.append(self.version_numbers[version])
            answers = answer_sheet.from_json(document)
            about.extend(fillers[version](decrypted(answers, row=key) if self.selection.with_sensitive else answers))
            yield about

    def check_readable(self) -> None:
        """Open the first and the last row with encrypted texts, before a file is begun. Raises CannotDecrypt."""
        if not self.selection.with_sensitive or not any(sensitive_in(self.versions.values())):
            return
        sealed = self._selected().filter(answers__schema=answer_sheet.SCHEMA)
        for row in (sealed.first(), sealed.last()):
            if row is not None:
                decrypted(answer_sheet.from_json(row[5]), row=row[6])

    def _fillers(self) -> dict[int, Filler]:
        return {
            version: filler(self.columns, self.versions[number], self.context, as_codes=self.selection.as_codes)
            for version, number in self.version_numbers.items()
        }

    def _selected(self) -> QuerySet[Submission, tuple[int, int, datetime, str, str, dict[str, object], UUID]]:
        known = selected_submissions(self.form, self.selection).filter(
            pk__lte=self.last, version_id__in=list(self.version_numbers)
        )
        return known.order_by("pk").values_list(*FIELDS)


def selected_submissions(form: Form, selection: ExportSelection) -> QuerySet[Submission]:
    """The submissions that are asked for. What was erased is not there any more."""
    within = Q(form=form)
    if selection.period is not None:
        start, until = selection.period.instants()
        within &= Q(received_at__gte=start, received_at__lt=until)
    return Submission.objects.filter(within)


def submissions(form: Form, selection: ExportSelection) -> Submissions:
    """What is asked for, as it is now: three queries, whatever the number of submissions."""
    versions = list(FormVersion.objects.filter(form=form).order_by("number"))
    counted = selected_submissions(form, selection).aggregate(n=Count("pk"), last=Max("pk"))
    return Submissions(
        form=form,
        selection=selection,
        versions={version.number: _definition(version) for version in versions},
        version_numbers={version.pk: version.number for version in versions},
        context=LookupContext(municipalities=tuple(project_queries.municipality_names().items())),
        count=counted["n"],
        last=counted["last"] or 0,
    )


def _definition(version: FormVersion) -> Definition:
    with of_row("form version", version.pk):
        return read_definition(version.definition)


def _width(column: Column) -> int:
    return 60 if type_of(column.question).is_written or column.part.key.endswith(".text") else 24


def days() -> Callable[[datetime], date]:
    """``local_day`` for many moments that follow each other: what was asked last is mostly asked again."""
    day = date.min
    start = until = datetime.min.replace(tzinfo=UTC)

    def day_of(at: datetime) -> date:
        nonlocal day, start, until
        if not start <= at < until:
            day = local_day(at)
            start, until = (midnight(one).astimezone(UTC) for one in (day, day + timedelta(days=1)))
        return day

    return day_of
