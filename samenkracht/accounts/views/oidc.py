"""In through the region's own identity provider. These views are there only when one is set."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from samenkracht.accounts import factors, provider, services
from samenkracht.accounts.adapter import ClosedSignup
from samenkracht.accounts.guards import public
from samenkracht.accounts.views import next_page
from samenkracht.core import clock
from samenkracht.core.refused import Refused

GOING = "oidc_going"
STATUS: dict[type[Refused], int] = {provider.NoAnswer: 503, provider.NotBelieved: 502, services.NotLetIn: 403}


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """To the provider. By a page with a link that opens itself: forms may lead to this portal's own pages alone."""
    try:
        there = provider.way_there(request, at=clock.now())
    except Refused as refusal:
        return _not_in(request, refusal)
    request.session[GOING] = next_page(request)
    page = render(request, "account/provider_leave.html", {"provider": settings.OIDC_NAME, "there": there})
    page["Refresh"] = f"0; url={there}"
    return page


@public
@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """Back from the provider: in, on to the code of the app, or told why not. Nobody gets an account here."""
    at = clock.now()
    try:
        said = provider.who_came_back(request, at=at)
        identity = services.identify(said=said, at=at)
    except Refused as refusal:
        return _not_in(request, refusal)
    going = request.session.pop(GOING, "") or settings.LOGIN_REDIRECT_URL
    if request.user.is_authenticated:
        auth.logout(request)
    factors.record_provider_login(request, identity, second_factor=said.second_factor)
    if said.second_factor:
        ClosedSignup(request).login(request, identity.user)
        return redirect(going)
    answer: HttpResponse = perform_login(request, Login(user=identity.user, redirect_url=going))
    return answer


def _not_in(request: HttpRequest, refusal: Refused) -> HttpResponse:
    status = next((number for kind, number in STATUS.items() if isinstance(refusal, kind)), 400)
    page = {"provider": settings.OIDC_NAME, "refusal": refusal.for_people}
    return render(request, "account/provider_refused.html", page, status=status)
