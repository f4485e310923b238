"""Sets ``request.actor``."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from samenkracht.accounts.actors import actor_of


class ActorMiddleware:
    """Puts the actor on the request, only when there is a session at all: pages for everybody look up nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request)  # type: ignore[attr-defined]  # our own attribute; StaffRequest names its type
        return self.get_response(request)
