"""Login and invitations: allauth's views one by one, under Dutch addresses."""

from typing import Any
from urllib.parse import urlencode

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from samenkracht.accounts import factors, services, shown_once
from samenkracht.accounts.forms import AcceptInvitationForm, InviteForm
from samenkracht.accounts.guards import StaffRequest, View, guarded, public
from samenkracht.accounts.models import Invitation, User
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.web.views import UnprocessableFormMixin, invalid


def allauth_view(view_class: Any, *, proven: bool = False) -> View:
    """allauth's own view, which asks for a login itself where it must; wrong input is answered with 422.

    ``proven``: who has a second factor shows it first.
    """
    # Django's form views take PUT for POST; ours answer to what a browser sends.
    methods = [name.upper() for name in ("get", "head", "post") if hasattr(view_class, name) or name == "head"]
    mixins = (UnprocessableFormMixin,) if hasattr(view_class, "form_invalid") else ()
    honest: Any = type(view_class.__name__, (*mixins, view_class), {})
    view: View = require_http_methods(methods)(honest.as_view())
    return public(factors.reauthentication_required(view) if proven else view)


def next_page(request: HttpRequest) -> str:
    """Where somebody was going, when that is a page of this portal; otherwise the workplace."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if here and page.startswith("/") else reverse("start")


class Login(account.LoginView):  # type: ignore[misc]  # allauth has no types
    """With a button for the region's own identity provider, where one is set."""

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**options)
        return context | {"provider": settings.OIDC_ISSUER and settings.OIDC_NAME}


class ActivateTOTP(totp.ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """Set up the app. Its code counts for this session; then come the recovery codes, and from there one goes on."""

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            factors.count_login_as_reauthentication(request, at=clock.of_the_machine())
        answer: HttpResponseBase = super().dispatch(request, *args, **options)
        return answer

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**options)
        secret = context["form"].secret
        key = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        return context | {"next_page": next_page(self.request), "required": settings.STAFF_SECOND_FACTOR, "key": key}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["code"].label = _("Code")  # the summary of errors names it; allauth's word is English
        form.fields["code"].widget.attrs["inputmode"] = "numeric"
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        factors.record_second_factor(self.request)
        return response

    def get_success_url(self) -> str:
        return f"{reverse('mfa_view_recovery_codes')}?{urlencode({'next': next_page(self.request)})}"


