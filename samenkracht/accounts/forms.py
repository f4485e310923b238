"""Forms of accounts."""

import logging
from typing import Any

from allauth.mfa.base import forms as mfa
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from samenkracht.accounts.models import Invitation, User
from samenkracht.accounts.roles import Role
from samenkracht.core.security.encryption import CannotDecrypt
from samenkracht.core.web.forms import StaffForm

logger = logging.getLogger(__name__)


class InviteForm(StaffForm):
    """Who may come in, and as what."""

    email = forms.EmailField(label=_("E-mailadres"), max_length=254)
    display_name = forms.CharField(
        label=_("Functie"),
        max_length=80,
        help_text=_("Zo staat deze collega op het scherm, bijvoorbeeld Projectleider Wmo."),
    )
    role = forms.TypedChoiceField(label=_("Rol"), choices=Role.choices, coerce=Role, widget=forms.RadioSelect)


class AcceptInvitationForm(StaffForm):
    """The password of a new colleague; ``invitation`` tells what it may not look like."""

    password = forms.CharField(
        label=_("Kies een wachtwoord"),
        help_text=_("Minstens 12 tekens. Een zin die u onthoudt is goed."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Herhaal het wachtwoord"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.invitation = invitation

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        who = self.invitation
        validate_password(password, User(email=who.email, display_name=who.display_name) if who else None)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("De twee wachtwoorden zijn niet gelijk."))
        return cleaned


class _UnreadableFactor:
    """A second factor whose key is lost (docs/runbook.md, "Lost FIELD_KEYS") lets nobody in, and says so."""

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())  # type: ignore[misc]  # allauth's form, which stands behind this one
        except CannotDecrypt as error:
            logger.warning("second_factor.unreadable %s", error)
            raise forms.ValidationError(
                _("Uw app met codes is hier niet meer te lezen. Vraag de beheerder om uw tweede stap te wissen.")
            ) from error


class AuthenticateForm(_UnreadableFactor, mfa.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The code at logging in."""


class ReauthenticateForm(_UnreadableFactor, mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The code once more, before what needs it."""
