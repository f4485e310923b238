"""The door of every view: each is ``guarded`` or ``public``.

A test walks all routes and refuses views that are neither.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from samenkracht.accounts import factors
from samenkracht.accounts.actors import Actor, Anonymous
from samenkracht.accounts.permissions import Permission, may

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)


class StaffRequest(HttpRequest):
    """A request that came past the guard."""

    actor: Actor


def guarded(permission: Permission, *, load: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Ask before the view runs.

    ``load(request, **kwargs)`` gives the object or raises Http404; the view gets it as ``target`` in place of the
    address' own arguments. Not logged in: to the login page. No second factor where it is required: to the page where
    one sets it up, and nowhere else. No right on this object: 404 like a missing one. No right on the kind (no
    ``load``): 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def door(request: StaffRequest, **kwargs: Any) -> HttpResponseBase:
            target = None
            if isinstance(request.actor, Anonymous):
                return redirect_to_login(request.get_full_path())
            if page := factors.required_step(request):
                return factors.redirect_to_required_step(request, page)
            if load is None:
                if not may(request.actor, permission):
                    raise PermissionDenied
                return view(request, **kwargs)
            target = load(request, **kwargs)
            if not may(request.actor, permission, target):
                raise Http404
            return view(request, target=target)

        door.permission = permission  # type: ignore[attr-defined]  # read by the test that walks all routes
        door.loads = load is not None  # type: ignore[attr-defined]  # read by the test that walks all routes
        return door

    return decorate


def public(view: V) -> V:
    """For everybody; the view itself shows only what is published."""
    view.is_public = True  # type: ignore[attr-defined]  # read by the test that walks all routes
    return view
