"""Fill a form with made-up submissions, by the same way in as the residents' pages."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from participation.intake import channels as made_up
from participation.models import Form
from samenkracht.core import clock
from samenkracht.core.management.invented import InventingCommand
from samenkracht.core.refused import Refused


class Command(InventingCommand):
    help = "Vult een formulier met verzonnen inzendingen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--form", required=True, help="slug van het formulier")
        parser.add_argument("--count", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["count"] < 0:
            raise CommandError("--count is 0 of meer.")
        form = Form.objects.filter(slug=options["form"]).select_related("published_version").first()
        if form is None or form.published_version is None:
            raise CommandError("Er is geen gepubliceerd formulier met deze slug.")
        try:
            new = made_up.load(
                version=form.published_version, count=options["count"], seed=options["seed"], at=clock.now()
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{new} nieuwe inzendingen in {form.slug}")
