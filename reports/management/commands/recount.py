"""Count everything stored again and say of each figure whether it still stands."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.enums import Verdict
from reports.recount.collect import Finding, recount


class Command(BaseCommand):
    help = (
        "Recount reports, daily figures and tallies from the rows. One line per verdict; exit status 1 if any differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--brief", action="store_true", help="leave out the lines of what is equal")

    def handle(self, *args: Any, **options: Any) -> None:
        verdicts: Counter[Verdict] = Counter()
        for finding in recount():
            verdicts[finding.verdict] += 1
            if not (options["brief"] and finding.verdict is Verdict.EQUAL):
                self.tell(finding)
        counts = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in Verdict)
        self.stdout.write(f"recounted {sum(verdicts.values())}: {counts}")
        if verdicts[Verdict.DIFFERS]:
            raise SystemExit(1)

    def tell(self, finding: Finding) -> None:
        self.stdout.write(str(finding))
