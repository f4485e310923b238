"""Which reports are stored."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.runs.queries import report_rows


class Command(BaseCommand):
    help = "List the stored reports, oldest first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as a JSON list")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = report_rows()
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            self.stdout.write(f"{row['id']}  {row['status']}  {row['as_of']}  {row['digest']}  {row['title']}")
