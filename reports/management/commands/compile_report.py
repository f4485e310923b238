"""Make a report from the command line, by the same road as the job: the same run, content, digest and files."""

import os
import shutil
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.enums import ReportKind
from reports.evaluation.collect.evaluation import EvaluationParameters
from reports.models import Evaluation, Proposal, Report
from reports.progress.collect.progress import ProgressParameters
from reports.proposals.collect import ProposalParameters
from reports.runs.services import compiling, runs
from samenkracht.accounts.actors import System
from samenkracht.core import clock
from samenkracht.core.refused import Refused
from samenkracht.core.values.arguments import a_day
from samenkracht.core.values.json import canonical
from samenkracht.core.values.periods import Period


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind of report is asked for on the command line."""

    says: str
    add: Callable[[ArgumentParser], None]
    parameters_of: Callable[[dict[str, Any]], Any]


def add_progress(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", type=a_day, required=True, help="first day, such as 2026-07-01")
    parser.add_argument("--until", type=a_day, required=True, help="the day after the last, such as 2026-10-01")
    parser.add_argument("--programme", default="", help="slug of one programme; all when left out")
    parser.add_argument("--project", default="", help="slug of one project, instead of a programme")
    parser.add_argument("--reference", default="", help="the kenmerk that stands on the report")


def asked_progress(options: dict[str, Any]) -> ProgressParameters:
    try:
        period = Period(options["start"], options["until"])
    except ValueError as error:
        raise CommandError("--until must be later than --from") from error
    if "\x00" in options["programme"] + options["project"] + options["reference"] or len(options["reference"]) > 40:
        raise CommandError("--programme, --project or --reference cannot be read")
    return ProgressParameters(
        period=period, programme=options["programme"], project=options["project"], reference=options["reference"]
    )


def add_evaluation(parser: ArgumentParser) -> None:
    parser.add_argument("--project", required=True, help="slug of the project that is looked back on")
    parser.add_argument("--number", type=int, help="which evaluation of the project; the latest when left out")


def asked_evaluation(options: dict[str, Any]) -> EvaluationParameters:
    slug, number = options["project"], options["number"]
    found = Evaluation.objects.none() if "\x00" in slug else Evaluation.objects.filter(project__slug=slug)
    if number is not None:
        found = found.filter(number=number)
    latest = found.order_by("-number").first()
    if latest is None:
        raise CommandError(f"there is no evaluation of {slug!r}" + (f" with number {number}" if number else ""))
    return EvaluationParameters(project=slug, evaluation=latest.number)


def add_proposal(parser: ArgumentParser) -> None:
    parser.add_argument("--kenmerk", required=True, help="the reference of the proposal, such as 24005976")


def asked_proposal(options: dict[str, Any]) -> ProposalParameters:
    reference = " ".join(options["kenmerk"].split())
    found = None if "\x00" in reference else Proposal.objects.filter(reference=reference).first()
    if found is None:
        raise CommandError(f"there is no proposal {reference!r}")
    return ProposalParameters(found.pk)


KINDS = {
    ReportKind.PROPOSAL: Words("the paper of one proposal", add_proposal, asked_proposal),
    ReportKind.EVALUATION: Words("the report of one evaluation", add_evaluation, asked_evaluation),
    ReportKind.PROGRESS: Words("a progress report over a period", add_progress, asked_progress),
}


class Command(BaseCommand):
    help = "Make a report and write its files to a new folder."

    def add_arguments(self, parser: CommandParser) -> None:
        # What is wrong is said in one line; --help tells the rest.
        parser.print_usage = lambda file=None: None  # type: ignore[method-assign]  # argparse has no other way
        kinds = parser.add_subparsers(dest="kind", required=True)
        for kind, words in KINDS.items():
            own = kinds.add_parser(kind.value, help=words.says)
            own.print_usage = lambda file=None: None  # type: ignore[method-assign]  # argparse has no other way
            words.add(own)
            own.add_argument("--out", required=True, type=Path, help="folder to make; it appears when all is complete")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        kind = ReportKind(options["kind"])
        parameters = KINDS[kind].parameters_of(options)
        check_place(out)
        report = compiled(kind, parameters)
        write(report, out)
        self.stdout.write(f"{report.title}: {out} (digest {report.digest})")


def check_place(out: Path) -> None:
    """Raise CommandError when the folder cannot be made, before anything is written."""
    if out.exists() or out.is_symlink():
        raise CommandError(f"{out} is there already; give a folder that does not exist yet")
    parent = out.absolute().parent
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
        raise CommandError(f"{parent} is no folder that can be written in")


def compiled(kind: ReportKind, parameters: Any) -> Report:
    try:
        run = runs.request(kind=kind, parameters=parameters, by=System("compile_report"), at=clock.now(), notify=False)
    except Refused as refusal:
        raise CommandError(str(refusal)) from refusal
    claimed = runs.claim(run_id=run.pk, at=clock.now())
    report = compiling.compile_claimed(run=claimed, clock=clock.now) if claimed else None
    if report is None:
        run.refresh_from_db()
        raise CommandError(run.failure or f"run {run.pk} was taken over by a worker; see list_reports")
    return report


def write(report: Report, out: Path) -> None:
    """Write aside, flush, rename: whoever sees the folder sees all of it."""
    aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.absolute().parent))
    try:
        put(aside / "content.json", canonical(report.content))
        for file in report.files.all():
            put(aside / f"report.{file.format}", bytes(file.content))
        aside.chmod(0o755)
        aside.rename(out)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise CommandError(f"{out} could not be written: {error.strerror}") from error


def put(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
