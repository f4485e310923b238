"""What allauth may and may not do here."""

from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samenkracht.accounts import factors, mails, services
from samenkracht.accounts.factor_secrets import decrypt_secret, encrypt_secret
from samenkracht.accounts.models import User
from samenkracht.core import clock

# What somebody changes about the own account, by the mail that allauth sends about it.
OWN_CHANGES = {
    "account/email/password_changed": "user.password_changed",
    "account/email/password_set": "user.password_changed",
    "account/email/password_reset": "user.password_reset",
    "mfa/email/recovery_codes_generated": "user.recovery_codes_made",
    "mfa/email/totp_activated": "user.second_factor_set_up",
    "mfa/email/totp_deactivated": "user.second_factor_removed",
}


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody makes an account for themselves: staff are invited."""

    # allauth's own Dutch says "je".
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("Dit e-mailadres en dit wachtwoord horen niet bij elkaar."),
        "enter_current_password": _("Vul uw wachtwoord van nu in."),
        "incorrect_code": _("Deze code klopt niet."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "rate_limited": _("U hebt dit te vaak gedaan. Wacht een paar minuten."),
        "too_many_login_attempts": _("U hebt te vaak geprobeerd in te loggen. Wacht een paar minuten."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Who guesses is stopped where they are; so a stranger cannot keep a colleague out by guessing wrong."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """allauth's own mails, about a new password; the answer to who asked is the same when none goes.

        None goes either when one went just now whose link still works: so nobody fills a colleague's mailbox. What
        makes that link die, a login or a new password, starts the count anew.
        """
        user = context.get("user")
        key = f"{user.pk} {user.password} {user.last_login}" if user else email.lower()
        if not ratelimit.consume(self.request, action="reset_mail", key=key):
            return
        mail = self.render_mail(template_prefix, email, {"email": email, **context})
        if not mails.send(mail, about=template_prefix):
            ratelimit.clear(self.request, action="reset_mail", key=key)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the portal's own address, whatever name the request came by: whoever asks chooses that name."""
        page = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.BASE_URL + page.replace("UID-KEY", quote(key))

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """allauth's word that somebody changed how they come in: into the audit log, and a mail to that person."""
        services.note_change(user=user, event=OWN_CHANGES[template_prefix], at=clock.now())
        mails.tell(user, template_prefix)

    def login(self, request: HttpRequest, user: User) -> None:
        """The one place where a session becomes somebody's, whichever way they came."""
        super().login(request, user)
        way, factor = factors.login_methods(request, user)
        services.note_login(user=user, way=way, factor=factor, at=clock.now())

    def set_password(self, user: User, password: str) -> None:
        """The password alone: who was closed while choosing one stays closed."""
        user.set_password(password)
        user.save(update_fields=["password"])


class EncryptedFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """The secrets of second factors stand encrypted in the database: a copy of it makes nobody's codes."""

    # allauth's own Dutch says "je".
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("U kunt de app met codes niet uitzetten."),
        "cannot_generate_recovery_codes": _("Zet eerst de app met codes aan."),
        "incorrect_code": _("Deze code klopt niet. Vul de code in die nu in de app staat."),
        "unverified_email": _("Uw e-mailadres is nog niet bevestigd."),
    }

    def encrypt(self, text: str) -> str:
        return encrypt_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt_secret(encrypted_text)
