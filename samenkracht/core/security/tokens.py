"""The token of Django's check against forged posts (CSRF), for pages that are kept ready."""

import secrets

from django.http import HttpRequest


def bare_token(request: HttpRequest) -> str:
    """The secret of this browser's cookie, to stand in a form as it is; makes secret and cookie when there is none.

    For a page in which the token is never pressed together with anything else. ``get_token`` puts a mask of its own on
    each token, against guessing it by the length of a pressed page (BREACH), and draws each of its letters by a system
    call: a fifth of all that a kept page costs. The check takes a token with and without a mask.
    """
    # These two names are how Django's middleware and its own functions tell each other (django.middleware.csrf).
    secret: str = request.META.get("CSRF_COOKIE") or secrets.token_hex(16)
    request.META.update(CSRF_COOKIE=secret, CSRF_COOKIE_NEEDS_UPDATE=True)
    return secret
