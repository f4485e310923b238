"""The base of every command that makes things up: people, answers, whole regions."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class InventingCommand(BaseCommand):
    """A command that makes things up, and so runs where nobody takes them for what residents said.

    It names the modes in which it may; in every other, production first of all, also in one that is added later, it
    refuses before it looks at anything. ``tests/core/test_commands.py`` has a line for every command of the portal.
    """

    modes: ClassVar[frozenset[str]] = frozenset({"demo", "development", "test"})

    def execute(self, *args: Any, **options: Any) -> str | None:
        if settings.MODE not in self.modes:
            *first, last = sorted(self.modes)
            allowed = f"{', '.join(first)} of {last}" if first else last
            raise CommandError(f"Dit verzint gegevens. Dat mag alleen met MODE={allowed}, niet met {settings.MODE}.")
        return super().execute(*args, **options)
