"""Take the stock of a day, as the nightly job does."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.dashboard import services as daily_batch
from samenkracht.accounts.actors import System
from samenkracht.core import clock
from samenkracht.core.values.arguments import a_moment
from samenkracht.core.values.periods import local_day


class Command(BaseCommand):
    help = "Take the stock of figures of one day: all that was received before its midnight. Once a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.print_usage = lambda file=None: None  # type: ignore[method-assign]  # argparse has no other way
        parser.add_argument("--at", type=a_moment, default=None, help="any moment of the day; now when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        at = options["at"] or clock.now()
        batch = daily_batch.create(at=at, by=System("daily_figures"))
        if batch is None:
            self.stdout.write(f"{local_day(at).isoformat()}: is there already")
        else:
            self.stdout.write(
                f"{batch.day.isoformat()}: {batch.figures.count()} figures as of {batch.as_of.isoformat()}"
            )
