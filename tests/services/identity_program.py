"""An identity provider of its own: django-oauth-toolkit as a separate Django project, in a process of its own.

Run by tests/services/identity_provider.py. It can be told to answer wrongly, each time in one way.
"""

import base64
import json
import sys
import time
from typing import Any

import django
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings

PORT, CLIENT_ID, CLIENT_SECRET, PASSWORD = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]


def new_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


settings.configure(
    SECRET_KEY="of-the-provider-alone",
    ALLOWED_HOSTS=["127.0.0.1"],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "oauth2_provider"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[5]}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    ROOT_URLCONF="__main__",
    # The portal is on the same host in tests; cookies do not know ports.
    SESSION_COOKIE_NAME="provider",
    LOGIN_URL="/login/",
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    OAUTH2_PROVIDER={
        "OIDC_ENABLED": True,
        "OIDC_RSA_PRIVATE_KEY": new_key(),
        "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{PORT}/o",
        "SCOPES": {"openid": "who you are", "email": "your address"},
        "OAUTH2_VALIDATOR_CLASS": "__main__.Validator",
        "PKCE_REQUIRED": True,
    },
)
django.setup()

from django.contrib.auth import authenticate, login  # noqa: E402 - after the settings
from django.contrib.auth.models import User  # noqa: E402 - after the settings
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 - after the settings
from django.core.management import call_command  # noqa: E402 - after the settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: E402 - after the settings
from django.urls import include, path  # noqa: E402 - after the settings
from django.utils.html import format_html  # noqa: E402 - after the settings
from jwcrypto import jwk, jwt  # noqa: E402 - after the settings
from oauth2_provider.models import Application  # noqa: E402 - after the settings
from oauth2_provider.oauth2_validators import OAuth2Validator  # noqa: E402 - after the settings
from waitress import serve  # noqa: E402 - after the settings

# What is told of each person beside the number and the address, and how the next answers are spoiled.
TOLD: dict[str, dict[str, Any]] = {}
SPOIL = {"way": ""}


def part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


class Validator(OAuth2Validator):
    """The toolkit's own, with the claims of this test's people."""

    oidc_claim_scope = None

    def get_additional_claims(self, request: Any) -> dict[str, Any]:
        return {"email": request.user.email} | TOLD[request.user.username]

    def get_id_token_dictionary(self, token: Any, token_handler: Any, request: Any) -> Any:
        claims, expires = super().get_id_token_dictionary(token, token_handler, request)
        changed = {"old": {"exp": int(time.time()) - 3600}, "issuer": {"iss": "https://elsewhere.example"},
                   "audience": {"aud": "another-client"}, "nonce": {"nonce": "of-another-login"}}  # fmt: skip
        return claims | changed.get(SPOIL["way"], {}), expires

    def finalize_id_token(self, id_token: Any, token: Any, token_handler: Any, request: Any) -> str:
        signed: str = super().finalize_id_token(id_token, token, token_handler, request)
        header, body, signature = signed.split(".")
        if SPOIL["way"] == "other key":
            known = json.loads(base64.urlsafe_b64decode(header + "=="))
            forged = jwt.JWT(header=known, claims=json.loads(base64.urlsafe_b64decode(body + "==")))
            forged.make_signed_token(jwk.JWK.from_pem(new_key().encode()))
            return str(forged.serialize())
        if SPOIL["way"] == "altered":
            claims = json.loads(base64.urlsafe_b64decode(body + "=="))
            return (
                f"{header}.{part(claims | {'email': 'coordinator@test.example', 'email_verified': True})}.{signature}"
            )
        if SPOIL["way"] == "unsigned":
            return f"{part({'alg': 'none'})}.{body}."
        return signed


def enter(request: HttpRequest) -> HttpResponse:
    """The provider's own login page."""
    if request.method == "POST":
        user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
        if user is not None:
            login(request, user)
            return HttpResponseRedirect(request.GET["next"])
    return HttpResponse(
        '<!doctype html><html lang="nl"><title>Provider</title><h1>Log in bij de provider</h1><form method="post">'
        '<label>Naam <input name="username"></label><label>Geheim <input name="password" type="password"></label>'
        "<button>Verder</button></form>"
    )


def tell(request: HttpRequest) -> HttpResponse:
    """For the tests: people, where clients may come back, and what goes wrong."""
    asked = json.loads(request.body)
    if "person" in asked:
        name, email = asked["person"], asked["email"]
        User.objects.filter(username=name).delete()
        User.objects.create_user(name, email, PASSWORD)
        TOLD[name] = asked["told"]
    if "back" in asked:
        Application.objects.update(redirect_uris=asked["back"])
    SPOIL["way"] = asked.get("spoil", "")
    return HttpResponse(format_html("{}", "done"))


urlpatterns = [
    path("o/", include("oauth2_provider.urls")),
    path("login/", enter),
    path("tell/", tell),
]

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    Application.objects.create(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        hash_client_secret=False,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        algorithm=Application.RS256_ALGORITHM,
        skip_authorization=True,
        redirect_uris="http://127.0.0.1/",
    )
    serve(WSGIHandler(), host="127.0.0.1", port=PORT, threads=2)
