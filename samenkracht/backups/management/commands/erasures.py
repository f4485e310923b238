"""The list of what was erased, for a place that is not where the backups are."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from samenkracht.backups import erasures
from samenkracht.backups.manifest import Unusable
from samenkracht.core import clock
from samenkracht.core.db import restore_lock


class Command(BaseCommand):
    help = "Write the list of erasures into a file, in place of an older one. It names nobody. Restoring asks for it."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--out", type=Path, help="file to write; not in the folder of a backup")
        what.add_argument(
            "--again", type=Path, help="erase what this list names and the database still has, and open the portal"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["out"]:
                number = erasures.write(options["out"], at=clock.now())
                self.stdout.write(f"erasures: {options['out']} ({number})")
            else:
                number = erasures.again(erasures.read(options["again"]), at=clock.now())
                restore_lock.unlock()
                self.stdout.write(f"erased again: {number}")
        except Unusable as refusal:
            raise CommandError(str(refusal)) from refusal
