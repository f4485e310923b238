"""Login and invitations: allauth's views one by one, under Dutch addresses."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from samenkracht.accounts import services
from samenkracht.accounts.forms import AcceptInvitationForm
from samenkracht.accounts.guards import View, public
from samenkracht.core.views import UnprocessableFormMixin, invalid


def opened(view_class: Any) -> View:
    """allauth's own view, which asks for a login itself where it must; wrong input is answered with 422."""
    # Django's form views take PUT for POST; ours answer to what a browser sends.
    methods = [name.upper() for name in ("get", "head", "post") if hasattr(view_class, name) or name == "head"]
    mixins = (UnprocessableFormMixin,) if hasattr(view_class, "form_invalid") else ()
    honest: Any = type(view_class.__name__, (*mixins, view_class), {})
    return public(require_http_methods(methods)(honest.as_view()))


class PasswordResetLink(account.PasswordResetFromKeyView):  # type: ignore[misc]  # allauth has no types
    """A link that was used or is too old is answered with 410, not with a page that looks fine."""

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        response: Any = super().dispatch(request, *args, **options)
        if (getattr(response, "context_data", None) or {}).get("token_fail"):
            response.status_code = 410
        done: HttpResponseBase = response
        return done


login = opened(account.LoginView)
logout = opened(account.LogoutView)
signup = opened(account.SignupView)
inactive = opened(account.AccountInactiveView)
reauthenticate = opened(account.ReauthenticateView)
password_change = opened(account.PasswordChangeView)
password_reset = opened(account.PasswordResetView)
password_reset_done = opened(account.PasswordResetDoneView)
password_reset_from_key = opened(PasswordResetLink)
password_reset_from_key_done = opened(account.PasswordResetFromKeyDoneView)
mfa_index = opened(mfa.IndexView)
mfa_authenticate = opened(mfa.AuthenticateView)
mfa_reauthenticate = opened(mfa.ReauthenticateView)
totp_activate = opened(totp.ActivateTOTPView)
totp_deactivate = opened(totp.DeactivateTOTPView)
recovery_view = opened(recovery.ViewRecoveryCodesView)
recovery_generate = opened(recovery.GenerateRecoveryCodesView)
recovery_download = opened(recovery.DownloadRecoveryCodesView)


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """A new colleague chooses a password. Opening the link changes nothing."""
    form = AcceptInvitationForm(request.POST or None)
    if request.method != "POST":
        return render(request, "account/invitation.html", {"form": form})
    if not form.is_valid():
        return invalid(request, "account/invitation.html", {"form": form})
    try:
        services.accept(token=token, password=form.cleaned_data["password"], at=timezone.now())
    except services.InvitationNotValid as refusal:
        return render(request, "account/invitation.html", {"form": form, "refusal": refusal.for_people}, status=410)
    messages.success(request, _("Uw account is klaar. Log nu in."))
    return redirect("account_login")
