"""The way back in for an administrator who lost the phone and has no colleague who can help."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from samenkracht.accounts import services
from samenkracht.accounts.actors import System
from samenkracht.accounts.models import User
from samenkracht.core import clock


class Command(BaseCommand):
    help = "Wist de extra beveiliging van een gebruiker, die na het inloggen een nieuwe instelt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("Er is geen gebruiker met dit e-mailadres.")
        services.reset_second_factor(user=user, by=System("reset_second_factor"), at=clock.now())
        self.stdout.write("De extra beveiliging is gewist.")
