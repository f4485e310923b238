"""Write the submissions of a form to a file, as the page in the workplace does."""

from argparse import ArgumentParser
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from participation.enums import ExportFormat, ExportGround
from participation.exports import services as exports
from participation.exports.collect import ExportSelection
from participation.exports.render.xlsx import MOST_ROWS
from participation.models import Form
from samenkracht.accounts.actors import System
from samenkracht.core import clock
from samenkracht.core.refused import Refused
from samenkracht.core.security.encryption import CannotDecrypt
from samenkracht.core.values.arguments import a_day
from samenkracht.core.values.periods import Period

NO_LIMIT = 10**12


class Command(BaseCommand):
    help = "Schrijft de inzendingen van een formulier naar een bestand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--form", required=True, help="slug van het formulier")
        parser.add_argument("--format", required=True, choices=ExportFormat.values)
        parser.add_argument("--out", required=True, type=Path, help="bestand; alleen leesbaar voor wie dit uitvoert")
        parser.add_argument("--ground", choices=ExportGround.values, default=ExportGround.HANDOVER.value)
        parser.add_argument("--from", dest="start", type=a_day, help="eerste dag, zoals 2026-07-01")
        parser.add_argument("--until", type=a_day, help="eerste dag die niet meer meetelt")
        parser.add_argument("--codes", action="store_true", help="antwoorden als code")
        parser.add_argument("--sensitive", action="store_true", help="ook antwoorden op gevoelige vragen")

    def handle(self, *args: Any, **options: Any) -> None:
        form = Form.objects.filter(slug=options["form"]).select_related("project").first()
        if form is None:
            raise CommandError("Er is geen formulier met deze slug.")
        selection = ExportSelection(
            self.period(**options), as_codes=options["codes"], with_sensitive=options["sensitive"]
        )
        file_format = ExportFormat(options["format"])
        try:
            export = exports.make(
                form=form,
                selection=selection,
                file_format=file_format,
                ground=ExportGround(options["ground"]),
                by=System("export_contributions"),
                at=clock.now(),
                most=MOST_ROWS - 1 if file_format is ExportFormat.XLSX else NO_LIMIT,
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        try:
            exports.write(export, Path(options["out"]))
        except CannotDecrypt as error:
            raise CommandError(f"Niet gemaakt: een gevoelig antwoord is niet te openen ({error}).") from error
        self.stdout.write(f"{export.data.count} inzendingen in {options['out']}")

    def period(self, *, start: date | None, until: date | None, **_rest: Any) -> Period | None:
        """The asked period; None for everything."""
        if start is None and until is None:
            return None
        try:
            return Period(start or date(2000, 1, 1), until or date(2100, 1, 1) + timedelta(days=366))
        except ValueError as error:
            raise CommandError("--from ligt voor --until.") from error
