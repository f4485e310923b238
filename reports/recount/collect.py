"""Counting again what was stored, from the rows themselves, and saying of each figure whether it still stands."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from participation.formbuilder.answers import sealed_later
from participation.formbuilder.lookup import LookupContext
from participation.formbuilder.tally import NO_ANSWER
from participation.models import Erasure, Form, FormTally, Submission, TallyCell
from participation.models.submission import PENDING
from participation.queries import Cell, cells_of
from reports.enums import Verdict
from reports.figures.collect.rows import asked_by_form, streamed
from reports.figures.content import Figure, bounds_of
from reports.figures.indicators import ANSWERS, CURRENT, KNOWN, REACH_CHANNEL, REACH_MUNICIPALITY
from reports.figures.indicators.answers import AnswerCount
from reports.figures.indicators.definition import AskedVersions, Covering, SubmissionRow
from reports.figures.indicators.reach_channel import ChannelCount
from reports.figures.indicators.reach_municipality import OPEN, OTHER_NAMES, MunicipalityCount
from reports.models import DailyBatch, Report
from reports.papers.content.document import UnreadableContent
from reports.papers.content.kinds import read
from samenkracht.core.db.snapshot import snapshot
from samenkracht.core.models import OutboxEntry
from samenkracht.core.values.json import digest


@dataclass(frozen=True, slots=True)
class Finding:
    """What a recount says of one thing, in words for who keeps the portal."""

    verdict: Verdict
    about: str
    note: str = ""

    def __str__(self) -> str:
        return f"{self.verdict}: {self.about}" + (f" ({self.note})" if self.note else "")


def recount() -> Iterator[Finding]:
    """Everything that is stored: reports with their figures and files, daily figures, tallies. One snapshot."""
    with snapshot():
        for report in Report.objects.order_by("pk"):
            yield from report_findings(report)
        for batch in DailyBatch.objects.order_by("day"):
            yield from batch_findings(batch)
        yield from tally_findings()


# --- reports and daily figures ------------------------------------------------------------------------------------


def report_findings(report: Report) -> Iterator[Finding]:
    name = f"report {report.year}/{report.slug}"
    intact = digest(report.content) == report.digest
    yield _either(intact, f"{name}, content", "the content is not what was frozen")
    try:
        content = read(report.content)
    except UnreadableContent as error:
        yield Finding(Verdict.DIFFERS, name, str(error))
        return
    figures = [(f"{name}, {where}, {figure.definition}", figure) for where, figure in content.figures()]
    yield from figure_findings(figures, as_of=report.as_of)
    yield from _file_findings(report, name)


def _file_findings(report: Report, name: str) -> Iterator[Finding]:
    for file in report.files.order_by("pk"):
        intact = file.is_intact
        yield _either(intact, f"{name}, {file.format} ({file.status})", "the file is not what was drawn")


def batch_findings(batch: DailyBatch) -> Iterator[Finding]:
    name = f"figures of {batch.day.isoformat()}"
    stored = list(batch.figures.select_related("project").order_by("position"))
    intact = digest([one.content for one in stored]) == batch.digest
    yield _either(intact, name, "some figure is not what was written")
    figures = []
    for one in stored:
        where = f"{name}, {one.project.title}, {one.definition} {one.part}".rstrip()
        figure = Figure.from_json(one.content)
        if one.value != figure.value:
            yield Finding(Verdict.DIFFERS, where, f"shown {one.value}, written {figure.value}")
        figures.append((where, figure))
    yield from figure_findings(figures, as_of=batch.as_of)


def _either(intact: bool, about: str, otherwise: str) -> Finding:
    return Finding(Verdict.EQUAL, about) if intact else Finding(Verdict.DIFFERS, about, otherwise)


class Counting(Protocol):
    """What sorts rows into groups."""

    def add(self, row: SubmissionRow) -> None: ...


class Probe:
    """Counts again what one figure covered. Rows come in the order of their ids."""

    def __init__(self, where: str, figure: Figure, counting: Counting | None) -> None:
        self.where, self.figure = where, figure
        self._bounds = bounds_of(figure.coverage.ranges)
        self._at = 0
        self.covering = Covering()
        self.counting = counting
        self.sealed_later = 0

    def offer(self, row: SubmissionRow, line: bytes, *, later: bool) -> None:
        while self._at < len(self._bounds) and self._bounds[self._at][1] < row.id:
            self._at += 1
        if self._at < len(self._bounds) and self._bounds[self._at][0] <= row.id:
            self.covering.add(row, line)
            self.sealed_later += later
            if self.counting is not None:
                self.counting.add(row)

    def missing(self) -> list[int]:
        """Covered rows that are not there any more."""
        found = self.covering.ids
        return [row for first, last in self._bounds for row in range(first, last + 1) if row not in found]

    def counted_again(self) -> Figure | None:
        """The figure as it comes out now; None when its question was not among what was counted."""
        coverage, threshold = self.covering.coverage(), self.figure.threshold
        match self.counting:
            case AnswerCount():
                found = self.counting.breakdowns(coverage=coverage, parameters={})
                figures = (breakdown.at(threshold) for breakdown in found)
                question = self.figure.parameters.get("question")
                return next((figure for figure in figures if figure.parameters["question"] == question), None)
            case MunicipalityCount() | ChannelCount():
                return self.counting.breakdown(coverage=coverage, parameters={}).at(threshold)
            case _:
                return Figure(self.figure.definition, self.figure.version, self.figure.parameters, coverage.n, coverage)


def figure_findings(figures: Sequence[tuple[str, Figure]], *, as_of: datetime) -> Iterator[Finding]:
    """One verdict per figure, in one pass over the rows between the lowest and the highest that they cover."""
    counted = [(where, figure) for where, figure in figures if is_counted(figure)]
    asked = asked_by_form(forms_of([figure for _where, figure in counted]), at=as_of)
    probes = [Probe(where, figure, counting_of(figure, asked)) for where, figure in counted]
    bounds = [bound for probe in probes for bound in bounds_of(probe.figure.coverage.ranges)]
    if bounds:
        between = Submission.objects.filter(
            pk__gte=min(first for first, _last in bounds), pk__lte=max(last for _first, last in bounds)
        )
        for row in streamed(between):
            line, later = row.line(), sealed_later(row.answers)
            for probe in probes:
                probe.offer(row, line, later=later)
    for probe in probes:
        yield verdict_of(probe)


def forms_of(figures: Sequence[Figure]) -> set[int]:
    """The forms whose questions decide into which groups the rows of these figures fall."""
    forms = {int(figure.parameters["form"]) for figure in figures if "form" in figure.parameters}
    reached = {int(one.parameters["project"]) for one in figures if one.definition == REACH_MUNICIPALITY.key}
    return forms | set(Form.objects.filter(project__in=reached).values_list("pk", flat=True) if reached else ())


def counting_of(figure: Figure, asked: Mapping[int, AskedVersions]) -> Counting | None:
    """What counts the groups of this figure; None for a total, and when its form is gone."""
    match figure.definition:
        case ANSWERS.key:
            form = asked.get(int(figure.parameters.get("form", 0)))
            return None if form is None else AnswerCount(as_then(form, figure))
        case REACH_MUNICIPALITY.key:
            return MunicipalityCount({form_id: as_then(form, figure) for form_id, form in asked.items()})
        case REACH_CHANNEL.key:
            return ChannelCount()
        case _:
            return None


def as_then(asked: AskedVersions, figure: Figure) -> AskedVersions:
    """What was asked, with the municipalities that were known when the figure was counted.

    Who takes part in the region is often written down later than it holds. A municipality that nobody had heard of then
    was no group, and one that was thought to be there was one with nobody in it. Only such empty groups are taken from
    the figure; a municipality that somebody answered comes from the answers.
    """
    others = {*OTHER_NAMES, OPEN, NO_ANSWER}
    known = tuple((cell.key, cell.label) for cell in figure.cells if cell.key not in others)
    return replace(asked, names=LookupContext(municipalities=known))


def is_counted(figure: Figure) -> bool:
    """Facts of the register are frozen words; nobody counts them again."""
    definition = KNOWN.get((figure.definition, figure.version))
    return definition is None or definition.counted


def verdict_of(probe: Probe) -> Finding:
    figure = probe.figure
    if (figure.definition, figure.version) not in KNOWN:
        note = f"no definition {figure.definition} version {figure.version} is left to count with"
        return Finding(Verdict.DIFFERS, probe.where, note)
    if missing := probe.missing():
        return _gone(probe, missing)
    again = probe.counted_again()
    found = probe.covering.coverage()
    if found.n != figure.coverage.n or again is None or again.value != figure.value:
        counted = "nothing" if again is None else again.value
        return Finding(Verdict.DIFFERS, probe.where, f"stored {figure.value}, counted {counted}")
    if found.digest != figure.coverage.digest and not probe.sealed_later:
        return Finding(Verdict.DIFFERS, probe.where, "the counted rows have changed")
    if _groups(again) != _groups(figure):
        return Finding(Verdict.DIFFERS, probe.where, "the groups come out otherwise")
    if found.digest != figure.coverage.digest:
        note = f"texts of {probe.sealed_later} counted rows were sealed since; number and groups are equal"
        return Finding(Verdict.REPLACED, probe.where, note)
    if CURRENT[figure.definition].version != figure.version:
        note = f"version {figure.version}, now {CURRENT[figure.definition].version}; by its own definition it is equal"
        return Finding(Verdict.REPLACED, probe.where, note)
    return Finding(Verdict.EQUAL, probe.where, f"n = {figure.coverage.n}")


def _groups(figure: Figure) -> dict[str, int | None]:
    return {cell.key: cell.value for cell in figure.cells}


def _gone(probe: Probe, missing: list[int]) -> Finding:
    """Rows that are gone: with an entry in the erasure ledger for each of them it is lawful, otherwise it differs."""
    erased = set(Erasure.objects.filter(submission_number__in=missing).values_list("submission_number", flat=True))
    silently = [row for row in missing if row not in erased]
    if silently:
        rows = ", ".join(str(row) for row in silently[:5]) + (" and more" if len(silently) > 5 else "")
        return Finding(Verdict.DIFFERS, probe.where, f"gone without an entry in the erasure ledger: row {rows}")
    return Finding(Verdict.GONE, probe.where, f"{len(missing)} erased since")


# --- tallies ------------------------------------------------------------------------------------------------------


def tally_findings() -> Iterator[Finding]:
    """Per form: what is counted plus what waits, against all rows."""
    for form in Form.objects.order_by("pk"):
        yield from _tally_of(form)


def _tally_of(form: Form) -> Iterator[Finding]:
    name = f"tally of {form.slug}"
    submissions = Submission.objects.filter(form=form)
    waiting_ids = OutboxEntry.objects.filter(kind=PENDING, group_id=form.pk).values("subject_id")
    counted = FormTally.objects.filter(form=form).values_list("n", flat=True).first() or 0
    stored = counted + waiting_ids.count()
    found = submissions.count()
    yield _either(stored == found, f"{name}, total", f"stored {stored}, counted {found}")
    cells = cells_of(submissions.filter(pk__in=waiting_ids).iterator(chunk_size=2000))
    for cell in TallyCell.objects.filter(form=form):
        cells[cell.question, cell.option, cell.municipality, cell.channel] += cell.n
    again = cells_of(submissions.iterator(chunk_size=2000))
    wrong = _unequal(cells, again)
    note = "; ".join(f"{'/'.join(cell)}: stored {cells[cell]}, counted {again[cell]}" for cell in wrong[:3])
    yield _either(not wrong, f"{name}, cells", note)


def _unequal(one: Counter[Cell], other: Counter[Cell]) -> list[Cell]:
    both = sorted({*one, *other})
    return [cell for cell in both if one[cell] != other[cell]]
