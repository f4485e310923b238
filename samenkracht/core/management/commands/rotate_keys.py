"""Seal everything anew with the newest of FIELD_KEYS, what still stands in the clear too; say which key may go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from samenkracht.core.security import key_rotation
from samenkracht.core.security.encryption import newest_number, numbers
from samenkracht.core.security.key_rotation import IN_THE_CLEAR, RotationResult


class Command(BaseCommand):
    help = (
        "Encrypt what older keys encrypted, and what stands in the clear from before, with the newest of FIELD_KEYS,"
        " while people go on working. May be stopped and run again. Exit status 1 as long as something is left."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what is left")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            outcomes = {place: RotationResult(left=left) for place, left in key_rotation.left_under_old_keys().items()}
        else:
            outcomes = key_rotation.rotate_all()
        for place, outcome in sorted(outcomes.items()):
            left = ", ".join(f"{rows} {where(number)}" for number, rows in sorted(outcome.left.items())) or "0"
            self.stdout.write(
                f"{place}: {outcome.done} encrypted anew, {outcome.cannot_open} cannot be opened, {left} left"
            )
        in_use = {number for outcome in outcomes.values() for number in outcome.left}
        for number in numbers():
            if number not in in_use and number != newest_number():
                self.stdout.write(
                    f"Key {number} opens nothing here any more: take it out of FIELD_KEYS, and keep it with the backups"
                    " that were made with it."
                )
        if in_use:
            raise CommandError(
                f"something still stands {' and '.join(map(where, sorted(in_use)))}:"
                f" {'keep it, and ' if in_use - {IN_THE_CLEAR} else ''}run this again"
            )


def where(number: int) -> str:
    """How something stands whose key has this number."""
    return "in the clear" if number == IN_THE_CLEAR else f"under key {number}"
