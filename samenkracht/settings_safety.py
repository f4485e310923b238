"""Which settings are refused: those that would put people's data at risk, and those that contradict each other.

Each refusal raises ImproperlyConfigured with the one setting to mend. ``PRODUCTION`` is true in acceptance too.
"""

import base64
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

Settings = Mapping[str, Any]


def refuse_unsafe(settings: Settings) -> None:
    """Stop a process with ``settings`` (the names of the module settings, by name) that it may not have."""
    refuse_half_a_provider(settings)
    refuse_what_is_for_play(settings)
    if settings["PRODUCTION"]:
        refuse_weak_secrets(settings)
        refuse_unsafe_surroundings(settings)
    if settings["ACCEPTANCE"]:
        refuse_mail_to_people(settings)


def refuse_unsafe_surroundings(settings: Settings) -> None:
    """Hosts, address, https, mail and broker of production."""
    if not settings["ALLOWED_HOSTS"] or "*" in settings["ALLOWED_HOSTS"]:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts of this portal.")
    if not settings["BASE_URL"].startswith("https://"):
        raise ImproperlyConfigured("BASE_URL must be an address that starts with https://.")
    if not settings["BEHIND_TLS"]:
        raise ImproperlyConfigured("BEHIND_TLS may not be off.")
    if not settings["EMAIL_CONFIG"]["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        raise ImproperlyConfigured("EMAIL_URL must name a mail server: links for a new password go nowhere else.")
    if not settings["REDIS_URL"]:
        raise ImproperlyConfigured("REDIS_URL is not set: production does not run on the filesystem broker.")


def refuse_weak_secrets(settings: Settings) -> None:
    """Secrets that others know or could guess; one that is on its way out counts too."""
    for name, keys in (
        ("SECRET_KEY", [settings["SECRET_KEY"]]),
        ("SECRET_KEY_FALLBACKS", settings["SECRET_KEY_FALLBACKS"]),
    ):
        if any(len(key) < 50 or key.startswith("development-only") for key in keys):
            raise ImproperlyConfigured(f"{name} is too weak: give at least 50 random characters.")
    if "development-only" in settings["RECEIPT_SECRETS"]:
        raise ImproperlyConfigured("RECEIPT_SECRETS is the one of development.")
    try:
        raw = [base64.b64decode(part.split(":", 1)[1], validate=True) for part in settings["FIELD_KEYS"].split(",")]
    except (IndexError, ValueError) as error:
        raise ImproperlyConfigured("FIELD_KEYS must look like 1:<base64 of 32 bytes>, newest first.") from error
    if any(len(key) != 32 or key.startswith(b"development-only") for key in raw):
        raise ImproperlyConfigured("FIELD_KEYS has a key that is not 32 bytes, or the one of development.")


def refuse_half_a_provider(settings: Settings) -> None:
    """A way in through an identity provider that is set by half, or goes over lines that others can read."""
    names = ("OIDC_NAME", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    measures = settings["OIDC_REQUIRED_ACR"] or settings["OIDC_REQUIRED_AMR"]
    if any(settings[name] for name in names) or measures:
        for name in names:
            if not settings[name]:
                raise ImproperlyConfigured(f"{name} is not set: an identity provider is set whole or not at all.")
    issuer = settings["OIDC_ISSUER"]
    if len(issuer) > 200:
        raise ImproperlyConfigured("OIDC_ISSUER is longer than 200 characters.")
    if settings["PRODUCTION"] and issuer and not issuer.startswith("https://"):
        raise ImproperlyConfigured("OIDC_ISSUER must be an address that starts with https://.")


def refuse_what_is_for_play(settings: Settings) -> None:
    """What only a demo and tests may have."""
    if settings["MODE"] in ("demo", "test"):
        return
    if not settings["STAFF_SECOND_FACTOR"]:
        raise ImproperlyConfigured("STAFF_SECOND_FACTOR may be off in a demo and in tests alone.")
    if settings["CLOCK_OFFSET"]:
        raise ImproperlyConfigured("CLOCK_OFFSET may be set in a demo and in tests alone.")


def refuse_mail_to_people(settings: Settings) -> None:
    """Acceptance often has the addresses of real people, out of a backup."""
    mailbox = settings["ACCEPTANCE_MAILBOX"]
    if mailbox.count("@") != 1 or mailbox.strip("@") != mailbox or any(sign in mailbox for sign in " ,;<>"):
        raise ImproperlyConfigured("ACCEPTANCE_MAILBOX must be the one address that all mail of acceptance goes to.")
