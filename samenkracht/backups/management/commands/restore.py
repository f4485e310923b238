"""Check a backup, or fill an empty database with it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from samenkracht.backups import erasures, services
from samenkracht.backups.manifest import Unusable
from samenkracht.core import clock


class Command(BaseCommand):
    help = "Restore a backup into the empty database of DATABASE_URL. Nothing that stands somewhere is overwritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="folder", required=True, type=Path, help="folder that backup made")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--check", action="store_true", help="only look whether the backup is whole and fits here")
        what.add_argument("--into-empty", action="store_true", help="fill the database, which must be empty")
        since = parser.add_mutually_exclusive_group()
        since.add_argument("--erasures", type=Path, help="the newest list that manage.py erasures wrote; erased again")
        since.add_argument(
            "--nothing-erased-since", action="store_true", help="you know that nobody had anything erased since"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if options["into_empty"] and options["erasures"] is None and not options["nothing_erased_since"]:
            raise CommandError(
                "say what was erased since the backup: --erasures FILE (manage.py erasures writes it, also from the old"
                " database), or --nothing-erased-since when you know that. Without it people who withdrew would be back"
            )
        again = 0
        try:
            if options["into_empty"]:
                erased = erasures.read(options["erasures"]) if options["erasures"] else None
                found, again = services.restore(folder, erased=erased, at=clock.now())
            else:
                found = services.check(folder)
        except Unusable as refusal:
            raise CommandError(
                f"{folder} was not {'restored' if options['into_empty'] else 'fit'}: {refusal}"
            ) from refusal
        rows = sum(table.rows for table in found.state.tables.values())
        summary = f"{len(found.state.tables)} tables, {rows} rows, as they were at {found.made_at}"
        if options["into_empty"]:
            self.stdout.write(f"restored: {summary}; every table holds what the backup was made of")
            by_word = "" if options["erasures"] else " (you said that nothing was erased since)"
            self.stdout.write(f"erased again: {again}{by_word}")
            self.stdout.write("next: manage.py recount")
        else:
            self.stdout.write(f"whole: {summary}. Nothing was restored")
