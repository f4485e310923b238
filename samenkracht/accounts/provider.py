"""Asking the region's own identity provider who somebody is: OpenID Connect, by Authlib (docs/adr/0005).

What the provider says is believed after its signature, issuer, receiver, age, state, nonce and proof of possession
(PKCE) were checked. No token is kept: what matters is told in ``ProviderClaims``, and the rest is dropped.
"""

import logging
from datetime import datetime
from functools import lru_cache
from typing import Any

from authlib.integrations.base_client.errors import MismatchingStateError
from authlib.integrations.django_client import OAuth, OAuthError
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from joserfc.errors import JoseError
from requests import RequestException

from samenkracht.accounts.services import ProviderClaims
from samenkracht.core.refused import Refused

NAME = "oidc"
STATE_IN_SESSION = f"_state_{NAME}_"
# Signed with a key of which the provider shows the public half. Never "none", and never one that shares our secret.
SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
WAIT = 5
CLOCKS_DIFFER = 60
# Some providers write their yes as text.
YES = (True, "true", "True", "1")
logger = logging.getLogger(__name__)


class NoAnswer(Refused):
    for_people = _("Daar komt nu geen antwoord vandaan. Probeer het over een paar minuten opnieuw.")


class Stopped(Refused):
    for_people = _("U bent daar niet ingelogd. U kunt het opnieuw proberen.")


class NotOurs(Refused):
    for_people = _("Dit inloggen is verlopen of al gebruikt. Probeer het opnieuw.")


class NotBelieved(Refused):
    for_people = _("Wat wij terugkregen klopt niet. U bent niet ingelogd. Blijft dit zo? Laat het ons dan weten.")


def way_there(request: HttpRequest, *, at: datetime) -> str:
    """The address at the provider where somebody logs in. What must come back with them is kept in the session.

    Raises NoAnswer and NotBelieved.
    """
    for key in [key for key in request.session.keys() if key.startswith(STATE_IN_SESSION)]:  # noqa: SIM118 - no dict
        del request.session[key]
    asked = {"acr_values": " ".join(settings.OIDC_REQUIRED_ACR)} if settings.OIDC_REQUIRED_ACR else {}
    client = _client(at)
    back = settings.BASE_URL + reverse("oidc_callback")
    return str(_trying(client, lambda: client.authorize_redirect(request, back, **asked)["Location"]))


def who_came_back(request: HttpRequest, *, at: datetime) -> ProviderClaims:
    """Who comes back from the provider with an answer to what this session asked; each answer works once.

    Raises NoAnswer, Stopped, NotOurs and NotBelieved.
    """
    # Nobody outside makes us ask the provider anything: first of all this session must have asked.
    if STATE_IN_SESSION + request.GET.get("state", "") not in request.session:
        raise NotOurs
    client = _client(at)
    if request.GET.get("iss", settings.OIDC_ISSUER) != settings.OIDC_ISSUER:
        raise NotBelieved
    expected = {"iss": {"essential": True, "values": [settings.OIDC_ISSUER]},
                "aud": {"essential": True, "values": [settings.OIDC_CLIENT_ID]}}  # fmt: skip
    token = _trying(
        client, lambda: client.authorize_access_token(request, claims_options=expected, leeway=CLOCKS_DIFFER)
    )
    claims = token.get("userinfo")
    if not claims or not isinstance(claims.get("sub"), str) or not 0 < len(claims["sub"]) <= 255:
        raise NotBelieved
    return _said(claims | _more(client, token, claims))


def _said(claims: dict[str, Any]) -> ProviderClaims:
    email = claims.get("email")
    return ProviderClaims(
        issuer=settings.OIDC_ISSUER,
        subject=claims["sub"],
        email=email if isinstance(email, str) else "",
        is_verified=claims.get(settings.OIDC_VERIFIED_CLAIM) in YES,
        second_factor=_asked_for_two(claims),
    )


def _asked_for_two(claims: dict[str, Any]) -> bool:
    """Whether the signed answer names the level (acr) and the ways (amr) that the settings ask for; both unset: no."""
    levels, ways = settings.OIDC_REQUIRED_ACR, settings.OIDC_REQUIRED_AMR
    named = claims.get("amr")
    named = named if isinstance(named, list) else []
    return bool(levels or ways) and (not levels or claims.get("acr") in levels) and set(ways) <= set(map(str, named))


def _more(client: Any, token: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
    """The address, asked for apart, of providers that leave it out of the signed answer. Nothing else is taken."""
    if "email" in claims or not client.server_metadata.get("userinfo_endpoint"):
        return {}
    answer = _trying(client, lambda: client.userinfo(token=token))
    if answer.get("sub") != claims["sub"]:
        raise NotBelieved
    return {name: answer[name] for name in ("email", settings.OIDC_VERIFIED_CLAIM) if name in answer}


def _client(at: datetime) -> Any:
    """Authlib's client; what the provider says of itself is asked anew each hour."""
    return _made(
        settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET, int(at.timestamp()) // 3600
    )


@lru_cache(maxsize=2)
def _made(issuer: str, client_id: str, client_secret: str, hour: int) -> Any:
    return OAuth().register(
        NAME,
        client_id=client_id,
        client_secret=client_secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256", "default_timeout": WAIT},
    )


def _trying(client: Any, act: Any) -> Any:
    """What ``act`` gives, with the library's errors told in our words. What the provider said is not logged."""
    try:
        _check_provider(client.load_server_metadata())
        return act()
    except RequestException as error:
        logger.warning("oidc.no_answer: %s", type(error).__name__)
        raise NoAnswer from error
    except MismatchingStateError as error:
        raise NotOurs from error
    except OAuthError as error:
        raise (Stopped if error.error in ("access_denied", "login_required") else NotBelieved) from error
    except (JoseError, ValueError, TypeError, KeyError, RuntimeError) as error:
        logger.warning("oidc.not_believed: %s", type(error).__name__)
        raise NotBelieved from error


def _check_provider(answer: dict[str, Any]) -> None:
    """Raise ValueError unless the provider is the one of the setting, and all it is asked goes as safely as that."""
    if answer.get("issuer") != settings.OIDC_ISSUER:
        _made.cache_clear()
        raise ValueError
    needed = [answer["authorization_endpoint"], answer["token_endpoint"], answer["jwks_uri"]]
    if settings.OIDC_ISSUER.startswith("https://") and not all(place.startswith("https://") for place in needed):
        raise ValueError
    answer["id_token_signing_alg_values_supported"] = list(SIGNED_BY)
