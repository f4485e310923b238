"""Ways in and out for staff. The names are allauth's, since it looks its pages up by them."""

from django.conf import settings
from django.urls import path, re_path

from samenkracht.accounts import views
from samenkracht.accounts.views import closing

urlpatterns = [
    path("inloggen/", views.login, name="account_login"),
    path("uitloggen/", views.logout, name="account_logout"),
    path("aanmelden/", views.signup, name="account_signup"),
    path("inloggen/niet-actief/", views.inactive, name="account_inactive"),
    path("inloggen/opnieuw/", views.reauthenticate, name="account_reauthenticate"),
    path("inloggen/code/", views.mfa_authenticate, name="mfa_authenticate"),
    path("inloggen/code-opnieuw/", views.mfa_reauthenticate, name="mfa_reauthenticate"),
    path("wachtwoord/wijzigen/", views.password_change, name="account_change_password"),
    path("wachtwoord/vergeten/", views.password_reset, name="account_reset_password"),
    path("wachtwoord/vergeten/verstuurd/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("wachtwoord/nieuw/klaar/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("beveiliging/", views.mfa_index, name="mfa_index"),
    path("beveiliging/app/", views.totp_activate, name="mfa_activate_totp"),
    path("beveiliging/app/uitzetten/", views.totp_deactivate, name="mfa_deactivate_totp"),
    path("beveiliging/herstelcodes/", views.recovery_view, name="mfa_view_recovery_codes"),
    path("beveiliging/herstelcodes/nieuw/", views.recovery_generate, name="mfa_generate_recovery_codes"),
    path("beveiliging/herstelcodes/bestand/", views.recovery_download, name="mfa_download_recovery_codes"),
    path("werkplek/gebruikers/", views.users, name="users"),
    path("werkplek/gebruikers/<number:user_id>/beveiliging/", views.factor_reset, name="user_factor_reset"),
    path("werkplek/gebruikers/<number:user_id>/sluiten/", closing.close, name="user_close"),
    path("werkplek/gebruikers/<number:user_id>/openen/", closing.reopen, name="user_open"),
    path("werkplek/uitnodigingen/<number:invitation_id>/intrekken/", closing.withdraw, name="invitation_withdraw"),
    path("uitnodiging/<str:token>/", views.accept_invitation, name="accept_invitation"),
]

if settings.OIDC_ISSUER:
    from samenkracht.accounts.views import oidc

    urlpatterns += [
        path("inloggen/organisatie/", oidc.leave, name="oidc_login"),
        path("inloggen/organisatie/terug/", oidc.come_back, name="oidc_callback"),
    ]
