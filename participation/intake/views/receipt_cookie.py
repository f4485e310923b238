"""The receipt of who just sent: a signed cookie for one page, for one hour. No code in an address, log or session.

The page stands at one address per language, so there is a cookie for each: who changes the language keeps the code.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from participation.intake.queries import FormNow
from participation.intake.services import receipts, submissions
from samenkracht.core.web import languages

COOKIE = "ontvangst"
COOKIE_SECONDS = 3600


def remembered(request: HttpRequest) -> submissions.Receipt | None:
    """The receipt that this device got within the hour; None when there is none or it is not ours."""
    try:
        signed = request.COOKIES.get(named(get_language()), "")
        key, version, at = signing.loads(signed, salt=COOKIE, max_age=COOKIE_SECONDS)
        receipt = submissions.Receipt(UUID(hex=key), version, datetime.fromisoformat(at))
        receipts.code_for(receipt.key, version=receipt.version)
    except (signing.BadSignature, ValueError, TypeError, KeyError):  # KeyError: the secret of that code is gone
        return None
    return receipt


def named(language: str | None) -> str:
    """The name of the cookie for the receipt page in this language."""
    return COOKIE if language in (None, settings.LANGUAGE_CODE) else f"{COOKIE}-{language}"


@lru_cache(maxsize=1024)
def addresses(slug: str) -> Mapping[str, str]:
    """Where the receipt page of a form stands, per language. Everybody who sends needs them, and they never change."""
    found = {code: languages.address(code, "form_received", slug=slug) for code, _name in settings.LANGUAGES}
    return MappingProxyType(found)


def remember(response: HttpResponse, now: FormNow, receipt: submissions.Receipt) -> HttpResponse:
    """Let the receipt page of this form know the receipt for an hour: signed, out of reach of scripts."""
    signed = signing.dumps([receipt.key.hex, receipt.version, receipt.received_at.isoformat()], salt=COOKIE)
    for language, path in addresses(now.slug).items():
        response.set_cookie(
            named(language),
            signed,
            max_age=COOKIE_SECONDS,
            path=path,
            secure=settings.BEHIND_TLS,
            httponly=True,
            samesite="Lax",
        )
    return response
