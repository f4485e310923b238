"""Sets ``request.actor``, and ends a session whose time is over."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse

from samenkracht.accounts import factors
from samenkracht.accounts.actors import Anonymous, actor_of
from samenkracht.core import clock


class ActorMiddleware:
    """Puts the actor on the request, only when there is a session at all: pages for everybody look up nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and factors.has_ended(request, at=clock.of_the_machine()):
            auth.logout(request)
        request.actor = actor_of(request) if has_session else Anonymous()  # type: ignore[attr-defined]  # ours, see StaffRequest
        return self.get_response(request)
