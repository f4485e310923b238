"""What allauth may and may not do here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


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
