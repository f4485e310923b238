"""The second factor of staff: who must set one up or prove it before the portal's own doors open."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from samenkracht.accounts.models import Identity, User

SET_UP, PROVE = "mfa_activate_totp", "mfa_reauthenticate"
PASSWORD, PROVIDER = "password", "provider"
RECOVERY = Authenticator.Type.RECOVERY_CODES.value
IS_TIED = Exists(Identity.objects.filter(user=OuterRef("pk")))
HAS_FACTOR = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP))


def required_step(request: HttpRequest) -> str:
    """The name of the page where somebody who is logged in must go first; empty when nothing is owed.

    A factor counts when this very session proved it: a session that began with the password alone, before the owner
    set one up, stays outside. A factor that was reset takes all its proofs with it. The factor of the identity provider
    counts when the settings say so (``came_by_provider``), for as long as the tie to it lasts.
    """
    if not settings.STAFF_SECOND_FACTOR:
        return ""
    records = get_authentication_records(request, request.user)
    ties = [record.get("tie") for record in records if record["method"] == PROVIDER and record.get("second_factor")]
    tied = Identity.objects.filter(pk__in=ties).values_list("user_id", flat=True)
    if ties and settings.OIDC_ISSUER and request.user.pk in tied:
        return ""
    held = dict(Authenticator.objects.filter(user_id=request.user.pk).values_list("pk", "type"))
    if Authenticator.Type.TOTP not in held.values():
        return SET_UP
    proofs = {record.get("id") for record in records if record["method"] == "mfa"}
    return "" if proofs & set(held) else PROVE


def has_ended(request: HttpRequest, *, at: datetime) -> bool:
    """Whether somebody who is logged in last showed who they are longer ago than a session lasts.

    Django moves the end of a session at each write to it, and whoever holds a stolen one can bring writes about.
    """
    shown = [record["at"] for record in get_authentication_records(request, request.user)]
    return bool(shown) and at.timestamp() - max(shown) > settings.SESSION_COOKIE_AGE


def redirect_to_required_step(request: HttpRequest, page: str) -> HttpResponseBase:
    """To ``page``, and from there back to where somebody was going; what was sent is not sent again."""
    going = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("start")
    return redirect_to_login(going, login_url=reverse(page))


def reauthentication_required(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For pages that could take a factor away: who has one, shows it first."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if request.user.is_authenticated and required_step(request) == PROVE:
            return redirect_to_required_step(request, PROVE)
        return view(request, *args, **options)

    return door


def count_login_as_reauthentication(request: HttpRequest, *, at: datetime) -> None:
    """Spare whoever just came in to show again who they are, when they have no factor yet.

    To set up the first one, a login of the last minutes counts as showing who one is.
    """
    records = get_authentication_records(request, request.user)
    last = records[-1] if records and not any(record.get("reauthenticated") for record in records) else None
    if (
        last
        and last["method"] in (PASSWORD, PROVIDER)
        and at.timestamp() - last["at"] < app_settings.REAUTHENTICATION_TIMEOUT
    ):
        record_authentication(request, request.user, PASSWORD, reauthenticated=True)


def record_provider_login(request: HttpRequest, identity: Identity, *, second_factor: bool) -> None:
    """Remember in this session that somebody came in at the identity provider, and whether its factor counts here."""
    record_authentication(request, identity.user, PROVIDER, tie=identity.pk, second_factor=second_factor)


def login_methods(request: HttpRequest, user: User) -> tuple[str, str]:
    """The way in of this session, and the second factor that it proved: totp, recovery_codes, provider or nothing."""
    records = get_authentication_records(request, user)
    ways = [record["method"] for record in records if record["method"] in (PASSWORD, PROVIDER)]
    proofs = [record["type"] for record in records if record["method"] == "mfa"]
    proofs += [PROVIDER for record in records if record.get("second_factor")]
    return (ways or [""])[-1], (proofs or [""])[-1]


def record_second_factor(request: HttpRequest) -> None:
    """Remember in this session that the factor that was set up just now was proven by its code."""
    factor = Authenticator.objects.get(user_id=request.user.pk, type=Authenticator.Type.TOTP)
    record_authentication(request, request.user, "mfa", id=factor.pk, type=factor.type, reauthenticated=True)
