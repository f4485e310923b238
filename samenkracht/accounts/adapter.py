"""What allauth may and may not do here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody makes an account for themselves: staff are invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