class Reauthenticate(mfa.ReauthenticateView):  # type: ignore[misc]  # allauth has no types
    """The code once more, in a session that is open; a recovery code that is used up is told in the audit log."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        if factors.login_methods(self.request, self.request.user)[1] == factors.RECOVERY:
            services.note_change(user=self.request.user, event="user.recovery_code_used", at=clock.now())
        return response


class DeactivateTOTP(totp.DeactivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """Take the app off, to set up another."""

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**options)
        return context | {"required": settings.STAFF_SECOND_FACTOR}


class RecoveryCodes(recovery.ViewRecoveryCodesView):  # type: ignore[misc]  # allauth has no types
    """The codes for who has no phone at hand."""

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**options)
        return context | {"next_page": next_page(self.request)}


class PasswordResetLink(account.PasswordResetFromKeyView):  # type: ignore[misc]  # allauth has no types
    """A link that was used or is too old is answered with 410, not with a page that looks fine."""

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        response: Any = super().dispatch(request, *args, **options)
        if (getattr(response, "context_data", None) or {}).get("token_fail"):
            response.status_code = 410
        done: HttpResponseBase = response
        return done


login = allauth_view(Login)
logout = allauth_view(account.LogoutView)
signup = allauth_view(account.SignupView)
inactive = allauth_view(account.AccountInactiveView)
reauthenticate = allauth_view(account.ReauthenticateView)
password_change = allauth_view(account.PasswordChangeView, proven=True)
password_reset = allauth_view(account.PasswordResetView)
password_reset_done = allauth_view(account.PasswordResetDoneView)
password_reset_from_key = allauth_view(PasswordResetLink)
password_reset_from_key_done = allauth_view(account.PasswordResetFromKeyDoneView)
mfa_index = allauth_view(mfa.IndexView)
mfa_authenticate = allauth_view(mfa.AuthenticateView)
mfa_reauthenticate = allauth_view(Reauthenticate)
totp_activate = allauth_view(ActivateTOTP)
totp_deactivate = allauth_view(DeactivateTOTP, proven=True)
recovery_view = allauth_view(RecoveryCodes, proven=True)
recovery_generate = allauth_view(recovery.GenerateRecoveryCodesView, proven=True)
recovery_download = allauth_view(recovery.DownloadRecoveryCodesView, proven=True)


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """A new colleague chooses a password. Opening the link changes nothing."""
    form = AcceptInvitationForm()
    try:
        # Who has a dead link hears it before thinking of a password.
        invitation = services.still_open(token=token, at=clock.now())
        form = AcceptInvitationForm(request.POST if request.method == "POST" else None, invitation=invitation)
        if request.method != "POST":
            return render(request, "account/invitation.html", {"form": form})
        if not form.is_valid():
            return invalid(request, "account/invitation.html", {"form": form})
        services.accept(token=token, password=form.cleaned_data["password"], at=clock.now())
    except (services.InvitationNotValid, services.EmailTaken) as refusal:
        page = {"form": form, "refusal": refusal.for_people, "refused": type(refusal).__name__}
        return render(request, "account/invitation.html", page, status=410)
    messages.success(request, _("Uw account is klaar. Log nu in."))
    return redirect("account_login")


@guarded(Permission.USERS_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def users(request: StaffRequest) -> HttpResponse:
    """Everybody with an account, who was invited, and inviting one more. The link is shown once, on the next page.

    So loading that page again invites nobody again, which would end the link that was just handed over.
    """
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        link = shown_once.take(request) if request.method == "GET" else ""
        return users_page(request, InviteForm(), link=link)
    if not form.is_valid():
        return users_page(request, form, status=422)
    try:
        token = services.invite(by=request.actor, at=clock.now(), **form.cleaned_data)
    except services.EmailTaken as refusal:
        form.add_error("email", str(refusal))
        return users_page(request, form, status=422)
    shown_once.keep(request, settings.BASE_URL + reverse("accept_invitation", kwargs={"token": token}))
    return redirect("users")


def users_page(request: StaffRequest, form: InviteForm, *, link: str = "", status: int = 200) -> HttpResponse:
    page = {
        "nav": "gebruikers",
        "form": form,
        "link": link,
        "users": User.objects.annotate(has_factor=factors.HAS_FACTOR, is_tied=factors.IS_TIED).order_by(
            "display_name", "email"
        ),
        "invitations": Invitation.objects.open(clock.now()).order_by("expires_at"),
    }
    return render(request, "accounts/users.html", page, status=status)


@guarded(Permission.USERS_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def factor_reset(request: StaffRequest, user_id: int) -> HttpResponse:
    """For somebody who lost the phone: asks first, then takes the app and the recovery codes away."""
    user = get_object_or_404(User, pk=user_id)
    if request.method != "POST":
        provider, required = settings.OIDC_ISSUER and settings.OIDC_NAME, settings.STAFF_SECOND_FACTOR
        page = {"nav": "gebruikers", "user": user, "provider": provider, "required": required}
        return render(request, "accounts/factor_reset.html", page)
    services.reset_second_factor(user=user, by=request.actor, at=clock.now())
    if settings.STAFF_SECOND_FACTOR:
        messages.success(request, _("De extra beveiliging is gewist. Uw collega stelt na het inloggen een nieuwe in."))
    else:
        messages.success(request, _("De extra beveiliging is gewist. Uw collega kan zelf een nieuwe instellen."))
    return redirect("users")
