"""Write the whole database into a folder, as it is at one moment."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from samenkracht.backups import services
from samenkracht.backups.manifest import Unusable
from samenkracht.core import clock


class Command(BaseCommand):
    help = (
        "Back up the database into a new folder. It holds no key: keep SECRET_KEY, FIELD_KEYS, RECEIPT_SECRETS apart."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", required=True, type=Path, help="folder to make; it appears when all is whole")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = services.make(options["out"], at=clock.now())
        except Unusable as refusal:
            raise CommandError(f"no backup was made: {refusal}") from refusal
        rows = sum(table.rows for table in made.state.tables.values())
        self.stdout.write(
            f"backup: {options['out']} ({made.state.server}, {len(made.state.tables)} tables, {rows} rows,"
            f" {made.part.bytes} bytes, sha256 {made.part.sha256})"
        )
