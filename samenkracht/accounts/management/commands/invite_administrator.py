"""The first administrator: there is no superuser and no sign-up."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from samenkracht.accounts import services
from samenkracht.accounts.actors import System
from samenkracht.accounts.roles import Role
from samenkracht.core import clock


class Command(BaseCommand):
    help = "Maakt een uitnodiging voor een beheerder en toont de link, eenmalig."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="Beheerder", help="functie die op het scherm komt")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"]
        try:
            validate_email(email)
            token = services.invite(
                email=email,
                display_name=options["name"],
                role=Role.ADMINISTRATOR,
                by=System("invite_administrator"),
                at=clock.now(),
            )
        except ValidationError as error:
            raise CommandError("Dit is geen e-mailadres.") from error
        except services.EmailTaken as refusal:
            raise CommandError(str(refusal.for_people)) from refusal
        self.stdout.write(f"{settings.BASE_URL}{reverse('accept_invitation', kwargs={'token': token})}")
