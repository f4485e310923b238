"""The receipt of who just sent: one signed cookie for one page, for one hour. No code in an address, log or session."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from participation.queries import FormNow
from participation.services import receipts, submissions

COOKIE = "ontvangst"
COOKIE_SECONDS = 3600


def remembered(request: HttpRequest) -> submissions.Receipt | None:
    """The receipt that this device got within the hour; None when there is none or it is not ours."""
    try:
        key, version, at = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=COOKIE_SECONDS)
        receipt = submissions.Receipt(UUID(hex=key), version, datetime.fromisoformat(at))
        receipts.code_for(receipt.key, version=receipt.version)
    except (signing.BadSignature, ValueError, TypeError, KeyError):  # KeyError: the secret of that code is gone
        return None
    return receipt


def remember(response: HttpResponse, now: FormNow, receipt: submissions.Receipt) -> HttpResponse:
    """Let the receipt page of this form know the receipt for an hour: signed, out of reach of scripts."""
    response.set_cookie(
        COOKIE,
        signing.dumps([receipt.key.hex, receipt.version, receipt.received_at.isoformat()], salt=COOKIE),
        max_age=COOKIE_SECONDS,
        path=reverse("form_received", kwargs={"slug": now.slug}),
        secure=settings.BEHIND_TLS,
        httponly=True,
        samesite="Lax",
    )
    return response
