"""What this website says about itself: accessibility, privacy, cookies, and where to report a leak."""

from datetime import UTC, datetime, time
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from participation.intake.views.receipt_cookie import named
from samenkracht.accounts.guards import public
from samenkracht.core.web.region import region


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html", {"stated": settings.RELEASED})


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html", {"stated": settings.RELEASED})


@public
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """The names come from the settings, so that the page names what a browser really shows."""
    names = {
        "token": settings.CSRF_COOKIE_NAME,
        "receipt": [named(language) for language, _name in settings.LANGUAGES],
        "session": settings.SESSION_COOKIE_NAME,
    }
    return render(request, "pages/cookies.html", names | {"hours": settings.SESSION_COOKIE_AGE // 3600})


@public
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. It expires some time after the release, so that nobody relies on an address that nobody looks after."""
    expires = datetime.combine(settings.RELEASED + settings.SECURITY_TXT_HOLDS, time.min, UTC)
    lines = (
        f"Contact: mailto:{quote(settings.SECURITY_EMAIL or region().email, safe='@')}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Canonical: {settings.BASE_URL}{reverse('security_txt')}",
        "Preferred-Languages: nl, en",
    )
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
