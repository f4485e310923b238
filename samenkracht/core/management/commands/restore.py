"""Check a backup, or fill an empty database with it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from samenkracht.core.backups import making
from samenkracht.core.backups.manifest import Unusable


class Command(BaseCommand):
    help = "Restore a backup into the empty database of DATABASE_URL. Nothing that stands somewhere is overwritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="folder", required=True, type=Path, help="folder that backup made")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--check", action="store_true", help="only look whether the backup is whole and fits here")
        what.add_argument("--into-empty", action="store_true", help="fill the database, which must be empty")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        act = making.restore if options["into_empty"] else making.check
        try:
            found = act(folder)
        except Unusable as refusal:
            raise CommandError(
                f"{folder} was not {'restored' if options['into_empty'] else 'fit'}: {refusal}"
            ) from refusal
        rows = sum(table.rows for table in found.state.tables.values())
        told = f"{len(found.state.tables)} tables, {rows} rows, as they were at {found.made_at}"
        if options["into_empty"]:
            self.stdout.write(f"restored: {told}; every table holds what the backup was made of")
            self.stdout.write("next: manage.py recount")
        else:
            self.stdout.write(f"whole: {told}. Nothing was restored")
