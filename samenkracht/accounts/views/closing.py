"""Closing an account, opening it again, and taking an invitation back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samenkracht.accounts import services
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.models import Invitation, User
from samenkracht.accounts.permissions import Permission
from samenkracht.accounts.responsibilities import responsibilities_of
from samenkracht.core import clock
from samenkracht.core.refused import Refused


@guarded(Permission.USERS_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: StaffRequest, user_id: int) -> HttpResponse:
    """For somebody who leaves or lost a laptop: asks first, and says what must be handed over."""
    user = get_object_or_404(User, pk=user_id)
    if request.method != "POST":
        return close_page(request, user)
    try:
        services.close_account(user=user, by=request.actor, at=clock.now())
    except (services.OwnAccount, services.LastAdministrator) as refusal:
        return close_page(request, user, refusal=refusal)
    messages.success(request, _("Het account is gesloten."))
    return redirect("users")


def close_page(request: StaffRequest, user: User, *, refusal: Refused | None = None) -> HttpResponse:
    page = {
        "nav": "gebruikers",
        "user": user,
        "responsibilities": responsibilities_of(user, to=request.actor),
        "refusal": refusal,
    }
    return render(request, "accounts/close.html", page, status=409 if refusal else 200)


@guarded(Permission.USERS_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: StaffRequest, user_id: int) -> HttpResponse:
    """For somebody who comes back: asks first, and says what they get back with it."""
    user = get_object_or_404(User, pk=user_id)
    if request.method != "POST":
        page = {"nav": "gebruikers", "user": user, "responsibilities": responsibilities_of(user, to=request.actor)}
        return render(request, "accounts/reopen.html", page | {"provider": settings.OIDC_ISSUER and settings.OIDC_NAME})
    services.open_account(user=user, by=request.actor, at=clock.now())
    messages.success(request, _("Het account is weer open. Uw collega kiest een nieuw wachtwoord."))
    return redirect("users")


@guarded(Permission.USERS_WRITE)
@require_POST
def withdraw(request: StaffRequest, invitation_id: int) -> HttpResponse:
    """The link works no more. Inviting again is easily done, so nothing is asked first."""
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    if services.withdraw_invitation(invitation=invitation, by=request.actor, at=clock.now()):
        messages.success(request, _("De uitnodiging is ingetrokken. De link werkt niet meer."))
    else:
        messages.warning(request, _("Deze uitnodiging was al gebruikt, ingetrokken of verlopen."))
    return redirect("users")
